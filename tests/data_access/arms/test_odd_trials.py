"""The questions of the arms on trials of a few rows: one patient, one arm, nobody treated, nothing measured."""

from pathlib import Path

import pytest

from clinical.protocols.protocol import MSC_EV
from data_access.arms import by_visit
from data_access.common.database import Database, Identity, Snapshot
from data_access.meeting.questions import ask
from tests.data_access.tiny_trial import UNTREATED, lab, rule, trial

ALL = {"analysis_set": "randomised", "treatment": "planned"}


def opened(rules, protocol=None):
    snapshot = Snapshot("T", None, None, "0", False, "2025-12-31", "0" * 16)
    return Database(trial(rules, protocol=protocol), Identity(Path("tiny"), 0, 0, 0), snapshot)


def endpoint(db, **choices):
    chosen = {
        "paramcd": "BILI",
        "measure": "value",
        "confounded": "included",
        "compare": "none",
        "test": "off",
    }
    return ask(db, "endpoint", **ALL, **chosen | choices).tables


def test_one_patient_without_any_result():
    db = opened({"ONE": rule(None)})
    flow = ask(db, "flow").tables
    assert flow["screening"].set_index("step")["n"].to_dict() == {
        "screened": 1, "not_randomised": 0, "failed_several": 0, "randomised": 1,
    }  # fmt: skip
    assert flow["criteria"].empty
    assert set(ask(db, "baseline", **ALL).tables["values"]["variable"]) == {"AGE"}
    assert ask(db, "exposure", **ALL).tables["care"].empty
    assert by_visit.parameters(db, "LB").empty
    with pytest.raises(KeyError):
        endpoint(db)


def test_one_arm_has_nothing_to_compare():
    rows = [
        lab("BILI", value, f"2025-03-{day:02}T08:00", "umol/L")
        for day, value in ((9, 300), (17, 200), (24, 90))
    ]
    db = opened({"ONE": rule(None, lb=rows)}, MSC_EV)
    tables = endpoint(db)
    assert tables["visits"][["n", "died", "transplanted", "absent"]].to_numpy().tolist() == [[1, 0, 0, 0]] * 3
    change = tables["numbers"][tables["numbers"]["measure"] == "change"]
    assert change["median"].tolist()[:2] == [-100, -210]
    assert change["sd"].isna().all(), "one value has no spread"
    with pytest.raises(KeyError):
        endpoint(db, compare="1-2")


def test_nobody_treated_is_not_treated_in_the_flow_and_measured_from_randomisation():
    db = opened(
        {
            "ONE": rule(None, dm=UNTREATED),
            "TWO": rule(None, dm=UNTREATED | {"arm": "Control", "armcd": "CTRL"}),
        }
    )
    arms = ask(db, "flow").tables["arms"]
    assert arms[arms["step"] == "not_treated"]["n"].tolist() == [1, 1]
    assert ask(db, "exposure", **ALL).tables["duration"].empty


def test_the_dead_and_the_transplanted_leave_the_count_and_later_results_are_not_theirs():
    before = lab("BILI", 300, "2025-03-09T08:00", "umol/L")
    dead = {"dthfl": "Y", "dthdtc": "2025-03-20"}
    transplant = [
        {"prtrt": "LIVER TRANSPLANTATION", "prdecod": "LIVER TRANSPLANTATION", "prstdtc": "2025-03-19"}
    ]
    later = [before, lab("BILI", 20, "2025-03-24T08:00", "umol/L")]
    db = opened(
        {
            "DEAD": rule(None, dm=dead, lb=[before]),
            "GRAFT": rule(None, lb=later, pr=transplant),
            "ALIVE": rule(None, lb=later),
        },
        MSC_EV,
    )
    day_15 = endpoint(db)["visits"].set_index("avisitn").loc[15]
    assert day_15[["n", "died", "transplanted", "absent"]].tolist() == [1, 1, 1, 0]
    assert set(endpoint(db)["patients"].query("avisitn > 0")["usubjid"]) == {"ALIVE"}


def test_a_reason_without_criteria_keeps_its_commas():
    failure = {"arm": "Screen Failure", "armcd": "SCRNFAIL", "actarm": "Screen Failure"}
    left = rule(
        None,
        dm=failure,
        ds=[{"dsdecod": "SCREEN FAILURE", "dsterm": "moved away, no consent", "dscat": "DISPOSITION EVENT"}],
    )
    screening = ask(opened({"LEFT": left, "IN": rule(None)}), "flow").tables["screening"]
    assert screening[screening["step"] == "other_reason"]["reason"].tolist() == ["moved away, no consent"]
