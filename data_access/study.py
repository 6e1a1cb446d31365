"""What the frame and every page must know of the study before a patient is named."""

from dataclasses import dataclass
from functools import lru_cache

from clinical.protocol import Protocol
from data_access.database import Database
from data_access.plan_tables import study_protocol


@dataclass(frozen=True)
class Study:
    """The study in the file: identity, whether it is simulated, data cut-off, snapshot, whether subjects are masks.

    `arms` are the planned arms in protocol order, without screen failures.
    """

    study: str
    title: str
    simulated: bool
    data_cutoff: str
    snapshot: str
    arms: tuple[str, ...]
    masked: bool = False


@lru_cache(maxsize=2)
def study(db: Database) -> Study:
    """The study of the opened file, read once: a newer build is another `Database`."""
    arms = db.rows(
        "SELECT trt01p FROM adam.adsl WHERE randfl = 'Y' GROUP BY trt01p, trt01pn ORDER BY trt01pn, trt01p"
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
    )


@lru_cache(maxsize=2)
def protocol(db: Database) -> Protocol | None:
    """The plan of the study, where there is an entry for it: only then do its codes mean what ours do."""
    with db.cursor() as cursor:
        return study_protocol(cursor)
