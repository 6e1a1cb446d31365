"""Errors planted in the results, as every real trial has them: the checks of the import must find them."""

from collections.abc import Iterator

from clinical.laboratory.tests import LAB_TESTS
from data_access.simulation.calibration import plan
from data_access.simulation.patient.samples import Result
from data_access.simulation.patient.subject import Subject

SLIPS = {"BILI": plan.BILIRUBIN_SLIP_ORDER, "CREAT": plan.CREATININE_SLIP_ORDER}


def oddly(subject: Subject) -> Iterator[Result]:
    """The results in order; for a few patients a value in mg/dL labelled umol/L, or one sent twice."""
    order = subject.screened.order
    slipped = {code for code, place in SLIPS.items() if place == order}
    doubled = order == plan.DUPLICATE_ORDER
    for one in subject.results:
        late = one.sample.time > plan.ODDITIES_AFTER_DAY and one.value is not None
        if late and one.assay.code in slipped:
            slipped.discard(one.assay.code)
            value = (one.value or 0.0) / LAB_TESTS[one.assay.code].conversions["mg/dL"]
            yield one._replace(value=value, decimals=one.decimals + 1)
            continue
        yield one
        if late and doubled and one.assay.code == "ALT":
            doubled = False
            yield one
