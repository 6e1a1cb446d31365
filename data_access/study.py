"""What the frame and every page must know of the study before a patient is named."""

from dataclasses import dataclass

from data_access.database import Database


@dataclass(frozen=True)
class Study:
    """The study in the file: identity, whether it is simulated, data cut-off, snapshot and arms in order."""

    study: str
    title: str
    simulated: bool
    data_cutoff: str
    snapshot: str
    arms: tuple[str, ...]


def study(db: Database) -> Study:
    """The study of the opened file. `arms` are the planned arms in protocol order, without screen failures."""
    row = db.rows("SELECT study, title, simulated, data_cutoff, hash FROM meta.snapshot").iloc[0]
    arms = db.rows(
        "SELECT trt01p FROM adam.adsl WHERE randfl = 'Y' GROUP BY trt01p, trt01pn ORDER BY trt01pn, trt01p"
    )
    return Study(
        study=str(row["study"]),
        title=str(row["title"]),
        simulated=bool(row["simulated"]),
        data_cutoff=str(row["data_cutoff"])[:10],
        snapshot=str(row["hash"])[:8],
        arms=tuple(arms["trt01p"]),
    )
