"""The order in which the analysis tables are made, and the protocol they are made by."""

from graphlib import CycleError

import duckdb
import pytest

from clinical.protocols.protocol import MSC_EV
from data_access.building.analysis import make
from data_access.building.analysis.make import Step, in_order, sql_steps
from data_access.building.loading.sdtm_tables import create_schemas
from data_access.common.study import study_protocol
from tests.data_access.tiny_trial import rule, trial


def step(name: str, creates: str = "", needs: str = "") -> Step:
    return Step(name, frozenset(creates.split()), frozenset(needs.split()), lambda connection: None)


def test_a_step_comes_after_what_it_needs() -> None:
    steps = [step("c", needs="b"), step("a", creates="a"), step("b", creates="b", needs="a")]
    assert [each.name for each in in_order(steps)] == ["a", "b", "c"]


def test_steps_that_need_each_other_are_an_error() -> None:
    with pytest.raises(CycleError):
        list(in_order([step("a", "a", "b"), step("b", "b", "a")]))


def test_every_file_creates_something_and_all_it_needs_is_created() -> None:
    steps = [*sql_steps(), *make.PYTHON_STEPS]
    plan = (
        "planned_dose", "planned_time_point", "planned_visit", "visit_window", "per_protocol", "endpoint",
        "own_endpoint", "study_arm",
    )  # fmt: skip
    given = {f"work.{name}" for name in plan}
    created = given.union(*(each.creates for each in steps))
    assert all(each.creates for each in steps)
    assert {name for each in steps for name in each.needs} <= created


def test_progress_is_heard_and_grows() -> None:
    connection, heard = duckdb.connect(), []
    create_schemas(connection)
    connection.execute(
        "INSERT INTO meta.snapshot (study, simulated, data_cutoff) VALUES ('T', false, '2025-01-01')"
    )
    make.make(connection, progress=lambda share, name: heard.append((share, name)))
    shares = [share for share, _ in heard]
    assert shares == sorted(shares) and 0 == shares[0] < shares[-1] < 1
    assert "adam/adlb" in [name for _, name in heard]


def test_an_empty_study_gives_empty_tables() -> None:
    db = trial({})
    assert db.execute("SELECT count(*) FROM adam.adsl").fetchone() == (0,)
    assert db.execute("SELECT count(*) FROM adam.adlb").fetchone() == (0,)


@pytest.mark.parametrize(
    ("studyid", "registered", "expected"),
    [("SIM-MSCEV", "", MSC_EV), ("X", "NCT05940610", MSC_EV), ("X", "NCT00000000", None), ("X", "", None)],
)
def test_the_protocol_of_a_study(studyid: str, registered: str, expected) -> None:
    connection = duckdb.connect()
    create_schemas(connection)
    connection.execute(
        "INSERT INTO sdtm.dm (usubjid, studyid, source_file, source_row) VALUES ('P', ?, 'dm', 1)", [studyid]
    )
    connection.execute(
        "INSERT INTO sdtm.ts (tsparmcd, tsval, source_file, source_row) VALUES ('REGID', ?, 'ts', 1)",
        [registered],
    )
    assert study_protocol(connection) is expected


def test_a_study_with_a_failing_step_leaves_no_work_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    connection = trial({"P": rule(None)})
    with pytest.raises(duckdb.Error):
        make.make(connection)
    assert connection.execute(
        "SELECT count(*) FROM duckdb_schemas() WHERE schema_name = 'work'"
    ).fetchone() == (0,)
