"""The numbers of the survival page as they are read: names, cells, sheets."""

from collections.abc import Callable, Mapping, Sequence

from pandas import DataFrame, isna

from charts.common import steps
from clinical.statistics import printed
from clinical.statistics.estimate import Estimate
from data_access.common import summaries
from data_access.meeting.questions import Tables
from pages.common.text import LANGUAGES, Words
from pages.meeting.exhibit import Meeting


def names(meeting: Meeting, words: Words) -> dict[str, str]:
    """The name of each arm, by the arm as delivered, in protocol order."""
    return {arm: words.known("arm", arm) for arm, _ in meeting.sizes()}


def outcomes(patients: DataFrame, words: Words) -> dict[str, str]:
    """What the ends of follow-up are called."""
    return {str(code): words.known("outcome", code) for code in patients["outcome"].unique()}


def rule() -> dict[str, object]:
    """Where a curve is drawn pale, as the method line says it."""
    return {"fewest": steps.FEWEST, "share": f"{steps.LEAST_SHARE:.0%}"}


def head(meeting: Meeting, words: Words) -> list[str]:
    """The arms with their n, over the columns of a table."""
    return [words("survival.head", arm=words.known("arm", arm), n=n) for arm, n in meeting.sizes()]


def left_out(sizes: DataFrame, called: Mapping[str, str], words: Words) -> tuple[str, ...]:
    """A sentence about patients without a usable date, by arm, if there are any."""
    lacking = [(arm, n) for arm, n in zip(sizes["arm"], sizes["missing"], strict=True) if n]
    said = [words("survival.arm_n", arm=called[arm], n=n) for arm, n in lacking]
    return (words("survival.left_out", patients=", ".join(said)),) if said else ()


def of(row: object) -> Estimate:
    """The estimate in a row of an answer."""
    value, lower, upper, method = (getattr(row, name) for name in summaries.COLUMNS[:4])
    return Estimate(value, lower, upper, summaries.WORDINGS[method], 0)


def why(row: object, words: Words) -> str:
    """Why a number of the row is not estimable; empty where it is."""
    reason = row.reason  # type: ignore[attr-defined]
    return "" if isna(reason) else summaries.WORDINGS[reason].of(words.language)


def sheets(tables: Tables, called: Mapping[str, str], words: Words) -> dict[str, DataFrame]:
    """The tables with readable names of sheets and columns, and words for codes."""
    return {
        words(f"survival.sheet.{name}"): _readable(table, called, words) for name, table in tables.items()
    }


def _readable(table: DataFrame, called: Mapping[str, str], words: Words) -> DataFrame:
    wording: Callable[[str], str] = lambda code: summaries.WORDINGS[code].of(words.language)  # noqa: E731
    say: dict[str, Callable[[str], str]] = {
        **dict.fromkeys(("arm", "first", "second"), lambda arm: called.get(arm, arm)),
        "cause": lambda code: words(f"cause.{code}"),
        "outcome": lambda code: words.known("outcome", code),
        **dict.fromkeys(("method", "reason"), wording),
        "axis": lambda axis: words(f"survival.axis.{axis}"),
        "about": lambda about: words(f"survival.about.{about}"),
    }
    columns: dict[str, Sequence[object]] = {}
    for column in table.columns:
        if column in LANGUAGES and column != words.language:
            continue
        values = table[column].tolist()
        if column in say:
            values = [None if isna(value) else say[column](value) for value in values]
        columns[words(f"survival.column.{'said' if column in LANGUAGES else column}")] = values
    return DataFrame(columns)


def days(found: Estimate) -> str:
    """An estimate in days with one decimal."""
    return printed.with_interval(found, 1)
