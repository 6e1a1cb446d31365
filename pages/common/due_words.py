"""Names of planned infusions and visits, in the reader's language."""

import re

from pages.common.text import Words

NUMBERED = re.compile(r"(?P<unit>DAY|WEEK|MONTH) (?P<n>\d+)", re.IGNORECASE)


def named(kind: str, name: str, words: Words) -> str:
    """The words of an infusion (by number) or a visit; a visit of unknown form as its plan calls it."""
    if kind == "DOSE":
        return words("due.dose", n=name)
    if match := NUMBERED.fullmatch(name):
        return words(f"due.visit.{match['unit'].upper()}", n=match["n"])
    return words.known("due.visit", name)


def in_full(kind: str, name: str, words: Words) -> str:
    """The same for a list, where a visit must say that it is one."""
    name_ = named(kind, name, words)
    return name_ if kind == "DOSE" else words("due.visit_named", name=name_)


def in_days(days: int, words: Words) -> str:
    """How far the planned day is from the data cut-off, negative days having passed."""
    if days == 0:
        return words("due.today")
    return words("due.in_days", n=days) if days > 0 else words("due.ago", n=-days)
