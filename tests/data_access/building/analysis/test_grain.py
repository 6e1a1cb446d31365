"""Each analysis table has the grain that its first line states, in every trial."""

from collections.abc import Callable

import duckdb
import pytest

from data_access.building.analysis.make import SQL

GRAIN = {
    "adsl": "usubjid",
    "adlb": "coalesce(source_file, usubjid), coalesce(source_row, 0), paramcd",
    "adex": "source_file, source_row",
    "adplan": "usubjid, doseno",
    "advisit": "usubjid, place",
    "adnews": "usubjid, newskey, source_file, source_row",
    "adae": "source_file, source_row",
    "adtte": "usubjid, paramcd",
    "advs": "source_file, source_row",
    "adcp": "source_file, source_row",
    "adrs": "source_file, source_row",
    "adsep": "source_file, source_row",
    "adlane": "usubjid, kind, start, doseno, source_row",
    "adsign": "source_file, source_row, paramcd",
    "adinf": "usubjid, doseno, tptnum, paramcd",
    "adinfn": "usubjid, doseno",
    "adinfmed": "trt01p, doseno, tptnum, paramcd",
    "adprompt": "usubjid, doseno, paramcd",
    "adproc": "source_domain, source_file, source_row",
    "adcm": "source_domain, source_file, source_row",
    "adorgan": "usubjid, organ, adt",
    "latest": "usubjid, paramcd",
    "board": "usubjid",
    "adscore": "coalesce(source_file, usubjid), coalesce(source_row, 0), paramcd",
    "adscwk": "usubjid, paramcd, avisitn",
    "adcourse": "usubjid",
    "at_visit": "source, paramcd, usubjid, avisitn",
    "parameter": "source, paramcd",
    "visit": "avisitn",
    "adpeak": "usubjid, paramcd",
    "adinjury": "usubjid",
    "adshift": "usubjid, term",
    "adhyvis": "usubjid, avisitn",
}
TRIALS = ("pilot", "tdf", "msg/xpt", "msg/json", "simulated")
REPRESENTED = {"adlb": "''", "advs": "concat_ws('|', vspos, vstpt)", "adcp": "cpspec", "adrs": "''"}

Opened = Callable[[str], duckdb.DuckDBPyConnection]


def count(db: duckdb.DuckDBPyConnection, query: str) -> int:
    row = db.execute(query).fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize("path", sorted((SQL / "adam").glob("*.sql")), ids=lambda path: path.stem)
def test_every_file_states_its_grain_first(path) -> None:
    assert path.read_text(encoding="utf-8").startswith("-- One row per ")


@pytest.mark.parametrize("trial", TRIALS)
def test_every_table_has_a_known_grain(trial: str, opened: Opened) -> None:
    tables = (
        opened(trial).execute("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'adam'").fetchall()
    )
    assert {name for (name,) in tables} == GRAIN.keys()


@pytest.mark.parametrize("trial", TRIALS)
@pytest.mark.parametrize("table", GRAIN)
def test_rows_are_unique(trial: str, table: str, opened: Opened) -> None:
    keys = GRAIN[table]
    assert (
        count(
            opened(trial),
            f"SELECT count(*) FROM (FROM adam.{table} SELECT 1 GROUP BY {keys} HAVING count(*) > 1)",
        )
        == 0
    )


@pytest.mark.parametrize("trial", TRIALS)
@pytest.mark.parametrize("table", REPRESENTED)
def test_one_record_represents_a_visit_and_one_is_the_baseline(
    trial: str, table: str, opened: Opened
) -> None:
    series = f"usubjid, paramcd, {REPRESENTED[table]}"
    for flagged in ("anl01fl = 'Y' GROUP BY avisitn,", "ablfl = 'Y' GROUP BY", "eotfl = 'Y' GROUP BY"):
        doubled = f"SELECT 1 FROM adam.{table} WHERE {flagged} {series} HAVING count(*) > 1"
        assert count(opened(trial), f"SELECT count(*) FROM ({doubled})") == 0


@pytest.mark.parametrize("trial", TRIALS)
def test_no_laboratory_result_of_a_known_unit_is_lost(trial: str, opened: Opened) -> None:
    """Every numeric ALT, bilirubin and creatinine of the source is in adlb once."""
    codes = "('ALT', 'BILI', 'CREAT')"
    in_source = f"SELECT count(lbstresn) FROM sdtm.lb WHERE lbtestcd IN {codes}"
    analysed = f"SELECT count(coalesce(aval, avalq)) FROM adam.adlb WHERE paramcd IN {codes}"
    assert count(opened(trial), analysed) == count(opened(trial), in_source)


@pytest.mark.parametrize("trial", TRIALS)
def test_only_the_final_tables_stay(trial: str, opened: Opened) -> None:
    assert count(opened(trial), "SELECT count(*) FROM duckdb_schemas() WHERE schema_name = 'work'") == 0
