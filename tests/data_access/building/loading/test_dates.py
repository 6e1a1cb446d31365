"""The SQL macros that read SDTM dates."""

import datetime

import duckdb
import pytest

from data_access.building.loading.sdtm_tables import create_schemas


@pytest.fixture(scope="module")
def connection():
    connection = duckdb.connect()
    create_schemas(connection)
    return connection


def value(connection, expression, **parameters):
    return connection.execute(f"SELECT {expression}", parameters).fetchone()[0]


@pytest.mark.parametrize(
    ("dtc", "precision"),
    [
        (None, None), ("", None), ("2014", "YEAR"), ("2014-03", "MONTH"), ("2014-03-05", "DATE"),
        ("2014-03-05T13", "DATETIME"), ("2014-03-05T13:20", "DATETIME"),
        ("2014-03-05T13:20:05.5Z", "DATETIME"),
        ("2014-03-05T13:20+08:00", "DATETIME"), ("2014---05", "OTHER"), ("--03-05", "OTHER"),
        ("-----T07:15", "OTHER"), ("2014-03-05/2014-03-09", "OTHER"), ("2014-02-30", "INVALID"),
        ("2014-13", "INVALID"), ("05MAR2014", "INVALID"), ("2014-03-05 13:20", "INVALID"),
        ("2014/03/05", "INVALID"), ("20140305", "INVALID"), ("2014-3-5", "INVALID"),
        ("2014-03-05T25:00", "INVALID"), ("0000-01-01", "INVALID"),
    ],
)  # fmt: skip
def test_precision(connection, dtc, precision):
    assert value(connection, "dtc_precision($dtc)", dtc=dtc) == precision
    has_date = precision in ("DATE", "DATETIME")
    assert (value(connection, "dtc_date($dtc)", dtc=dtc) is not None) == has_date
    assert (value(connection, "dtc_timestamp($dtc)", dtc=dtc) is not None) == has_date


@pytest.mark.parametrize(
    ("dtc", "moment"),
    [
        ("2014-03-05", (0, 0)), ("2014-03-05T13", (13, 0)), ("2014-03-05T13:20", (13, 20)),
        ("2014-03-05T13:20:05", (13, 20, 5)), ("2014-03-05T13:20:05,25", (13, 20, 5, 250_000)),
        ("2014-03-05T13:20-05:00", (13, 20)),
    ],
)  # fmt: skip
def test_the_moment_is_local_time_and_midnight_without_time(connection, dtc, moment):
    assert value(connection, "dtc_timestamp($dtc)", dtc=dtc) == datetime.datetime(2014, 3, 5, *moment)


@pytest.mark.parametrize("year", ["1901", "2110", "2202"])
def test_years_far_off_are_dates(connection, year):
    assert value(connection, "dtc_date($dtc)", dtc=f"{year}-12-31").year == int(year)


@pytest.mark.parametrize(
    ("later", "earlier", "after"),
    [
        ("2014-03-06", "2014-03-05", True), ("2014-03-05", "2014-03-05", False),
        ("2014-03-05T12:00", "2014-03-05", False), ("2014-03-05T12:00", "2014-03-05T11:59", True),
        ("2014-03", "2014-03-05", False), ("2014-03", "2014-02-28", True), ("2015", "2014-12-31", True),
        ("2014-03-05", None, None), ("2014-03-05", "2014---05", None), ("05MAR2014", "2014", None),
    ],
)  # fmt: skip
def test_later_only_as_far_as_both_are_known(connection, later, earlier, after):
    assert value(connection, "dtc_after($later, $earlier)", later=later, earlier=earlier) is after
