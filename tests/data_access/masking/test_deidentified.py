"""The copy without identities: nobody and no date of a patient is in it, and what is counted in days is as it was."""

import re
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest
from scipy.stats import spearmanr

from data_access.common.database import Database, open_database
from data_access.common.sql_text import quoted
from data_access.masking import mask_key
from data_access.masking.mask_columns import SOUGHT, Column, masked
from data_access.masking.mask_key import key_beside, mask
from data_access.masking.masked_copy import Hidden, without
from data_access.patient import profile
from data_access.ward import due

KEY = b"k" * 32
IDENTITIES = Hidden(identities=True)
TABLES = """
SELECT schema_name, table_name, list(column_name ORDER BY column_index) AS columns FROM duckdb_columns()
WHERE schema_name IN ('sdtm', 'adam', 'meta') GROUP BY 1, 2 ORDER BY 1, 2
"""
TRUE_DATE = re.compile(r"\b20[1-9]\d-[01]\d-[0-3]\d|\b20[1-9]\d-[01]\d\b")
TRIALS = ("simulated", "odd")
# A file is no patient, and of the day of the build the year stays.
SKIPPED = ("source_file", "built_at")


@pytest.fixture(scope="module", params=TRIALS)
def pair(request, database_file) -> tuple[Database, Database]:
    """A trial as it is, and without identities."""
    whole = open_database(database_file(request.param))
    return whole, without(whole, IDENTITIES, KEY)


def tables(db: Database) -> dict[str, list[str]]:
    return {f"{row.schema_name}.{row.table_name}": list(row.columns) for row in db.rows(TABLES).itertuples()}


def test_every_table_is_there_with_its_columns_and_rows(pair):
    whole, hidden = pair
    assert tables(whole) == tables(hidden)
    emptied = ("meta.previous", "meta.previous_news")
    for name in tables(whole):
        count = f"SELECT count(*) AS n FROM {name}"
        n = whole.rows(count)["n"].item()
        assert hidden.rows(count)["n"].item() == (0 if name in emptied else n), name


def test_no_cell_of_any_table_names_a_subject_or_a_date(pair):
    whole, hidden = pair
    subjects = [one for one in whole.rows("SELECT DISTINCT usubjid FROM sdtm.dm")["usubjid"] if len(one) > 3]
    assert subjects
    wanted = re.compile("|".join(map(re.escape, subjects)) + "|" + TRUE_DATE.pattern)
    searched = 0
    for name, columns in tables(hidden).items():
        texts = ", ".join(f"CAST({quoted(column)} AS VARCHAR)" for column in columns if column not in SKIPPED)
        found = hidden.rows(f"SELECT DISTINCT unnest([{texts}]) AS cell FROM {name}")["cell"].dropna()
        searched += len(found)
        assert not [cell for cell in found if wanted.search(cell)][:5], name
    assert searched > 1_000


def test_what_is_counted_in_days_is_as_it_was(pair):
    whole, hidden = pair
    names = {one: mask(KEY, whole.snapshot.hash, one) for one in profile.patients(whole)}
    assert set(names.values()) == set(profile.patients(hidden))
    for query in (
        "SELECT usubjid, study_day, newest_age_days, ndose FROM adam.board",
        "SELECT usubjid, ady, paramcd, aval FROM adam.adlb WHERE usubjid IN (SELECT usubjid FROM adam.board)",
        "SELECT usubjid, date_diff('day', trtsdt, lstalvdt), date_diff('hour', randdtm, trtsdtm) FROM adam.adsl "
        "WHERE randfl = 'Y'",
    ):
        expected = sorted((names[one], *map(str, rest)) for one, *rest in whole.rows(query).to_numpy())
        assert sorted((one, *map(str, rest)) for one, *rest in hidden.rows(query).to_numpy()) == expected
    columns = ["usubjid", "kind", "name", "days", "status"]
    if not due.soon(whole).empty:
        expected = due.soon(whole)[columns].replace({"usubjid": names}).to_numpy().tolist()
        assert sorted(due.soon(hidden)[columns].to_numpy().tolist()) == sorted(expected)
    for one, name in names.items():
        ages = profile.newest(whole, one, ("BILI", "INR", "MELD"))[["paramcd", "age_days"]]
        assert profile.newest(hidden, name, ("BILI", "INR", "MELD"))[["paramcd", "age_days"]].equals(ages)


def test_day_one_of_everybody_is_the_same_day(pair):
    _, hidden = pair
    days = hidden.rows("SELECT DISTINCT anchordt AS day FROM adam.adsl WHERE anchordt IS NOT NULL")["day"]
    assert [f"{day:%Y-%m-%d}" for day in days] == ["2000-01-01"]


def test_the_age_of_the_oldest_is_not_told(database_file):
    text = masked(Column("adam", "adsl", "age", "DOUBLE", True))
    whole = open_database(database_file("odd"))
    for age, told in ((93.0, 90.0), (90.0, 90.0), (89.0, 89.0)):
        assert (
            whole.rows(f"SELECT {text} AS age FROM (SELECT $age AS age) AS whole", age=age)["age"].item()
            == told
        )


def test_a_mask_belongs_to_one_key_and_one_snapshot():
    masks = {mask(key, snapshot, "S-1") for key in (KEY, b"x" * 32) for snapshot in ("a", "b")}
    assert len(masks) == 4
    assert mask(KEY, "a", "S-1") == mask(KEY, "a", "S-1")
    assert "S-1" not in mask(KEY, "a", "S-1")


def test_the_key_is_made_once_and_for_nobody_else(tmp_path: Path):
    log = tmp_path / "access.jsonl"
    key = key_beside(log)
    assert len(key) == mask_key.KEY_BYTES and key_beside(log) == key
    if sys.platform != "win32":
        assert (tmp_path / "mask.key").stat().st_mode & 0o077 == 0
    with pytest.raises(FileNotFoundError):
        key_beside(tmp_path / "unmounted" / "access.jsonl")


def test_the_copy_is_made_once_for_a_build(database_file):
    whole = open_database(database_file("odd"))
    assert without(whole, IDENTITIES, KEY) is without(whole, IDENTITIES, KEY)
    assert without(whole, IDENTITIES, KEY).identity != whole.identity


@pytest.mark.parametrize(
    ("subject", "text", "expected"),
    [
        ("S-101", "see S-101, seen 2026-03-04T10:30 and 2026年3月4日", "see P-X, seen [date] and [date]"),
        ("101", "101", "101"),
        ("101", "pain since 2026-03", "pain since [date]"),
        ("S-101", "2026-03-04T10:30", "2000-01-15T10:30"),
        ("S-101", None, None),
    ],
)
def test_text_beside_a_subject(subject, text, expected):
    row = masked(Column("sdtm", "ae", "aeterm", "VARCHAR", True))
    sought = subject if SOUGHT.fullmatch(subject) else None
    shift = (date(2026, 3, 4) - date(2000, 1, 15)).days
    with duckdb.connect() as connection:
        found = connection.execute(
            f"SELECT {row} FROM (SELECT CAST(? AS VARCHAR) AS aeterm) AS whole, "
            "(SELECT 'P-X' AS mask, CAST(? AS VARCHAR) AS sought, CAST(? AS INTEGER) AS shift) AS subject",
            [text, sought, shift],
        ).fetchone()
    assert found == (expected,)


def test_a_date_of_which_a_part_is_missing_is_not_told():
    row = masked(Column("sdtm", "ae", "aestdtc", "VARCHAR", True))
    with duckdb.connect() as connection:
        found = connection.execute(
            f"SELECT {row} FROM (SELECT unnest(['2026-03', '2026', '2026-03-04']) AS aestdtc) AS whole, "
            "(SELECT 'P-X' AS mask, NULL::VARCHAR AS sought, 0 AS shift) AS subject"
        ).fetchall()
    assert found == [(None,), (None,), ("2026-03-04",)]


NUMBERS = """
SELECT schema_name, table_name, column_name, bool_or(column_name = 'usubjid') OVER whole AS of_subjects, data_type
FROM duckdb_columns() WHERE schema_name IN ('sdtm', 'adam', 'meta')
WINDOW whole AS (PARTITION BY schema_name, table_name)
"""
NUMERIC = re.compile(r"(TINY|SMALL|BIG|HUGE|U|UBIG)?INT(EGER)?|DOUBLE|FLOAT|DECIMAL.*")
# How long a patient was followed until the cut is a finding of the trial, and whoever came first was followed longest.
FOLLOW_UP = {("adcourse", "cutoff_day")}


def test_no_column_and_no_order_of_rows_stands_in_the_order_of_the_ids_field_m13(pair):
    whole, hidden = pair
    ids = whole.rows("SELECT usubjid FROM adam.adsl ORDER BY usubjid")["usubjid"]
    place = {mask(KEY, whole.snapshot.hash, one): number for number, one in enumerate(ids)}
    told, asked = [], 0
    for row in hidden.rows(NUMBERS).itertuples():
        if not row.of_subjects or (row.table_name, row.column_name) in FOLLOW_UP:
            continue
        is_number = NUMERIC.fullmatch(row.data_type) is not None
        if not is_number and row.column_name != "usubjid":
            continue
        value = quoted(row.column_name) if is_number else "rowid"
        name = f"{row.schema_name}.{quoted(row.table_name)}"
        least = hidden.rows(f"SELECT usubjid, min({value}) AS value FROM {name} GROUP BY usubjid").dropna()
        least = least[least["usubjid"].isin(place)]
        if least["value"].nunique() >= 10:
            asked += 1
            if abs(spearmanr(least["value"], least["usubjid"].map(place)).statistic) > 0.9:
                told.append(f"{name} {value}")
    assert told == []
    assert asked or len(ids) < 10
