"""The marks on the lanes: infusions of a plan one by one, daily doses as runs, doses not given with the reason."""

import pytest

from tests.data_access.tiny_trial import found, planned_trial, rule, trial


def dose(day: str, amount: float = 54, end: str | None = None, **more) -> dict:
    return {
        "exstdtc": day,
        "exendtc": end or day,
        "exdose": amount,
        "exdosu": "mg",
        "exdosfrq": "ONCE",
    } | more


def numbered(*doses: dict) -> list[dict]:
    return [each | {"exseq": number} for number, each in enumerate(doses, start=1)]


RUNS = {
    "consecutive days are one run": rule(
        [("RUN", 3, 1, 3)], ex=numbered(dose("2025-03-10"), dose("2025-03-11"), dose("2025-03-12"))
    ),
    "a day without a dose ends it": rule(
        [("RUN", 1, 1, 1), ("RUN", 1, 2, 2)], ex=numbered(dose("2025-03-10"), dose("2025-03-12"))
    ),
    "another dose ends it": rule(
        [("RUN", 1, 1, 1), ("RUN", 1, 2, 2)], ex=numbered(dose("2025-03-10"), dose("2025-03-11", 81))
    ),
    "intervals that meet are one run": rule(
        [("RUN", 2, 1, 2)],
        ex=numbered(dose("2025-03-10", end="2025-03-20"), dose("2025-03-21", end="2025-04-02")),
    ),
    "a dose recorded as not given": rule(
        [("RUN", 1, 1, 1), ("MISSED", None, 1, 1)],
        ex=numbered(dose("2025-03-10")),
        ec=[{"ecoccur": "N", "ecstdtc": "2025-03-11", "ecreasoc": "FEVER"}],
    ),
}


@pytest.mark.parametrize("name", RUNS)
def test_runs_of_daily_doses(name):
    query = "SELECT kind, n_records, source_row, source_last FROM adam.adlane WHERE {patient} ORDER BY start"
    assert found(trial(RUNS), name, query) == RUNS[name].expected


PLANNED = {
    "each infusion is a mark of its own": rule(
        ["GIVEN", "GIVEN", "MISSED", "MISSED"],
        ex=numbered(dose("2025-03-10T10:00"), dose("2025-03-17T10:00")),
        ec=[
            {"ecoccur": "N", "ecstdtc": "2025-03-24", "ecreasoc": "FEVER"},
            {"ecoccur": "N", "ecstdtc": "2025-03-31", "ecreasoc": "FEVER"},
        ],
    ),
    "nobody infused": rule(["MISSED"] * 4, dm={"rfxstdtc": None}),
    "a fifth infusion is not lost": rule(
        ["GIVEN"] * 5,
        ex=numbered(*(dose(f"2025-{day}T10:00") for day in ("03-10", "03-17", "03-24", "03-31", "04-07"))),
    ),
}


@pytest.mark.parametrize("name", PLANNED)
def test_marks_of_a_plan(name):
    query = "SELECT kind FROM adam.adlane WHERE {patient} ORDER BY doseno"
    assert [kind for (kind,) in found(planned_trial(PLANNED), name, query)] == PLANNED[name].expected


def test_no_dose_is_lost_and_every_mark_has_its_source(opened):
    for name in ("simulated", "pilot", "msg/xpt"):
        db = opened(name)
        (counted,) = db.execute("SELECT sum(n_records) FROM adam.adlane").fetchone()
        doses = "SELECT count(*) FROM adam.adex JOIN adam.adsl USING (usubjid) WHERE randfl = 'Y'"
        (given,) = db.execute(doses).fetchone()
        assert counted == given
        (lost,) = db.execute(
            "SELECT count(*) FROM adam.adlane WHERE kind IN ('GIVEN', 'RUN') AND source_row IS NULL"
        ).fetchone()
        assert lost == 0


def test_a_long_daily_course_is_a_few_marks(opened):
    """The sample study of 1,583 daily injections: fewer than three marks a patient."""
    assert (
        opened("msg/xpt").execute("SELECT count(*) FILTER (kind = 'RUN') FROM adam.adlane").fetchone()[0] < 51
    )
