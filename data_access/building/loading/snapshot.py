"""meta.snapshot: which study this is, from when, from which files, and whether it is simulated."""

import hashlib
from datetime import UTC, date, datetime

from duckdb import DuckDBPyConnection

from data_access import LAYOUT, __version__
from data_access.building.loading.sdtm_tables import columns_of, domains
from data_access.common.errors import BuildError
from data_access.common.sql_text import fill, quoted

SIMULATED_STUDY = "SIM-MSCEV"


def write_snapshot(connection: DuckDBPyConnection) -> None:
    """Fill meta.snapshot; BuildError if simulated and other rows lie in one folder."""
    studies = _studies(connection)
    simulated = _simulated_studies(connection) | (studies & {SIMULATED_STUDY})
    if simulated and studies != simulated:
        mixed = " and ".join(sorted(study or "rows without STUDYID" for study in studies))
        raise BuildError(f"Simulated and other data cannot share a database: {mixed}.")
    connection.execute(
        "INSERT INTO meta.snapshot "
        "VALUES ($study, $title, $built_at, $version, $layout, $simulated, $cutoff, $hash)",
        {
            "study": ", ".join(sorted(study for study in studies if study)) or None,
            "title": _trial_summary(connection, "TITLE"),
            "built_at": datetime.now(UTC).replace(tzinfo=None, microsecond=0),
            "version": __version__,
            "layout": LAYOUT,
            "simulated": bool(simulated),
            "cutoff": _data_cutoff(connection),
            "hash": _hash(connection),
        },
    )


def _studies(connection: DuckDBPyConnection) -> set[str | None]:
    """Every STUDYID of every row; None for rows without one."""
    found: set[str | None] = set()
    for domain in domains(connection):
        study = "studyid" if "studyid" in columns_of(connection, domain) else "NULL"
        query = fill("SELECT DISTINCT {study} FROM {table}", study=study, table="sdtm." + quoted(domain))
        found |= {row[0] for row in connection.execute(query).fetchall()}
    return found


def _simulated_studies(connection: DuckDBPyConnection) -> set[str | None]:
    rows = connection.execute(
        "SELECT DISTINCT studyid FROM sdtm.ts WHERE upper(tsparmcd) = 'SIMDATA' AND upper(tsval) = 'Y'"
    ).fetchall()
    return {row[0] for row in rows}


def _trial_summary(connection: DuckDBPyConnection, code: str) -> str | None:
    query = """
        SELECT tsval FROM sdtm.ts WHERE upper(tsparmcd) = $code AND tsval IS NOT NULL
        ORDER BY tsseq, source_row
    """
    row = connection.execute(query, {"code": code}).fetchone()
    return row[0] if row else None


def _data_cutoff(connection: DuckDBPyConnection) -> str | None:
    """The cut-off date that the trial summary states, else the newest complete date of any subject's row."""
    stated = connection.execute(
        "SELECT dtc_date($dtc)", {"dtc": _trial_summary(connection, "DCUTDTC")}
    ).fetchone()
    dates = [] if stated is None else [stated[0]]
    if dates == [None]:
        dates = [_newest_date(connection, domain) for domain in domains(connection)]
    return max((day.isoformat() for day in dates if day), default=None)


def _newest_date(connection: DuckDBPyConnection, domain: str) -> date | None:
    columns = columns_of(connection, domain)
    dates = [name for name in columns if name.endswith("dtc")]
    if "usubjid" not in columns or not dates:
        return None
    newest = ", ".join(f"max(dtc_date({quoted(name)}))" for name in dates)
    query = fill("SELECT greatest({newest}) FROM {table}", newest=newest, table="sdtm." + quoted(domain))
    row = connection.execute(query).fetchone()
    return row[0] if row else None


def _hash(connection: DuckDBPyConnection) -> str:
    rows = connection.execute("SELECT DISTINCT sha256 FROM meta.source ORDER BY sha256").fetchall()
    return hashlib.sha256("".join(row[0] for row in rows).encode()).hexdigest()
