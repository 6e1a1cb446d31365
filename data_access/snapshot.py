"""meta.snapshot: which study this is, from when, from which files, and whether it is simulated."""

import hashlib
from datetime import UTC, datetime

from duckdb import DuckDBPyConnection

from data_access import LAYOUT, __version__
from data_access.errors import BuildError
from data_access.statements import fill, quoted
from data_access.tables import columns_of, domains

SIMULATED_STUDY = "SIM-MSCEV"


def write_snapshot(connection: DuckDBPyConnection) -> None:
    """Fill meta.snapshot; BuildError if simulated and other rows lie in one folder."""
    studies = _studies(connection)
    simulated = _simulated_studies(connection, studies)
    if simulated and studies - simulated:
        others = ", ".join(sorted(str(study or "rows without STUDYID") for study in studies - simulated))
        raise BuildError(
            f"Simulated and other data cannot share a database: {', '.join(simulated)} and {others}."
        )
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
            "cutoff": _trial_summary(connection, "DCUTDTC") or _newest_date(connection),
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


def _simulated_studies(connection: DuckDBPyConnection, studies: set[str | None]) -> set[str | None]:
    rows = connection.execute(
        "SELECT DISTINCT studyid FROM sdtm.ts WHERE upper(tsparmcd) = 'SIMDATA' AND upper(tsval) = 'Y'"
    ).fetchall()
    return {row[0] for row in rows} | ({SIMULATED_STUDY} & studies)


def _trial_summary(connection: DuckDBPyConnection, code: str) -> str | None:
    row = connection.execute(
        "SELECT tsval FROM sdtm.ts WHERE upper(tsparmcd) = $code AND tsval IS NOT NULL ORDER BY tsseq, source_row",
        {"code": code},
    ).fetchone()
    return row[0] if row else None


def _newest_date(connection: DuckDBPyConnection) -> str | None:
    """The newest complete date of any observation of a subject."""
    newest = []
    for domain in domains(connection):
        columns = columns_of(connection, domain)
        dates = [name for name in columns if name.endswith("dtc")]
        if "usubjid" in columns and dates:
            greatest = ", ".join(f"max(dtc_date({quoted(name)}))" for name in dates)
            query = fill(
                "SELECT greatest({dates}) FROM {table}", dates=greatest, table="sdtm." + quoted(domain)
            )
            newest += [row[0] for row in connection.execute(query).fetchall() if row[0]]
    return max(newest).isoformat() if newest else None


def _hash(connection: DuckDBPyConnection) -> str:
    rows = connection.execute("SELECT DISTINCT sha256 FROM meta.source ORDER BY sha256").fetchall()
    return hashlib.sha256("".join(row[0] for row in rows).encode()).hexdigest()
