"""Analysis visits: by the windows of the protocol, else by the collected visit."""

import pytest

from tests.data_access.tiny_trial import found, lab, planned_trial, rule, trial


def alt(moment: str, **more) -> dict:
    return lab("ALT", 40, moment, "U/L", **more)


def visit(name: str, number: float, moment: str) -> dict:
    return alt(moment, visit=name, visitnum=number)


LIMITED = alt("2025-03-17") | {"lbstresn": None, "lborres": "<5", "lbstresc": "<5"}
EDGES = ("2025-03-13", "2025-03-14", "2025-03-20", "2025-03-21", "2026-04-09", "2026-04-10")
DOSES = [{"exseq": 1, "exstdtc": "2025-03-10T10:00"}, {"exseq": 2, "exstdtc": "2025-03-31T10:00"}]
WINDOWED = {
    "windows meet without a gap": rule(
        [(4, None), (5, "Day 8"), (11, "Day 8"), (12, "Day 15"), (396, "Month 12"), (397, None)],
        lb=[alt(day) for day in EDGES],
    ),
}
REPRESENTED = {
    "by the closest to the planned day": rule([9], lb=[alt(f"2025-03-{day}") for day in (15, 18, 19)]),
    "of two equally close by the later day": rule([9], lb=[alt("2025-03-16"), alt("2025-03-18")]),
    "by a number before a mere limit": rule([11], lb=[LIMITED, alt("2025-03-20")]),
    "by a mere limit where there is nothing else": rule([8], lb=[LIMITED]),
}
TREATED = {
    "ends with the last result up to the last dose": rule(
        [22], ex=DOSES, lb=[alt("2025-03-17"), alt("2025-03-31"), alt("2025-04-07")]
    ),
}
COLLECTED = {
    "named by the visit": rule(
        [(15, "Week 2", 2, "Y"), (29, "Week 4", 4, "Y")],
        lb=[visit("WEEK 2", 4, "2025-03-24"), visit("WEEK 4", 5, "2025-04-07")],
    ),
    "kept without a visit if unscheduled or unnumbered": rule(
        [(17, None, None, None), (169, None, None, None)],
        lb=[visit("UNSCHEDULED 4.1", 4.1, "2025-03-26"), visit("RETRIEVAL", 201, "2025-08-25")],
    ),
}
SEVERAL_UNITS = {
    "numbered as in the study": rule(
        [(8, "Day 7", 2, "Y"), (15, "Week 2", 3, "Y")],
        lb=[visit("DAY 7", 2, "2025-03-17"), visit("WEEK 2", 3, "2025-03-24")],
    ),
}
FIND = "FROM adam.adlb WHERE {patient} AND paramcd = 'ALT' AND ady > 0"


@pytest.fixture(scope="module")
def windowed():
    return planned_trial(WINDOWED | REPRESENTED | TREATED, cutoff="2026-12-31")


@pytest.fixture(scope="module")
def collected():
    return trial(COLLECTED)


@pytest.mark.parametrize("name", WINDOWED)
def test_visit_windows(name: str, windowed) -> None:
    assert found(windowed, name, f"SELECT ady, avisit {FIND} ORDER BY adtm") == WINDOWED[name].expected


@pytest.mark.parametrize("name", REPRESENTED)
def test_a_window_is_represented(name: str, windowed) -> None:
    assert found(windowed, name, f"SELECT list(ady) {FIND} AND anl01fl = 'Y'") == [
        (REPRESENTED[name].expected,)
    ]


@pytest.mark.parametrize("name", TREATED)
def test_treatment(name: str, windowed) -> None:
    assert found(windowed, name, f"SELECT list(ady) {FIND} AND eotfl = 'Y'") == [(TREATED[name].expected,)]


@pytest.mark.parametrize("name", COLLECTED)
def test_collected_visits(name: str, collected) -> None:
    query = f"SELECT ady, avisit, avisitn, anl01fl {FIND} ORDER BY adtm"
    assert found(collected, name, query) == COLLECTED[name].expected


def test_visits_counted_in_several_units() -> None:
    ((name, each),) = SEVERAL_UNITS.items()
    query = f"SELECT ady, avisit, avisitn, anl01fl {FIND} ORDER BY adtm"
    assert found(trial(SEVERAL_UNITS), name, query) == each.expected
