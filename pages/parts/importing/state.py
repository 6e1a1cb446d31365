"""An import under way: what was uploaded, what was seen in it and what was built from it, until it is taken over."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from data_access.building.loading.report import Report
from data_access.importing import upload
from data_access.importing.preview import Preview, preview
from data_access.importing.sheet import Sheet

KEY, ROUND = "import_under_way", "import_round"


@dataclass
class Built:
    """A finished database that waits for its taking over."""

    file: Path
    report: Report


@dataclass
class Import:
    """One delivery in folders of its own, which go when the session ends or another delivery comes."""

    uploads: tuple[str, ...]
    names: tuple[str, ...]
    room: "tempfile.TemporaryDirectory[str]"
    found: Preview
    built: Built | None = None
    about: dict[str, str] = field(default_factory=dict)
    sheets: dict[tuple[str, str], Sheet] = field(default_factory=dict)

    def folder(self, name: str) -> Path:
        """A folder of the import, made when needed."""
        path = Path(self.room.name) / name
        path.mkdir(exist_ok=True)
        return path


def under_way(uploads: Sequence[tuple[str, str, bytes]]) -> Import:
    """The import of these uploads (id, name, content): the one under way, or a new one, received and looked at.

    Refused or BuildError say why a delivery is not taken; nothing is left of it then.
    """
    ids = tuple(identity for identity, _, _ in uploads)
    known = st.session_state.get(KEY)
    if isinstance(known, Import) and known.uploads == ids:
        return known
    forget()
    room = tempfile.TemporaryDirectory(prefix="liverline-import-", ignore_cleanup_errors=True)
    delivery = Path(room.name) / "delivery"
    delivery.mkdir()
    upload.receive([(name, content) for _, name, content in uploads], delivery)
    found = preview(delivery, Path(room.name) / "scratch")
    begun = Import(ids, tuple(name for _, name, _ in uploads), room, found)
    st.session_state[KEY] = begun
    return begun


def forget() -> None:
    """Drop the import under way and its files."""
    known = st.session_state.pop(KEY, None)
    if isinstance(known, Import):
        known.room.cleanup()


def start_over() -> None:
    """Drop the import and empty the field for uploads, which a new key does."""
    forget()
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
