"""What the data checks can ask besides the tables: views over all domains, and what is known of units.

every_row         usubjid, domain, source_file, source_row: each row of a subject
every_date        the same with variable and dtc: each date that is given
every_key         the same with seq: each row that has a sequence number
orphan_qualifier  the same with detail: rows of SUPP-- that match no row of their parent
known_test        paramcd, plausible_low, plausible_high, suspect_below, in the standard unit
known_code        lbtestcd: the codes of the study that are known here
unit_factor       lbtestcd, unit, factor: to the standard unit, for the units that the study reports
unit_ratio        paramcd, unit, other_unit, ratio: a value reported in `unit`, times `ratio`, is what it
                  would be had it been meant in `other_unit`
"""

import math
from collections.abc import Iterator, Sequence

from duckdb import DuckDBPyConnection

from clinical.laboratory.tests import LAB_TESTS, paramcd
from clinical.laboratory.units import canonical, factor
from data_access.building.loading.sdtm_tables import columns_of, domains
from data_access.building.loading.supplemental import orphans
from data_access.common.sql_text import fill, literal, quoted

# Units nearer to each other than this cannot be told apart by the size of a value.
CLEAR_RATIO = 5.0
EVERY_ROW = "SELECT usubjid, {domain} AS domain, source_file, source_row FROM {table}"
EVERY_DATE = """
SELECT usubjid, {domain} AS domain, {variable} AS variable, {column} AS dtc, source_file, source_row
FROM {table} WHERE {column} IS NOT NULL
"""
EVERY_KEY = """
SELECT usubjid, {domain} AS domain, {column} AS seq, source_file, source_row
FROM {table} WHERE {column} IS NOT NULL
"""
REPORTED_UNITS = """
SELECT DISTINCT lbtestcd, coalesce(unit, '') AS unit
FROM (SELECT lbtestcd, unnest([lborresu, lbstresu]) AS unit FROM sdtm.lb WHERE lbtestcd IS NOT NULL)
ORDER BY ALL
"""
KNOWN_TEST = {
    "paramcd": "VARCHAR",
    "plausible_low": "DOUBLE",
    "plausible_high": "DOUBLE",
    "suspect_below": "DOUBLE",
}
UNIT_FACTOR = {"lbtestcd": "VARCHAR", "unit": "VARCHAR", "factor": "DOUBLE"}
UNIT_RATIO = {"paramcd": "VARCHAR", "unit": "VARCHAR", "other_unit": "VARCHAR", "ratio": "DOUBLE"}


def create_check_views(connection: DuckDBPyConnection) -> None:
    """Create the temporary views and tables that sql/checks may use."""
    rows, dates, keys = [], [], []
    for domain in domains(connection):
        columns = columns_of(connection, domain)
        if "usubjid" not in columns:
            continue
        names = {"domain": literal(domain), "table": "sdtm." + quoted(domain)}
        rows.append(fill(EVERY_ROW, **names))
        dates += [
            fill(EVERY_DATE, variable=literal(name.upper()), column=quoted(name), **names)
            for name in columns
            if name.endswith("dtc")
        ]
        if f"{domain}seq" in columns:
            keys.append(fill(EVERY_KEY, column=quoted(f"{domain}seq"), **names))
    _view(connection, "every_row", " UNION ALL ".join(rows))
    _view(connection, "every_date", " UNION ALL ".join(dates))
    _view(connection, "every_key", " UNION ALL ".join(keys))
    _view(connection, "orphan_qualifier", orphans(connection))
    create_unit_tables(connection)


def _view(connection: DuckDBPyConnection, name: str, query: str) -> None:
    connection.execute(fill("CREATE OR REPLACE TEMP VIEW {name} AS {query}", name=name, query=query))


def create_unit_tables(connection: DuckDBPyConnection) -> None:
    """Create the temporary tables known_test, known_code, unit_factor and unit_ratio."""
    reported = connection.execute(REPORTED_UNITS).fetchall()
    factors = [(code, unit, number) for code, unit in reported if (number := factor(code, unit)) is not None]
    tests = [
        (test.code, test.plausible_low, test.plausible_high, test.suspect_below)
        for test in LAB_TESTS.values()
    ]
    _table(connection, "known_test", tests, KNOWN_TEST)
    codes = sorted({code for code, _ in reported if paramcd(code) is not None})
    _table(connection, "known_code", [(code,) for code in codes], {"lbtestcd": "VARCHAR"})
    _table(connection, "unit_factor", factors, UNIT_FACTOR)
    ratios = sorted({ratio for known in factors for ratio in _ratios(*known)})
    _table(connection, "unit_ratio", ratios, UNIT_RATIO)


def _ratios(code: str, unit: str, number: float) -> Iterator[tuple[str, str, str, float]]:
    """The other units that a value reported in this one may have been meant in, where its size would tell."""
    test = LAB_TESTS[paramcd(code) or ""]
    if test.suspect_below is None:  # others, such as enzymes and CRP, move by such ratios on their own
        return
    for other, other_number in test.conversions.items():
        ratio = other_number / number
        if other != canonical(unit) and abs(math.log(ratio)) > math.log(CLEAR_RATIO):
            yield test.code, unit, other, ratio


def _table(
    connection: DuckDBPyConnection, name: str, rows: Sequence[tuple[object, ...]], columns: dict[str, str]
) -> None:
    """A temporary table of these columns (name: type) and rows."""
    declared = ", ".join(f"{column} {type_}" for column, type_ in columns.items())
    connection.execute(fill("CREATE OR REPLACE TEMP TABLE {name} ({declared})", name=name, declared=declared))
    if rows:
        marks = ", ".join("?" for _ in columns)
        connection.executemany(fill("INSERT INTO {name} VALUES ({marks})", name=name, marks=marks), rows)
