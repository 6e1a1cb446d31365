"""The numbers of the survival page as they are read: names, cells, sheets."""

from collections.abc import Callable, Mapping, Sequence

from pandas import DataFrame, isna

from charts.common import steps
from clinical.statistics import printed
from clinical.statistics.estimate import Estimate
from data_access.common import estimates
from data_access.meeting.questions import Tables
from pages.common.text import LANGUAGES, Words
from pages.meeting.bar import Meeting


def names(meeting: Meeting, text: Words) -> dict[str, str]:
    """The name of each arm, by the arm as delivered, in protocol order."""
    return {arm: text.known("arm", arm) for arm, _ in meeting.sizes()}


def outcomes(patients: DataFrame, text: Words) -> dict[str, str]:
    """What the ends of follow-up are called."""
    return {str(code): text.known("outcome", code) for code in patients["outcome"].unique()}


def rule() -> dict[str, object]:
    """Where a curve is drawn pale, as the method line says it."""
    return {"fewest": steps.FEWEST, "share": f"{steps.LEAST_SHARE:.0%}"}


def head(meeting: Meeting, text: Words) -> list[str]:
    """The arms with their n, over the columns of a table."""
    return [text("survival.head", arm=text.known("arm", arm), n=n) for arm, n in meeting.sizes()]


def left_out(sizes: DataFrame, called: Mapping[str, str], text: Words) -> tuple[str, ...]:
    """A sentence about patients without a usable date, by arm, if there are any."""
    lacking = [(arm, n) for arm, n in zip(sizes["arm"], sizes["missing"], strict=True) if n]
    said = [text("survival.arm_n", arm=called[arm], n=n) for arm, n in lacking]
    return (text("survival.left_out", patients=", ".join(said)),) if said else ()


def of(row: object) -> Estimate:
    """The estimate in a row of an answer."""
    value, lower, upper, method = (getattr(row, name) for name in estimates.COLUMNS[:4])
    return Estimate(value, lower, upper, estimates.WORDINGS[method], 0)


def why(row: object, text: Words) -> str:
    """Why a number of the row is not estimable; empty where it is."""
    reason = row.reason  # type: ignore[attr-defined]
    return "" if isna(reason) else estimates.WORDINGS[reason].of(text.language)


def sheets(tables: Tables, called: Mapping[str, str], text: Words) -> dict[str, DataFrame]:
    """The tables with readable names of sheets and columns, and words for codes."""
    return {text(f"survival.sheet.{name}"): _readable(table, called, text) for name, table in tables.items()}


def _readable(table: DataFrame, called: Mapping[str, str], text: Words) -> DataFrame:
    wording: Callable[[str], str] = lambda code: estimates.WORDINGS[code].of(text.language)  # noqa: E731
    say: dict[str, Callable[[str], str]] = {
        **dict.fromkeys(("arm", "first", "second"), lambda arm: called.get(arm, arm)),
        "cause": lambda code: text(f"cause.{code}"),
        "outcome": lambda code: text.known("outcome", code),
        **dict.fromkeys(("method", "reason"), wording),
        "axis": lambda axis: text(f"survival.axis.{axis}"),
        "about": lambda about: text(f"survival.about.{about}"),
    }
    columns: dict[str, Sequence[object]] = {}
    for column in table.columns:
        if column in LANGUAGES and column != text.language:
            continue
        values = table[column].tolist()
        if column in say:
            values = [None if isna(value) else say[column](value) for value in values]
        columns[text(f"survival.column.{'said' if column in LANGUAGES else column}")] = values
    return DataFrame(columns)


def days(found: Estimate) -> str:
    """An estimate in days with one decimal."""
    return printed.with_interval(found, 1)
