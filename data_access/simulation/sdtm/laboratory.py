"""LB: laboratory results as reported, with ranges, flags and what was not done."""

from collections.abc import Iterator

from data_access.simulation.hospital_laboratory import ASSAY_OF, Assay
from data_access.simulation.patient.samples import Result, Sample
from data_access.simulation.patient.subject import Subject
from data_access.simulation.sdtm.epochs_and_visits import flagged, place
from data_access.simulation.sdtm.planted_errors import oddly
from data_access.simulation.sdtm.writer import Row

MICROMOL_AS_PRINTED = "\u03bcmol/L"  # the laboratory prints the Greek letter; standard units are plain ASCII


def lb_rows(subject: Subject) -> Iterator[Row]:
    """Laboratory results in order of time."""
    taken: dict[str, list[float]] = {}
    for one in subject.results:
        if one.value is not None:
            taken.setdefault(one.assay.code, []).append(one.sample.time)
    baseline = flagged(subject, taken)
    fixed = {
        code: assay_columns(assay, subject.screened.candidate.female) for code, assay in ASSAY_OF.items()
    }
    places: dict[Sample, dict[str, str]] = {}
    for one in oddly(subject):
        code, time = one.assay.code, one.sample.time
        if one.sample not in places:
            places[one.sample] = place(subject, "LB", time, one.sample.visit_number, one.sample.visit)
        is_baseline = one.value is not None and baseline.get(code) == time
        yield (
            fixed[code]
            | result_columns(one, subject.screened.candidate.female)
            | places[one.sample]
            | {"LBLOBXFL": "Y" if is_baseline else ""}
        )


def assay_columns(assay: Assay, female: bool) -> dict[str, str]:
    """What is the same in every row of a test for one patient."""
    low, high = assay.range_of(female)
    limits = {"NRLO": "" if low is None else f"{low:g}", "NRHI": "" if high is None else f"{high:g}"}
    printed = MICROMOL_AS_PRINTED if assay.unit == "umol/L" else assay.unit
    return {
        "LBTESTCD": assay.code,
        "LBTEST": assay.name,
        "LBCAT": assay.category,
        "LBORRESU": printed,
        "LBSTRESU": assay.unit,
        "LBSPEC": "BLOOD" if assay.category == "HEMATOLOGY" else "SERUM OR PLASMA",
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
        return {
            "LBORRES": f"{one.value:.2E}",
            "LBSTRESC": number,
            "LBSTRESN": number,
            "LBNRIND": indicator(one, female),
        }
    text = f"{one.value:.{one.decimals}f}"
    return {"LBORRES": text, "LBSTRESC": text, "LBSTRESN": text, "LBNRIND": indicator(one, female)}


def indicator(one: Result, female: bool) -> str:
    """LOW, NORMAL or HIGH of the value as reported."""
    low, high = one.assay.range_of(female)
    value = round(one.value or 0.0, one.decimals)
    if high is not None and value > high:
        return "HIGH"
    return "LOW" if low is not None and value < low else "NORMAL"
