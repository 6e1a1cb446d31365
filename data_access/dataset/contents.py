"""What is in the database file: sources, what was rejected, data checks, columns, and what a trial did not deliver."""

import re
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_

from pandas import DataFrame

from data_access.building.loading.sdtm_tables import SQL
from data_access.common.database import Database

SEVERITIES = ("error", "warning", "note")
SOURCES = """
SELECT file, domain, format, encoding, rows_read, rows_loaded, rows_rejected, sha256
FROM meta.source ORDER BY file, domain
"""
CHECKS = """
SELECT check_id, title, severity, n FROM meta.check_result
ORDER BY n = 0, list_position(['error', 'warning', 'note'], severity), check_id
"""
FINDINGS = """
SELECT usubjid, domain, source_file, source_row, detail FROM meta.finding WHERE check_id = $check_id
ORDER BY usubjid, domain, source_file, source_row
"""
COLUMNS = """
SELECT schema_name || '.' || table_name AS "table", column_name AS "column", data_type AS type
FROM duckdb_columns() WHERE schema_name IN ('sdtm', 'adam', 'meta') AND NOT internal
ORDER BY list_position(['sdtm', 'adam', 'meta'], schema_name), table_name, column_index
"""
TABLES = """
SELECT schema_name AS "schema", table_name AS "table", estimated_size AS n FROM duckdb_tables()
WHERE schema_name IN ('sdtm', 'adam') ORDER BY ALL
"""
TABLE = re.compile(r"CREATE TABLE (?P<name>\w+\.\w+) \(\n(?P<columns>.*?)\n\);", re.DOTALL)
COLUMN = re.compile(r'^\s+"?(?P<name>\w+)"? [^-\n]*-- (?P<comment>.+)$', re.MULTILINE)
HEAD = re.compile(r"(?:--.*\n)+")


@dataclass(frozen=True)
class Script:
    """The statement that makes a table: `about` is its own comment, `sql` the whole text."""

    about: str
    sql: str


@lru_cache(maxsize=2)
def sources(db: Database) -> DataFrame:
    """Per source file and domain: file, domain, format, encoding, rows_read, rows_loaded, rows_rejected, sha256."""
    return db.rows(SOURCES)


@lru_cache(maxsize=2)
def skipped(db: Database) -> DataFrame:
    """Files of the delivery that were left alone: file, reason."""
    return db.rows("SELECT file, reason FROM meta.skipped ORDER BY file")


@lru_cache(maxsize=2)
def rejected(db: Database) -> DataFrame:
    """Source rows that were not loaded: file, domain, row, column, reason, record (the row as delivered)."""
    return db.rows('SELECT * FROM meta.rejected ORDER BY file, "row", "column"')


@lru_cache(maxsize=2)
def treatment_names(db: Database) -> DataFrame:
    """Names of treatments that somebody should decide or has decided: name, domain, kinds, how, n; undecided first."""
    return db.rows(
        "SELECT name, domain, kinds, how, n FROM meta.treatment_name ORDER BY how = 'DECIDED', n DESC, name"
    )


@lru_cache(maxsize=2)
def checks(db: Database) -> DataFrame:
    """Every data check: check_id, title, severity (error, warning, note), n; those with findings first."""
    return db.rows(CHECKS)


def by_severity(db: Database) -> dict[str, int]:
    """How many findings there are of each severity, the gravest first."""
    found = checks(db).groupby("severity")["n"].sum()
    return {severity: int(found.get(severity, 0)) for severity in SEVERITIES}


@lru_cache(maxsize=8)
def findings(db: Database, check_id: str) -> DataFrame:
    """The offending rows of a check: usubjid, domain, source_file, source_row, detail."""
    return db.rows(FINDINGS, check_id=check_id)


def containing(rows: DataFrame, wanted: str) -> DataFrame:
    """The rows of which any value contains the text, in whatever case; all of them for no text."""
    if not wanted.strip():
        return rows
    found = [rows[name].astype(str).str.contains(wanted.strip(), case=False, regex=False) for name in rows]
    return rows[reduce(or_, found)] if found else rows


@lru_cache(maxsize=2)
def tables(db: Database) -> DataFrame:
    """schema (sdtm, adam), table, n rows, of every table of data."""
    return db.rows(TABLES)


@lru_cache(maxsize=2)
def columns(db: Database) -> DataFrame:
    """Every column of the file: table, column, type, comment (empty where its table's script gives none)."""
    found = db.rows(COLUMNS)
    known = comments()
    named = zip(found["table"], found["column"], strict=True)
    return found.assign(comment=[known.get(name, "") for name in named])


@lru_cache(maxsize=1)
def comments() -> dict[tuple[str, str], str]:
    """(table, column) -> the comment beside it in sql/sdtm and sql/meta.sql."""
    return {
        (table["name"], column["name"]): column["comment"].strip()
        for path in [*sorted((SQL / "sdtm").glob("*.sql")), SQL / "meta.sql"]
        for table in TABLE.finditer(path.read_text(encoding="utf-8"))
        for column in COLUMN.finditer(table["columns"])
    }


@lru_cache(maxsize=1)
def scripts() -> dict[str, Script]:
    """The scripts of the analysis tables, by the name of their file."""
    return {
        path.stem: _script(path.read_text(encoding="utf-8")) for path in sorted((SQL / "adam").glob("*.sql"))
    }


def _script(sql: str) -> Script:
    head = HEAD.match(sql)
    about = head[0].replace("-- ", "").replace("\n", " ").strip() if head else ""
    return Script(about, sql)


# What may be missing: the address of the page that lacks it, and SQL that is true where it is missing.
GAPS = {
    "DM": ("ward", "NOT EXISTS (FROM sdtm.dm)"),
    "PREVIOUS": ("ward", "NOT EXISTS (FROM meta.previous)"),
    "VISITS": ("ward", "NOT EXISTS (FROM adam.advisit)"),
    "LB": ("patient", "NOT EXISTS (FROM sdtm.lb)"),
    "CP": ("patient", "NOT EXISTS (FROM sdtm.cp)"),
    "PR": ("patient", "NOT EXISTS (FROM sdtm.pr)"),
    "CM": ("patient", "NOT EXISTS (FROM sdtm.cm)"),
    "HE": ("patient", "NOT EXISTS (FROM adam.adrs WHERE paramcd = 'HEGRADE')"),
    "MH": ("patient", "NOT EXISTS (FROM sdtm.mh)"),
    "EX": ("infusions", "NOT EXISTS (FROM sdtm.ex)"),
    "PLAN": ("infusions", "NOT EXISTS (FROM adam.adplan)"),
    "VS": ("infusions", "NOT EXISTS (FROM sdtm.vs)"),
    "FA": ("infusions", "NOT EXISTS (FROM sdtm.fa)"),
    "MELD": ("meld", "NOT EXISTS (FROM adam.adlb WHERE paramcd = 'MELD' AND aval IS NOT NULL)"),
    "ARMS": ("arms", "(SELECT count(DISTINCT trt01p) FROM adam.adsl WHERE randfl = 'Y') < 2"),
    "DS": ("arms", "NOT EXISTS (FROM sdtm.ds)"),
    "DEATH": ("survival", "NOT EXISTS (FROM adam.adsl WHERE dthfl = 'Y')"),
    "AE": ("safety", "NOT EXISTS (FROM sdtm.ae)"),
    "TOXGR": ("safety", "NOT EXISTS (FROM sdtm.ae WHERE aetoxgr IS NOT NULL)"),
    "SV": ("dataset", "NOT EXISTS (FROM sdtm.sv)"),
}

OF_ARMS = ("infusions", "arms", "survival", "safety")


@lru_cache(maxsize=2)
def missing(db: Database) -> tuple[tuple[str, str], ...]:
    """(page, code) of everything that is missing, in the order of the menu; `page` is its address, "ward" home.

    Nothing of the pages that tell arms where these are hidden: what they show is missing for that reason alone.
    """
    closed = OF_ARMS if db.snapshot.arms_hidden else ()
    asked = ", ".join(f"{condition} AS {code.lower()}" for code, (_, condition) in GAPS.items())
    found = db.rows(f"SELECT {asked}").iloc[0]  # noqa: S608 - our own conditions
    return tuple(
        (page, code) for code, (page, _) in GAPS.items() if found[code.lower()] and page not in closed
    )
