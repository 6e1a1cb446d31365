"""Names of planned infusions and visits, in the reader's language."""

import re

from pages.common.text import Words

NUMBERED = re.compile(r"(?P<unit>DAY|WEEK|MONTH) (?P<n>\d+)", re.IGNORECASE)


def named(kind: str, name: str, text: Words) -> str:
    """The words of an infusion (by number) or a visit; a visit of unknown form as its plan calls it."""
    if kind == "DOSE":
        return text("due.dose", n=name)
    if match := NUMBERED.fullmatch(name):
        return text(f"due.visit.{match['unit'].upper()}", n=match["n"])
    return text.known("due.visit", name)


def in_full(kind: str, name: str, text: Words) -> str:
    """The same for a list, where a visit must say that it is one."""
    words = named(kind, name, text)
    return words if kind == "DOSE" else text("due.visit_named", name=words)


def in_days(days: int, text: Words) -> str:
    """How far the planned day is from the data cut-off, negative days having passed."""
    if days == 0:
        return text("due.today")
    return text("due.in_days", n=days) if days > 0 else text("due.ago", n=-days)
