"""VS, RS, CP: vital signs, encephalopathy and ascites, lymphocyte subsets."""

from collections.abc import Iterator

from data_access.simulation.calibration import ward
from data_access.simulation.patient.hidden_course import grade_at
from data_access.simulation.patient.samples import Sample
from data_access.simulation.patient.subject import Subject
from data_access.simulation.patient.subsets import subsets
from data_access.simulation.patient.vitals import Assessment, vital_signs
from data_access.simulation.random_streams import stream
from data_access.simulation.sdtm.epochs_and_visits import flagged, place
from data_access.simulation.sdtm.writer import Row

VITAL_NAMES = {
    "TEMP": ("Temperature", "C"),
    "HR": ("Heart Rate", "beats/min"),
    "SYSBP": ("Systolic Blood Pressure", "mmHg"),
    "DIABP": ("Diastolic Blood Pressure", "mmHg"),
    "MAP": ("Mean Arterial Pressure", "mmHg"),
    "RESP": ("Respiratory Rate", "breaths/min"),
    "OXYSAT": ("Oxygen Saturation", "%"),
}
SUBSET_NAMES = {  # name, markers, denominator
    "CD3": ("T Cells", "CD3+", "LYMPHOCYTES"),
    "CD4": ("Helper T Cells", "CD3+CD4+", "LYMPHOCYTES"),
    "CD8": ("Cytotoxic T Cells", "CD3+CD8+", "LYMPHOCYTES"),
    "CD4NAIVE": ("Naive Helper T Cells", "CD4+CD45RA-high", "CD4+ T CELLS"),
    "CD4MEM": ("Memory Helper T Cells", "CD4+CD45RO+", "CD4+ T CELLS"),
    "NK": ("Natural Killer Cells", "CD3-CD56+", "LYMPHOCYTES"),
    "CD19": ("B Cells", "CD19+", "LYMPHOCYTES"),
}
HE_WORDS = ("NONE", "GRADE I", "GRADE II", "GRADE III", "GRADE IV")
ASCITES_WORDS = ("NONE", "MILD", "MODERATE OR SEVERE")


def vs_rows(subject: Subject) -> Iterator[Row]:
    """Height and weight once, then vital signs in order of time."""
    yield from body_size_rows(subject)
    sets = list(vital_signs(subject))
    taken: dict[str, list[float]] = {}
    for assessment, signs in sets:
        for code in signs:
            taken.setdefault(code, []).append(assessment.time)
    baseline = flagged(subject, taken)
    for assessment, signs in sets:
        where = assessment_columns(subject, "VS", assessment)
        for code in VITAL_NAMES:
            if code in signs:
                flag = {"VSLOBXFL": "Y" if baseline.get(code) == assessment.time else ""}
                yield vital_columns(code, signs[code]) | where | flag


def body_size_rows(subject: Subject) -> Iterator[Row]:
    """Height and weight at screening."""
    random, first = stream(subject.seed, "size", subject.screened.number), subject.samples[0]
    female = subject.screened.candidate.female
    height = float(random.normal(*ward.HEIGHT_CM[female]))
    weight = (height / 100) ** 2 * float(random.normal(*ward.BODY_MASS_INDEX))
    for code, name, value, unit in (("HEIGHT", "Height", height, "cm"), ("WEIGHT", "Weight", weight, "kg")):
        text = f"{value:.0f}" if code == "HEIGHT" else f"{value:.1f}"
        yield place(subject, "VS", first.time, first.visit_number, first.visit) | {
            "VSTESTCD": code,
            "VSTEST": name,
            "VSORRES": text,
            "VSORRESU": unit,
            "VSSTRESC": text,
            "VSSTRESN": text,
            "VSSTRESU": unit,
            "VSLOBXFL": "Y" if subject.given else "",
        }


def vital_columns(code: str, value: float) -> dict[str, str]:
    """One vital sign as read."""
    name, unit = VITAL_NAMES[code]
    text = f"{value:.1f}" if code == "TEMP" else f"{value:.0f}"
    return {
        "VSTESTCD": code,
        "VSTEST": name,
        "VSPOS": "SUPINE",
        "VSORRES": text,
        "VSORRESU": unit,
        "VSSTRESC": text,
        "VSSTRESN": text,
        "VSSTRESU": unit,
        "VSLOC": "EAR" if code == "TEMP" else "",
    }


def assessment_columns(subject: Subject, domain: str, assessment: Assessment) -> dict[str, str]:
    """What all findings of one moment share: visit, date, and the infusion they belong to."""
    where = place(subject, domain, assessment.time, assessment.visit_number, assessment.visit)
    if assessment.dose is None or assessment.point is None or assessment.dose.start is None:
        return where
    return where | {
        f"{domain}TPT": assessment.point.name,
        f"{domain}TPTNUM": str(assessment.point.number),
        f"{domain}ELTM": assessment.point.planned,
        f"{domain}TPTREF": f"INFUSION {assessment.dose.number}",
        f"{domain}RFTDTC": subject.stamp(assessment.dose.start),
    }


def rs_rows(subject: Subject) -> Iterator[Row]:
    """Encephalopathy and ascites whenever blood was taken in the morning or at a visit."""
    samples = subject.examined
    taken = [sample.time for sample in samples]
    baseline = flagged(subject, {"HEGRADE": taken, "ASCITES": taken})
    for sample in samples:
        flag = "Y" if baseline.get("HEGRADE") == sample.time else ""
        he_grade, ascites = grades(subject, sample)
        he_word, ascites_word = HE_WORDS[he_grade], ASCITES_WORDS[ascites]
        yield graded(
            subject,
            sample,
            ("HEGRADE", "Hepatic Encephalopathy Grade", "WEST HAVEN"),
            he_grade,
            he_word,
            flag,
        )
        yield graded(
            subject, sample, ("ASCITES", "Ascites", "CLINICAL EXAMINATION"), ascites, ascites_word, flag
        )


def grades(subject: Subject, sample: Sample) -> tuple[int, int]:
    """Encephalopathy and ascites at one visit; at screening as the candidate was found."""
    one, body = subject.screened.candidate, subject.body
    if body is None or sample is subject.samples[0]:
        return one.he_grade, one.ascites
    return grade_at(body.he_grade, sample.time), grade_at(body.ascites, sample.time)


def graded(
    subject: Subject, sample: Sample, test: tuple[str, str, str], grade: int, word: str, flag: str
) -> Row:
    """One clinical grade; `test` is code, name and category."""
    code, name, category = test
    return place(subject, "RS", sample.time, sample.visit_number, sample.visit) | {
        "RSTESTCD": code,
        "RSTEST": name,
        "RSCAT": category,
        "RSORRES": word,
        "RSSTRESC": str(grade),
        "RSSTRESN": str(grade),
        "RSEVAL": "INVESTIGATOR",
        "RSLOBXFL": flag,
    }


def cp_rows(subject: Subject) -> Iterator[Row]:
    """Lymphocyte subsets."""
    sets = list(subsets(subject))
    taken: dict[str, list[float]] = {}
    for sample, percent in sets:
        for code in percent:
            taken.setdefault(code, []).append(sample.time)
    baseline = flagged(subject, taken)
    for sample, percent in sets:
        where = place(subject, "CP", sample.time, sample.visit_number, sample.visit)
        for code in SUBSET_NAMES:
            if code in percent:
                flag = "Y" if baseline.get(code) == sample.time else ""
                yield where | subset_columns(code, f"{percent[code]:.1f}") | {"CPLOBXFL": flag}


def subset_columns(code: str, text: str) -> dict[str, str]:
    """One percentage; CPGRPID names the cells of which it is one."""
    name, markers, denominator = SUBSET_NAMES[code]
    return {
        "CPGRPID": denominator,
        "CPTESTCD": code,
        "CPTEST": name,
        "CPSBMRKS": markers,
        "CPORRES": text,
        "CPORRESU": "%",
        "CPSTRESC": text,
        "CPSTRESN": text,
        "CPSTRESU": "%",
        "CPSPEC": "BLOOD",
        "CPMETHOD": "FLOW CYTOMETRY",
    }
