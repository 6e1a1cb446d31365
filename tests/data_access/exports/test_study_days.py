"""Tables that leave a de-identified copy: no date in any cell, every day as delivered or as CDISC counts."""

import io
import re
import zipfile
from datetime import date

import pyarrow as pa
import pytest

from data_access.common.database import Database, open_database
from data_access.exports import archive as exports_archive
from data_access.exports import study_days
from data_access.masking.hidden import Hidden
from data_access.masking.mask_key import mask
from data_access.masking.masked_copy import without

KEY = b"k" * 32
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d(:\d\d){0,2}")
DATE = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?!\d)")


@pytest.fixture(scope="module", params=["simulated", "odd"])
def pair(request, database_file) -> tuple[Database, Database]:
    """A trial as it is, and without identities."""
    whole = open_database(database_file(request.param))
    return whole, without(whole, Hidden(identities=True), KEY)


def rows(db: Database, schema: str, table: str, *columns: str) -> list[tuple]:
    found = exports_archive._rows(db, schema, table)
    return list(zip(*(found[column].to_pylist() for column in columns), strict=True))


def cdisc_day(day: date, reference: date) -> int:
    return (day - reference).days + (1 if day >= reference else 0)


@pytest.mark.parametrize("schema", ["sdtm", "adam"])
def test_no_table_has_a_date(pair, schema):
    _, hidden = pair
    n_cells = 0
    for table in exports_archive.exportable(hidden, schema)["table"]:
        found = exports_archive._rows(hidden, schema, table)
        assert not [field.name for field in found.schema if pa.types.is_temporal(field.type)], table
        assert not [name for name in found.column_names if name.endswith("DTC")], table
        for name, column in zip(found.column_names, found.columns, strict=True):
            cells = [str(cell) for cell in column.unique().to_pylist() if cell is not None]
            n_cells += len(cells)
            assert not [cell for cell in cells if DATE.search(cell)][:3], (table, name)
    assert n_cells > 1_000


def test_days_are_those_delivered(pair):
    whole, hidden = pair
    delivered = rows(whole, "sdtm", "lb", "USUBJID", "LBSEQ", "LBDY", "LBDTC")
    told = {
        (one, n): (day, at)
        for one, n, day, at in rows(hidden, "sdtm", "lb", "USUBJID", "LBSEQ", "LBDY", "LBTM")
    }
    for one, n, day, moment in delivered:
        shown, clock = told[mask(KEY, whole.snapshot.hash, one), n]
        assert day is None or shown == day
        assert clock == (moment[11:] if MOMENT.fullmatch(moment or "") else None)
    assert len(told) == len(delivered) > 100


def test_other_days_count_from_day_1(pair):
    whole, hidden = pair
    anchors = whole.rows(
        "SELECT usubjid, coalesce(anchordt, randdt, rficdt) AS one, lstalvdt AS last FROM adam.adsl "
        "WHERE coalesce(anchordt, randdt, rficdt) IS NOT NULL AND lstalvdt IS NOT NULL"
    )
    told = dict(rows(hidden, "adam", "adsl", "USUBJID", "LSTALVDY"))
    expected = {
        mask(KEY, whole.snapshot.hash, row.usubjid): cdisc_day(row.last.date(), row.one.date())
        for row in anchors.itertuples()
    }
    assert len(expected) >= 4
    assert {one: told[one] for one in expected} == expected


def test_the_archive_says_that_there_are_no_dates(pair):
    whole, hidden = pair
    for db, said in ((whole, False), (hidden, True)):
        with zipfile.ZipFile(io.BytesIO(exports_archive.archive(db, "sdtm", "csv"))) as archive:
            readme = archive.read(exports_archive.README).decode()
            head = archive.read("lb.csv").decode().splitlines()[0].split(",")
        assert all((note in readme) is said for note in study_days.NOTES)
        assert ("LBDTC" in head) is not said and ("LBTM" in head) is said
    assert not DATE.search(readme)


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        ({"adt": "DATE", "adtm": "TIMESTAMP"}, ["ady", "atm"]),
        ({"adt": "DATE", "ady": "BIGINT"}, ["ady"]),
        ({"aestdtc": "VARCHAR"}, ["aestdy", "aesttm"]),
        ({"planned_dt": "DATE", "planned_dy": "INTEGER"}, ["planned_dy"]),
        ({"start": "TIMESTAMP_S", "asof": "DATE"}, ["start_dy", "start_tm", "asof_dy"]),
        ({"dt": "DATE", "lbtestcd": "VARCHAR", "lbdtcx": "DOUBLE"}, ["dt_dy", "lbtestcd", "lbdtcx"]),
    ],
)
def test_what_takes_the_place_of_a_date_is_named_as_cdisc_names_it(columns, names):
    assert [name for name, _ in study_days.selected(columns)] == names
