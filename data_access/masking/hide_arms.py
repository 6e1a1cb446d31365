"""The rows of each table in a copy that hides who is in which arm: what tells it is left out, its names are masked.

What cannot be hidden: what is reported of a patient. An adverse event at the site of an application, how often
something was measured on a day, or the course of a result may suggest the arm to whoever knows the treatment.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from duckdb import DuckDBPyConnection

from data_access.common.sql_text import fill, literal, quoted
from data_access.masking.arm_traces import CHECKS, DOSE, EMPTIED, EXPOSURE, QUALIFIERS, pattern, telling
from data_access.masking.mask_columns import Column

Table = tuple[str, str]
Rows = Callable[[Table, Sequence[Column]], str]
MASK = "[arm]"
NAMES = """
SELECT unnest([arm, armcd, actarm, actarmcd]) FROM source.sdtm.dm UNION SELECT unnest([arm, armcd]) FROM source.sdtm.ta
UNION SELECT extrt FROM source.sdtm.ex UNION SELECT ectrt FROM source.sdtm.ec
UNION SELECT tsval FROM source.sdtm.ts WHERE tsparmcd IN ('TRT', 'COMPTRT') ORDER BY ALL
"""
# Visits that the plan has for some arms only, or that are named after a dose.
LOCKED = """
CREATE TEMP TABLE locked AS
SELECT upper(visit) AS name FROM source.sdtm.tv WHERE nullif(armcd, '') IS NOT NULL GROUP BY ALL
HAVING count(DISTINCT armcd) < (SELECT count(DISTINCT armcd) FROM source.sdtm.ta)
UNION SELECT DISTINCT upper(visit) FROM source.sdtm.sv WHERE regexp_matches(upper(visit), {dose})
"""
GONE = "CREATE TEMP TABLE gone AS SELECT DISTINCT source_file, source_row FROM ({rows})"
ROW = "SELECT source_file, source_row FROM source.{table} WHERE {condition}"
ROWS = "SELECT {columns}, whole.rowid AS row_in_order FROM source.{table} AS whole {gone} WHERE {conditions}"
NOT_GONE = "ANTI JOIN gone ON gone.source_file = whole.source_file AND gone.source_row = whole.source_row"
KEPT = frozenset({"usubjid", "subjid", "studyid", "source_file", "check_id", "newskey"})
# Where a page needs a value: as in a study that plans no doses.
STATED = {"ndose": "0", "nplan": "0", "overdue": "false"}
UNDER_WAY = "CASE {column} WHEN 'ON TREATMENT' THEN 'FOLLOW-UP' ELSE {column} END"
AT_A_VISIT = "CASE WHEN upper(whole.{visit}) IN (FROM locked) THEN NULL ELSE {column} END"
NOT_OF_RANDOMISATION = "CASE WHEN starts_with(upper(whole.dsdecod), 'RANDOMI') THEN NULL ELSE {column} END"
ROWS_KEPT = {
    "rdomain": f"coalesce(lower(whole.rdomain), '') NOT IN {EXPOSURE}",
    "qnam": f"NOT regexp_full_match(coalesce(upper(whole.qnam), ''), '{QUALIFIERS}')",
    "check_id": f"NOT regexp_full_match(whole.check_id, '{CHECKS}')",
    "newskey": "NOT starts_with(whole.newskey, 'MISSED|')",
}
VISITS = {"visit": "visit", "visitnum": "visit", "visitdy": "visit", "avisit": "avisit", "avisitn": "avisit"}


def without_arms(connection: DuckDBPyConnection, tables: Mapping[Table, Sequence[Column]]) -> Rows:
    """Who asks the result for a table and its columns gets a query of its rows, in which `row_in_order` is their order.

    The database is attached to the connection as `source`; the temporary tables `gone` (rows that tell the arm) and
    `locked` (visits that do) are made.
    """
    names = pattern(name for (name,) in connection.execute(NAMES).fetchall())
    connection.execute(fill(LOCKED, dose=literal(DOSE)))
    rows = [fill(ROW, table=f"sdtm.{domain}", condition="true") for domain in ("ex", "ec", "se", "dv")]
    for (schema, table), columns in tables.items():
        if schema == "sdtm":
            found = _telling_rows(table, {column.name for column in columns}, names)
            rows += [fill(ROW, table=_name((schema, table)), condition=each) for each in found]
    connection.execute(fill(GONE, rows=" UNION ALL ".join(rows)))
    return lambda table, columns: _rows(table, columns, names)


def _telling_rows(domain: str, columns: set[str], names: str | None) -> Iterator[str]:
    """Conditions on rows of a domain that are there on account of a dose, or are the treatment itself."""
    if f"{domain}tptref" in columns:
        yield f"regexp_matches(upper({domain}tptref), {literal(DOSE)})"
    if domain == "ds":
        yield f"regexp_matches(upper(concat_ws(' ', dsterm, dsdecod, dscat, dsscat)), {literal(DOSE)})"
    if domain == "sv":
        yield "upper(visit) IN (FROM locked)"
    if domain in ("cm", "pr") and names:
        yield f"regexp_full_match(concat_ws(' ', {domain}trt), {literal(names)}, 'i')"


def _rows(table: Table, columns: Sequence[Column], names: str | None) -> str:
    present = {column.name for column in columns}
    kept = ["false"] if table in EMPTIED else [text for name, text in ROWS_KEPT.items() if name in present]
    if table == ("adam", "advisit"):
        kept.append("NOT coalesce(upper(whole.avisit) IN (FROM locked), false)")
    if table[0] == "meta" and "domain" in present and table[1] != "source":
        kept.append(f"lower(coalesce(whole.domain, '')) NOT IN {EXPOSURE}")
    return fill(
        ROWS,
        columns=", ".join(f"{_cell(column, present, names)} AS {quoted(column.name)}" for column in columns),
        table=_name(table),
        gone=NOT_GONE if {"source_file", "source_row"} <= present else "",
        conditions=" AND ".join(kept) or "true",
    )


def _cell(column: Column, present: set[str], names: str | None) -> str:
    """The value of a column, or what stands for it."""
    where = (column.schema, column.table, column.name)
    if where == ("meta", "rejected", "record"):
        return "CAST(NULL AS VARCHAR)"
    if column.of_subject and telling(column):
        return (
            f"CAST({STATED.get(column.name, 'NULL') if column.table == 'board' else 'NULL'} AS {column.type})"
        )
    if where == ("adam", "board", "status"):
        return fill(UNDER_WAY, column=column.here)
    value = _text(column, names)
    if column.of_subject and VISITS.get(column.name) in present:
        return fill(AT_A_VISIT, column=value, visit=VISITS[column.name])
    if column.table == "ds" and column.name in ("dsdtc", "dsdy", "dsstdtc", "dsstdy"):
        return fill(NOT_OF_RANDOMISATION, column=value)
    return value


def _text(column: Column, names: str | None) -> str:
    """The column; in text, the names of arms and treatments are masked."""
    told = column.of_subject or (column.schema, column.table) == ("meta", "rejected")
    if column.type != "VARCHAR" or not told or not names or column.name in KEPT:
        return column.here
    return f"regexp_replace({column.here}, {literal(names)}, '{MASK}', 'gi')"


def _name(table: Table) -> str:
    return ".".join(map(quoted, table))
