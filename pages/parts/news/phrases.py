"""A happening in words: what it is, and from which value to which. Rows are those of data_access.ward.news."""

from typing import Any

from pandas import isna

from clinical.laboratory.units import printed
from clinical.ward.news import COMA, DEATH, GRADE3, MISSED, ORGAN, TO_AMBER, TO_RED
from pages.common import names
from pages.common.text import Words

# What a crossed limit or death says in red; everything else is said in the second colour.
RED_ONES = frozenset({DEATH, ORGAN, COMA, TO_RED})


def what(row: Any, words: Words) -> str:
    """The happening without its figures."""
    if row.code in (TO_RED, TO_AMBER):
        return words(f"news.{row.code}", what=words(f"mark.{row.term}"))
    if row.code == ORGAN:
        return words("news.ORGAN", what=words.known("news.organ", row.term))
    if row.code == GRADE3 and isna(row.grade):
        return words("news.GRADE3_ungraded", what=row.term)
    grade = "" if isna(row.grade) else int(row.grade)
    return words(f"news.{row.code}", what=row.term, grade=grade)


def change(row: Any, words: Words) -> str:
    """From which value to which, with the unit; the grade of an event; why an infusion was missed."""
    if not isna(row.aval):
        named = f"{words.short(row.paramcd)} " if row.code == ORGAN else ""
        before = "" if isna(row.base) else f"{figure(row.paramcd, row.base)} → "
        return f"{named}{before}{figure(row.paramcd, row.aval)} {_unit(row)}".rstrip()
    if row.code == GRADE3:
        return ""
    if not isna(row.grade):
        return words("news.grade", grade=int(row.grade))
    if row.code == MISSED:
        return words.known("due.reason", row.avalc)
    told = words.known("news.severity", row.avalc) if isinstance(row.avalc, str) else row.term
    return told if isinstance(told, str) and told not in what(row, words) else ""


def brief(row: Any, words: Words) -> str:
    """What stands in one cell of the board: the weightiest happening and how many more."""
    if not row.n:
        return ""
    more = f" {words('news.more', n=int(row.n) - 1)}" if row.n > 1 else ""
    return what(row, words) + late(row, words) + more


def late(row: Any, words: Words) -> str:
    """The mark of what was entered late."""
    return f" ({words('news.late')})" if row.latefl == "Y" else ""


def figure(paramcd: str, value: float) -> str:
    """A value with the decimals of its test; grades, scores and pressures are whole."""
    return f"{value:.{names.decimals(paramcd)}f}"


def _unit(row: Any) -> str:
    return printed(row.avalu) if isinstance(row.avalu, str) else ""
