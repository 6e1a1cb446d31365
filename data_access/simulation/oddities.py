"""Errors planted in the results, as every real trial has them, so that the checks of the import find something."""

from collections.abc import Iterator

from clinical.lab_tests import LAB_TESTS
from data_access.simulation import calibration as figures
from data_access.simulation.samples import Result
from data_access.simulation.subject import Subject

SLIPS = {"BILI": figures.BILIRUBIN_SLIP_ORDER, "CREAT": figures.CREATININE_SLIP_ORDER}


def oddly(subject: Subject) -> Iterator[Result]:
    """The results in order, with a value in mg/dL under the label umol/L, or a sample sent twice, for a few."""
    order = subject.screened.order
    slipped = {code for code, place in SLIPS.items() if place == order}
    doubled = order == figures.DUPLICATE_ORDER
    for one in subject.results:
        late = one.sample.time > figures.ODDITIES_AFTER_DAY and one.value is not None
        if late and one.assay.code in slipped:
            slipped.discard(one.assay.code)
            value = (one.value or 0.0) / LAB_TESTS[one.assay.code].conversions["mg/dL"]
            yield one._replace(value=value, decimals=one.decimals + 1)
            continue
        yield one
        if late and doubled and one.assay.code == "ALT":
            doubled = False
            yield one
