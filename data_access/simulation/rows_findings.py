"""LB, VS, RS, CP: what was measured and found."""

from collections.abc import Iterator

from data_access.simulation import calibration as figures
from data_access.simulation.body import grade_at
from data_access.simulation.catalogue import ASSAY_OF, Assay
from data_access.simulation.oddities import oddly
from data_access.simulation.rows_subject import epoch, visit_number
from data_access.simulation.samples import Result, Sample
from data_access.simulation.sdtm_writer import Row
from data_access.simulation.streams import stream
from data_access.simulation.subject import Subject
from data_access.simulation.subsets import subsets
from data_access.simulation.vitals import Look, vital_signs

MICROMOL_AS_PRINTED = "\u03bcmol/L"  # the laboratory prints the Greek letter; standard units are plain ASCII
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


def flagged(subject: Subject, times: dict[str, list[float]]) -> dict[str, float]:
    """By test, the time of the last value before the first infusion (LOBXFL)."""
    if not subject.given:
        return {}
    first = subject.given[0].start or 0.0
    before = {code: [time for time in taken if time < first] for code, taken in times.items()}
    return {code: max(taken) for code, taken in before.items() if taken}


def place(subject: Subject, domain: str, time: float, number: float, name: str) -> dict[str, str]:
    """Visit, epoch, date and time and study day of a finding."""
    return {"VISITNUM": visit_number(number), "VISIT": name, "EPOCH": epoch(subject, time),
            f"{domain}DTC": subject.stamp(time), f"{domain}DY": subject.study_day(time)}


def lb_rows(subject: Subject) -> Iterator[Row]:
    """Laboratory results in order of time."""
    taken: dict[str, list[float]] = {}
    for one in subject.results:
        if one.value is not None:
            taken.setdefault(one.assay.code, []).append(one.sample.time)
    baseline = flagged(subject, taken)
    fixed = {code: assay_columns(assay, subject.screened.candidate.female) for code, assay in ASSAY_OF.items()}
    places: dict[Sample, dict[str, str]] = {}
    for one in oddly(subject):
        code, time = one.assay.code, one.sample.time
        if one.sample not in places:
            places[one.sample] = place(subject, "LB", time, one.sample.visit_number, one.sample.visit)
        is_baseline = one.value is not None and baseline.get(code) == time
        yield fixed[code] | result_columns(one, subject.screened.candidate.female) | places[one.sample] | {
            "LBLOBXFL": "Y" if is_baseline else ""
        }


def assay_columns(assay: Assay, female: bool) -> dict[str, str]:
    """What is the same in every row of a test for one patient."""
    low, high = assay.range_of(female)
    limits = {"NRLO": "" if low is None else f"{low:g}", "NRHI": "" if high is None else f"{high:g}"}
    printed = MICROMOL_AS_PRINTED if assay.unit == "umol/L" else assay.unit
    return {
        "LBTESTCD": assay.code, "LBTEST": assay.name, "LBCAT": assay.category, "LBORRESU": printed,
        "LBSTRESU": assay.unit, "LBSPEC": "BLOOD" if assay.category == "HEMATOLOGY" else "SERUM OR PLASMA",
    } | {f"LB{kind}{name}": value for kind in ("OR", "ST") for name, value in limits.items()}


def result_columns(one: Result, female: bool) -> dict[str, str]:
    """The result as text and number, or why there is none; beyond a reporting limit there is no number."""
    if one.value is None:
        return {"LBSTAT": "NOT DONE", "LBREASND": one.reason, "LBORRESU": "", "LBSTRESU": ""}
    if one.sign:
        text = f"{one.sign}{one.value:g}"
        return {"LBORRES": text, "LBSTRESC": text, "LBNRIND": indicator(one, female)}
    if one.assay.code == "HBVDNA":
        number = f"{float(f'{one.value:.2e}'):.0f}"
        return {"LBORRES": f"{one.value:.2E}", "LBSTRESC": number, "LBSTRESN": number, "LBNRIND": indicator(one, female)}
    text = f"{one.value:.{one.decimals}f}"
    return {"LBORRES": text, "LBSTRESC": text, "LBSTRESN": text, "LBNRIND": indicator(one, female)}


def indicator(one: Result, female: bool) -> str:
    """LOW, NORMAL or HIGH of the value as reported."""
    low, high = one.assay.range_of(female)
    value = round(one.value or 0.0, one.decimals)
    if high is not None and value > high:
        return "HIGH"
    return "LOW" if low is not None and value < low else "NORMAL"


def vs_rows(subject: Subject) -> Iterator[Row]:
    """Height and weight once, then vital signs in order of time."""
    yield from body_size_rows(subject)
    sets = list(vital_signs(subject))
    taken: dict[str, list[float]] = {}
    for look, signs in sets:
        for code in signs:
            taken.setdefault(code, []).append(look.time)
    baseline = flagged(subject, taken)
    for look, signs in sets:
        for code in VITAL_NAMES:
            if code in signs:
                flag = "Y" if baseline.get(code) == look.time else ""
                yield vital_row(subject, look, code, signs[code]) | {"VSLOBXFL": flag}


def body_size_rows(subject: Subject) -> Iterator[Row]:
    """Height and weight at screening."""
    random, first = stream(subject.seed, "size", subject.screened.number), subject.samples[0]
    female = subject.screened.candidate.female
    height = float(random.normal(*figures.HEIGHT_CM[female]))
    weight = (height / 100) ** 2 * float(random.normal(*figures.BODY_MASS_INDEX))
    for code, name, value, unit in (("HEIGHT", "Height", height, "cm"), ("WEIGHT", "Weight", weight, "kg")):
        text = f"{value:.0f}" if code == "HEIGHT" else f"{value:.1f}"
        yield place(subject, "VS", first.time, first.visit_number, first.visit) | {
            "VSTESTCD": code, "VSTEST": name, "VSORRES": text, "VSORRESU": unit, "VSSTRESC": text, "VSSTRESN": text,
            "VSSTRESU": unit, "VSLOBXFL": "Y" if subject.given else ""}


def vital_row(subject: Subject, look: Look, code: str, value: float) -> dict[str, str]:
    """One vital sign."""
    name, unit = VITAL_NAMES[code]
    text = f"{value:.1f}" if code == "TEMP" else f"{value:.0f}"
    row = {"VSTESTCD": code, "VSTEST": name, "VSPOS": "SUPINE", "VSORRES": text, "VSORRESU": unit, "VSSTRESC": text,
           "VSSTRESN": text, "VSSTRESU": unit, "VSLOC": "EAR" if code == "TEMP" else ""}
    row |= place(subject, "VS", look.time, look.visit_number, look.visit)
    if look.dose is None or look.point is None or look.dose.start is None:
        return row
    return row | {
        "VSTPT": look.point.name, "VSTPTNUM": str(look.point.number), "VSELTM": look.point.planned,
        "VSTPTREF": f"INFUSION {look.dose.number}", "VSRFTDTC": subject.stamp(look.dose.start),
    }


def rs_rows(subject: Subject) -> Iterator[Row]:
    """Encephalopathy and ascites whenever blood was taken in the morning or at a visit."""
    one, body = subject.screened.candidate, subject.body
    samples = [sample for sample in subject.samples if sample.time % 1 < figures.NOON]
    taken = [sample.time for sample in samples]
    baseline = flagged(subject, {"HEGRADE": taken, "ASCITES": taken})
    for sample in samples:
        at_screening = body is None or sample is subject.samples[0]
        he_grade = one.he_grade if at_screening or body is None else grade_at(body.he_grade, sample.time)
        ascites = one.ascites if at_screening or body is None else grade_at(body.ascites, sample.time)
        where = place(subject, "RS", sample.time, sample.visit_number, sample.visit)
        flag = {"RSLOBXFL": "Y" if baseline.get("HEGRADE") == sample.time else "", "RSEVAL": "INVESTIGATOR"}
        yield where | flag | {
            "RSTESTCD": "HEGRADE", "RSTEST": "Hepatic Encephalopathy Grade", "RSCAT": "WEST HAVEN",
            "RSORRES": HE_WORDS[he_grade], "RSSTRESC": str(he_grade), "RSSTRESN": str(he_grade)}
        yield where | flag | {
            "RSTESTCD": "ASCITES", "RSTEST": "Ascites", "RSCAT": "CLINICAL EXAMINATION",
            "RSORRES": ASCITES_WORDS[ascites], "RSSTRESC": str(ascites), "RSSTRESN": str(ascites)}


def cp_rows(subject: Subject) -> Iterator[Row]:
    """Lymphocyte subsets; CPGRPID names the cells of which they are a percentage."""
    sets = list(subsets(subject))
    taken: dict[str, list[float]] = {}
    for sample, percent in sets:
        for code in percent:
            taken.setdefault(code, []).append(sample.time)
    baseline = flagged(subject, taken)
    for sample, percent in sets:
        where = place(subject, "CP", sample.time, sample.visit_number, sample.visit)
        for code, (name, markers, denominator) in SUBSET_NAMES.items():
            if code in percent:
                text = f"{percent[code]:.1f}"
                yield where | {
                    "CPGRPID": denominator, "CPTESTCD": code, "CPTEST": name, "CPSBMRKS": markers, "CPORRES": text,
                    "CPORRESU": "%", "CPSTRESC": text, "CPSTRESN": text, "CPSTRESU": "%", "CPSPEC": "BLOOD",
                    "CPMETHOD": "FLOW CYTOMETRY", "CPLOBXFL": "Y" if baseline.get(code) == sample.time else ""}
