"""What a data manager decided about the data: a small file beside the database, obeyed again at every build."""

import json
from collections.abc import Mapping
from pathlib import Path

from data_access.common.errors import BuildError

VERSION = 1
TREATMENTS = "treatments"


def beside(database: Path) -> Path:
    """The file of decisions that belongs to a database."""
    return database.with_suffix(".decisions.json")


def treatments(database: Path) -> dict[str, str]:
    """The kind decided for each name of a treatment (clinical.patient.treatment_kind), empty without the file.

    BuildError if the file cannot be read: a decision that is silently forgotten changes results.
    """
    path = beside(database)
    if not path.exists():
        return {}
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))[TREATMENTS]
        return {str(name): str(kind) for name, kind in kept.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BuildError(f"{path.name} is damaged: repair or remove it, then decide again.") from error


def decide(database: Path, names: Mapping[str, str]) -> None:
    """Add these decisions to those kept; an empty kind takes a decision back."""
    kept = {name: kind for name, kind in (treatments(database) | dict(names)).items() if kind}
    path = beside(database)
    unfinished = path.with_suffix(".writing")
    content = {"version": VERSION, TREATMENTS: dict(sorted(kept.items()))}
    unfinished.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    unfinished.replace(path)
