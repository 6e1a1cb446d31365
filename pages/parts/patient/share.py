"""A patient as a file: the sheet for paper, made only when it is asked for."""

from datetime import UTC, datetime

from data_access.common.database import Database
from data_access.common.study import Study
from data_access.exports import tables
from pages.access import downloads
from pages.common.text import Words


def show(database: Database, subject: str, about: Study, words: Words) -> None:
    """The button that makes and downloads the sheet."""
    downloads.offer(
        words("sheet.button"),
        lambda: _sheet(database, subject, about, words),
        tables.file_name([about.study, subject, "summary", about.data_cutoff], "html"),
        key="sheet",
        explained=words("sheet.help"),
    )


def _sheet(database: Database, subject: str, about: Study, words: Words) -> str:
    # Here alone: no page needs what draws on paper.
    from pages.parts.patient import paper

    return paper.document(database, subject, about, words, made_at=datetime.now(UTC))
