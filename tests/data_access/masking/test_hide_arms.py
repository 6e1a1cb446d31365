"""The copy without arms: no name of an arm or treatment is in it, nothing that one arm has and the others have not."""

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from pandas import DataFrame, Series, crosstab

from data_access import build
from data_access.common.database import Database, open_database
from data_access.common.sql_text import quoted
from data_access.masking.arm_traces import pattern
from data_access.masking.hide_arms import without_arms
from data_access.masking.masked_copy import Hidden, _tables, without
from tests import open_trial
from tests.data_access.tiny_trial import lab, rule, trial

TRIALS = ("simulated", "open", "pilot")
ARMS = Hidden(arms=True)
COLUMNS = """
SELECT schema_name, table_name, list(column_name ORDER BY column_index) AS columns FROM duckdb_columns()
WHERE schema_name IN ('sdtm', 'adam', 'meta') GROUP BY 1, 2 ORDER BY 1, 2
"""
# Which arm each randomised subject is in, by the file itself.
MEMBERS = (
    "SELECT usubjid, arm FROM sdtm.dm WHERE usubjid IN (SELECT usubjid FROM adam.adsl WHERE randfl = 'Y')"
)
NAMES = """
SELECT DISTINCT trim(name) AS name FROM (
    SELECT unnest([arm, armcd, actarm, actarmcd]) AS name FROM sdtm.dm
    UNION SELECT extrt FROM sdtm.ex UNION SELECT ectrt FROM sdtm.ec) WHERE name <> ''
"""
# A value that this many subjects have tells nothing; one in hundreds is looked for as a value of its own.
MOST_VALUES = 40
# By chance alone arms of 10 differ by this much once in a thousand columns.
APART = 0.75
# The same patient, whose id says nothing; the file and the row that the record came from.
NO_VALUES = ("usubjid", "subjid", "source_file", "source_row")


@pytest.fixture(scope="module")
def open_file(simulated_folder: Path, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("open")
    open_trial.write_trial(simulated_folder, folder / "files")
    assert build.main([str(folder / "files"), "--out", str(folder / "open.duckdb")]) == 0
    return folder / "open.duckdb"


@pytest.fixture(scope="module", params=TRIALS)
def pair(request, database_file) -> tuple[Database, Database]:
    """A trial as it is, and without arms."""
    opened = request.param == "open"
    whole = open_database(request.getfixturevalue("open_file") if opened else database_file(request.param))
    return whole, without(whole, ARMS)


def tables(db: Database) -> dict[str, list[str]]:
    return {f"{row.schema_name}.{row.table_name}": list(row.columns) for row in db.rows(COLUMNS).itertuples()}


def of_subjects(db: Database) -> dict[str, list[str]]:
    return {name: columns for name, columns in tables(db).items() if "usubjid" in columns}


def test_every_table_is_there_with_its_columns(pair):
    whole, hidden = pair
    assert tables(whole) == tables(hidden)
    assert hidden.rows("SELECT count(*) AS n FROM sdtm.lb")["n"].item() > 1_000


def test_no_text_beside_a_subject_names_an_arm_or_a_treatment(pair):
    whole, hidden = pair
    names = set(whole.rows(NAMES)["name"]) - {"Screen Failure", "Scrnfail"}
    assert len(names) >= 4
    wanted = re.compile(
        "|".join(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])" for name in sorted(names)),
        re.IGNORECASE,
    )
    searched = 0
    for name, columns in of_subjects(hidden).items():
        texts = ", ".join(
            f"CAST({quoted(column)} AS VARCHAR)"
            for column in columns
            if column not in ("studyid", *NO_VALUES)
        )
        found = hidden.rows(f"SELECT DISTINCT unnest([{texts}]) AS cell FROM {name}")["cell"].dropna()
        searched += len(found)
        assert not [cell for cell in found if wanted.search(cell)][:5], name
    assert searched > 1_000


def members(db: Database) -> Series:
    """The arm of each randomised subject."""
    return db.rows(MEMBERS).set_index("usubjid")["arm"]


def counted(db: Database, table: str, columns: list[str]) -> Iterator[DataFrame]:
    """How many cells each subject has in each column, and of each value of a column with few values."""
    columns = [column for column in columns if column != "usubjid"]
    counts = ", ".join(f"count({quoted(column)}) AS {quoted(f'{table}.{column}')}" for column in columns)
    yield db.rows(f"SELECT usubjid, {counts} FROM {table} GROUP BY usubjid").set_index("usubjid")
    told = [column for column in columns if column not in NO_VALUES]
    distinct = ", ".join(f"count(DISTINCT {quoted(column)}) AS {quoted(column)}" for column in told)
    n_values = db.rows(f"SELECT {distinct} FROM {table}").iloc[0]
    for column in n_values.index[(n_values > 0) & (n_values <= MOST_VALUES)]:
        name = quoted(column)
        rows = db.rows(
            f"SELECT usubjid, CAST({name} AS VARCHAR) AS value FROM {table} WHERE {name} IS NOT NULL"
        )
        yield crosstab(rows["usubjid"], rows["value"]).add_prefix(f"{table}.{column} = ")


def tellers(db: Database, arm_of: Series) -> list[str]:
    """The columns and values whose counts tell an arm from the others: nearly all of it have some where nearly none of
    the others has, or nearly every subject of it has more, or less, than every other.
    """
    found: list[str] = []
    for table, columns in of_subjects(db).items():
        for frame in counted(db, table, columns):
            counts = frame.reindex(arm_of.index).fillna(0)
            ranks = counts.rank().to_numpy()
            for arm in arm_of.unique():
                mine = (arm_of == arm).to_numpy()
                n, n_others = mine.sum(), (~mine).sum()
                above = (ranks[mine].sum(axis=0) - n * (n + 1) / 2) / (n * n_others)  # Mann-Whitney
                have = (counts[mine] > 0).mean() - (counts[~mine] > 0).mean()
                found += counts.columns[
                    (abs(have.to_numpy()) >= APART) | (abs(2 * above - 1) >= APART)
                ].tolist()
    return found


def test_no_column_has_more_of_one_arm_than_chance_would_give(pair):
    whole, hidden = pair
    arm_of = members(whole)
    assert arm_of.value_counts().min() >= 10
    assert tellers(hidden, arm_of) == []


def test_where_only_one_arm_is_infused_the_search_finds_every_infusion(open_file):
    whole = open_database(open_file)
    told = tellers(whole, members(whole))
    assert {"adam.adsl.trt01p = Control", "sdtm.dm.armcd = CTRL"} <= set(told)
    found = {where.split(" = ")[0].rpartition(".")[0] for where in told}
    assert {
        "sdtm.ex",
        "sdtm.ec",
        "sdtm.vs",
        "sdtm.fa",
        "adam.adex",
        "adam.adlane",
        "adam.adinf",
        "adam.board",
    } <= found


def test_the_copies_of_one_build_are_its_own(database_file):
    whole = open_database(database_file("simulated"))
    key = b"k" * 32
    copies = [
        without(whole, hidden, key)
        for hidden in (Hidden(), ARMS, Hidden(identities=True), Hidden(identities=True, arms=True))
    ]
    assert copies[0] is whole and len({copy.identity for copy in copies}) == 4
    assert [copy.snapshot.arms_hidden for copy in copies] == [False, True, False, True]
    assert [copy.snapshot.masked for copy in copies] == [False, False, True, True]
    assert without(whole, ARMS, key) is copies[1], "the other copies do not take its place"
    both = copies[3]
    assert (
        both.rows("SELECT count(*) AS n FROM sdtm.dm WHERE usubjid LIKE 'SIM%' OR arm IS NOT NULL")[
            "n"
        ].item()
        == 0
    )
    assert both.rows("SELECT count(*) AS n FROM adam.adlane")["n"].item() == 0


def test_rows_and_visits_that_are_there_on_account_of_a_dose_go_and_the_others_stay():
    """A visit of one arm only, one named after a dose, the treatment among the medicines, the end of treatment."""
    rows = {
        "sv": [{"visit": visit} for visit in ("DAY 1", "BIOPSY", "DOSE 2", None)],
        "lb": [lab("ALT", 40, "2025-03-11", visit=visit, visitnum=n) for n, visit in enumerate(
            ("DAY 1", "BIOPSY", "DOSE 2", None), start=1)],
        "cm": [{"cmtrt": name} for name in ("MSC EVs", "LACTULOSE", "LACTULOSE IN MSC-EV")],
        "ds": [{"dsdecod": name, "dsterm": name, "dsstdtc": "2025-03-10"} for name in ("RANDOMIZED", "COMPLETED")]
        + [{"dsdecod": "WITHDRAWAL", "dsterm": "STOPPED STUDY DRUG"}],
        "ex": [{"extrt": "MSC-EV", "exstdtc": "2025-03-10"}],
    }  # fmt: skip
    for domain, of_domain in rows.items():
        of_domain[:] = [row | {"source_file": domain} for row in of_domain]
    other = {"sv": [{"visit": "DAY 1", "source_file": "other"}]}
    tv = [{"visit": "BIOPSY", "visitdy": 8, "armcd": "MSCEV"}, {"visit": "DAY 1", "visitdy": 1}]
    connection = trial(
        {"S-1": rule(None, **rows), "S-2": rule(None, dm={"arm": "Control", "armcd": "CTRL"}, **other)}, tv=tv
    )
    connection.execute("INSERT INTO sdtm.ta (arm, armcd, source_file, source_row) VALUES ('A', 'MSCEV', 'ta', 1), "
                       "('B', 'CTRL', 'ta', 2)")  # fmt: skip
    connection.execute("ATTACH ':memory:' AS source")
    connection.execute("COPY FROM DATABASE memory TO source")
    tables = _tables(connection)
    hidden = without_arms(connection, tables)

    def of(schema: str, table: str, columns: str) -> list[tuple]:
        query = hidden((schema, table), tables[schema, table])
        asked = f"SELECT {columns} FROM ({query}) WHERE usubjid = 'S-1' ORDER BY row_in_order"
        return connection.execute(asked).fetchall()

    assert of("sdtm", "sv", "visit") == [("DAY 1",), (None,)]
    assert of("sdtm", "lb", "visit, visitnum") == [("DAY 1", 1), (None, None), (None, None), (None, 4)]
    assert of("sdtm", "cm", "cmtrt") == [("LACTULOSE",), ("LACTULOSE IN [arm]",)]
    assert of("sdtm", "ds", "dsdecod, dsstdtc") == [("RANDOMIZED", None), ("COMPLETED", "2025-03-10")]
    assert of("sdtm", "ex", "extrt") == []
    assert of("adam", "advisit", "avisit") == [("DAY 1",)]
    assert of("adam", "adsl", "arm, trtsdt, randfl, anchordt::VARCHAR") == [(None, None, "Y", "2025-03-10")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("given MSC-EV twice", "given [arm] twice"),
        ("msc evs were given", "[arm] were given"),
        ("输注MSCEV后发热", "输注[arm]后发热"),
        ("randomised to Xanomeline  High-Dose", "randomised to [arm]"),
        ("uncontrolled hypertension", "uncontrolled hypertension"),
        ("arm A, 54", "arm A, 54"),
        ("属于对照组", "属于[arm]"),
    ],
)
def test_names_in_text_are_found_however_they_are_written(text, expected):
    names = pattern(
        ["MSC-EV", "Xanomeline High Dose", "Control", "A", "54", "Screen Failure", "对照组", None, ""]
    )
    with duckdb.connect() as connection:
        found = connection.execute("SELECT regexp_replace(?, ?, '[arm]', 'gi')", [text, names]).fetchone()
    assert found == (expected,)


def test_without_any_name_there_is_nothing_to_look_for():
    assert pattern([None, "", "1", "A", "Screen Failure", "NOT ASSIGNED"]) is None
