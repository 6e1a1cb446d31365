"""The tables of an answer as they leave the page: sheets, columns and codes in the reader's words."""

from collections.abc import Callable, Mapping

from pandas import DataFrame, isna

from data_access.meeting.questions import Tables
from pages.common import study_days
from pages.common.text import LANGUAGES, Words

# Columns whose values are codes, and the words that they have.
CODES = ("arm", "step", "state", "measure", "category", "status", "variable", "level", "kind", "last")


def named(
    tables: Tables, words: Words, names: Mapping[str, Callable[[str], str]] | None = None
) -> dict[str, DataFrame]:
    """The tables that hold anything, by the names of their sheets.

    `names`: for a column whose values have words of their own, how each is said.
    """
    return {
        words(f"sheet.{name}"): _worded(table, names or {}, words)
        for name, table in tables.items()
        if not table.empty
    }


def _worded(table: DataFrame, names: Mapping[str, Callable[[str], str]], words: Words) -> DataFrame:
    """Columns that end in the other language are left out; those in the reader's lose that ending."""
    worded = {}
    for column in table.columns:
        name, _, language = column.rpartition("_")
        if language in LANGUAGES and language != words.language or study_days.hides(column, words):
            continue
        title = name if language in LANGUAGES else column
        say = names.get(column) or _known(column, words)
        values = table[column]
        worded[words(f"column.{title}")] = (
            values if say is None else [None if isna(value) else say(str(value)) for value in values]
        )
    return study_days.shown(DataFrame(worded), words)


def _known(column: str, words: Words) -> Callable[[str], str] | None:
    return (lambda value: words.known(column, value)) if column in CODES else None
