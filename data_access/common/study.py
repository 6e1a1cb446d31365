"""What the frame and every page must know of the study before a patient is named."""

from dataclasses import dataclass
from functools import lru_cache

from duckdb import DuckDBPyConnection

from clinical.protocols.protocol import Protocol, for_study
from data_access.common.database import Database


@dataclass(frozen=True)
class Study:
    """The study in the file: identity, whether it is simulated, data cut-off, snapshot, what is
    hidden: who the subjects are, in which arm they are.

    `arms` are the planned arms in protocol order, without screen failures; none where they are hidden.
    """

    study: str
    title: str
    simulated: bool
    data_cutoff: str
    snapshot: str
    arms: tuple[str, ...]
    masked: bool = False
    arms_hidden: bool = False


@lru_cache(maxsize=2)
def study(db: Database) -> Study:
    """The study of the opened file, read once: a newer build is another `Database`."""
    arms = db.rows(
        "SELECT trt01p FROM adam.adsl WHERE randfl = 'Y' AND trt01p IS NOT NULL "
        "GROUP BY trt01p, trt01pn ORDER BY trt01pn, trt01p"
    )
    snapshot = db.snapshot
    return Study(
        study=snapshot.study or "?",
        title=snapshot.title or "",
        simulated=snapshot.simulated,
        data_cutoff=(snapshot.data_cutoff or "?")[:10],
        snapshot=snapshot.hash[:8],
        arms=tuple(arms["trt01p"]),
        masked=snapshot.masked,
        arms_hidden=snapshot.arms_hidden,
    )


@lru_cache(maxsize=2)
def blinded(db: Database) -> bool:
    """Whether the study says that it is blinded: a blinding schema (TS TBLIND) that is not open."""
    schemas = db.rows(
        "SELECT upper(tsval) AS schema FROM sdtm.ts WHERE tsparmcd = 'TBLIND' AND tsval IS NOT NULL"
    )
    return any("OPEN" not in schema for schema in schemas["schema"])


@lru_cache(maxsize=2)
@lru_cache(maxsize=2)
def protocol(db: Database) -> Protocol | None:
    """The plan of the study, where there is an entry for it: only then do its codes mean what ours do."""
    with db.cursor() as cursor:
        return study_protocol(cursor)


def study_protocol(connection: DuckDBPyConnection) -> Protocol | None:
    """The protocol that the study in sdtm has an entry for, by STUDYID or registry identifier."""
    studies = connection.execute("SELECT DISTINCT studyid FROM sdtm.dm ORDER BY studyid").fetchall()
    registered = connection.execute("SELECT tsval FROM sdtm.ts WHERE upper(tsparmcd) = 'REGID'").fetchall()
    known = (for_study(study, (value for (value,) in registered if value)) for (study,) in studies)
    return next((protocol for protocol in known if protocol is not None), None)
