"""What happened after the data cut is not known at the cut; endpoints belong to the trial that planned them."""

from dataclasses import replace

import pytest

from clinical.protocols.protocol import MSC_EV, PlannedDose
from tests.data_access.tiny_trial import found, rule, trial

CUT = "2026-03-31"
FIRST = {"rfstdtc": "2026-03-01", "rfxstdtc": "2026-03-01", "rficdtc": "2026-03-01"}
LATE_DEATH = FIRST | {"dthfl": "Y", "dthdtc": "2026-04-05"}
SEEN = [{"vstestcd": "SYSBP", "vsstresn": 120, "vsdtc": "2026-03-31"}]
RULES = {
    "d8 death after the cut": rule([("OS", 31, 1), ("TFS", 31, 1)], dm=LATE_DEATH, vs=SEEN),
    "d8 death after the cut, end of participation too": rule(
        [("OS", 31, 1), ("TFS", 31, 1)], dm=LATE_DEATH | {"rfpendtc": "2026-04-05"}
    ),
    "d8 transplant after the cut": rule(
        [("OS", 31, 1), ("TFS", 31, 1)],
        dm=FIRST,
        vs=SEEN,
        pr=[{"prtrt": "肝移植术", "prstdtc": "2026-04-02"}],
    ),
    "death on the day of the cut": rule(
        [("OS", 31, 0), ("TFS", 31, 0)], dm=FIRST | {"dthfl": "Y", "dthdtc": CUT}, vs=SEEN
    ),
    "death before it": rule(
        [("OS", 10, 0), ("TFS", 10, 0)], dm=FIRST | {"dthfl": "Y", "dthdtc": "2026-03-10"}
    ),
}


@pytest.fixture(scope="module")
def db():
    return trial(RULES, cutoff=CUT)


@pytest.mark.parametrize("name", RULES)
def test_time_to_event_up_to_the_cut_that_ts_states(name, db):
    query = "SELECT paramcd, aval, cnsr FROM adam.adtte WHERE {patient} ORDER BY ALL"
    assert found(db, name, query) == RULES[name].expected


def test_d8_whoever_dies_after_the_cut_lives_at_the_cut(db):
    query = "SELECT dthfl, dthdt FROM adam.adsl WHERE {patient}"
    assert found(db, "d8 death after the cut", query) == [("N", None)]


@pytest.mark.parametrize(
    ("study", "endpoints"), [("T", ["OS", "TFS"]), ("CDISCPILOT01", ["OS", "TFS", "TTDE"])]
)
def test_d10_the_dermatologic_endpoint_belongs_to_the_pilot_alone(study, endpoints):
    skin = [{"aeterm": "Rash", "aebodsys": "SKIN AND SUBCUTANEOUS TISSUE DISORDERS", "aestdtc": "2026-03-05"}]
    db = trial({"one": rule(None, dm=FIRST | {"studyid": study}, ae=skin)}, cutoff=CUT)
    assert [
        each for (each,) in found(db, "one", "SELECT paramcd FROM adam.adtte WHERE {patient} ORDER BY 1")
    ] == endpoints


@pytest.mark.parametrize(("gap", "status"), [(3, "MISSED"), (7, "OVERDUE"), (14, "OVERDUE")])
def test_d11_a_dose_without_a_record_is_missed_after_the_planned_gap_of_its_trial(gap, status):
    doses = tuple(
        PlannedDose(n, 1 + gap * (n - 1), tolerance_days=1, minor_deviation_days=2) for n in (1, 2, 3)
    )
    given = [{"extrt": "X", "exstdtc": "2026-03-01T10:00", "exendtc": "2026-03-01T11:00", "exseq": 1}]
    due = 1 + gap
    db = trial(
        {"one": rule(None, dm=FIRST, ex=given)},
        cutoff=f"2026-03-{due + 3:02}",
        protocol=replace(MSC_EV, doses=doses),
    )
    assert found(db, "one", "SELECT status FROM adam.adplan WHERE {patient} AND doseno = 2") == [(status,)]
