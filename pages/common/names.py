"""Names and sentences that several pages share: visits, planned infusions, why a score is missing, unit slips."""

import re

from clinical.laboratory.tests import LAB_TESTS
from pages.common.text import Words

DECIMALS_OF_SIGNS = {"TEMP": 1}


def decimals(paramcd: str) -> int:
    """How many decimals a result is written with; grades, scores, pressures and rates are whole."""
    return LAB_TESTS[paramcd].decimals if paramcd in LAB_TESTS else DECIMALS_OF_SIGNS.get(paramcd, 0)


COUNTED = re.compile(r"(?P<unit>Day|Week|Month|Year) (?P<n>\d+)", re.IGNORECASE)


def visit_name(visit: str, words: Words) -> str:
    """The name of a visit as it stands under an axis."""
    if match := COUNTED.fullmatch(visit):
        return words(f"visit.{match['unit'].upper()}", n=match["n"])
    return words.known("visit", visit.upper())


NUMBERED = re.compile(r"(?P<unit>DAY|WEEK|MONTH) (?P<n>\d+)", re.IGNORECASE)


def due_name(kind: str, name: str, words: Words) -> str:
    """The words of an infusion (by number) or a visit; a visit of unknown form as its plan calls it."""
    if kind == "DOSE":
        return words("due.dose", n=name)
    if match := NUMBERED.fullmatch(name):
        return words(f"due.visit.{match['unit'].upper()}", n=match["n"])
    return words.known("due.visit", name)


def due_name_in_full(kind: str, name: str, words: Words) -> str:
    """The same for a list, where a visit must say that it is one."""
    name_ = due_name(kind, name, words)
    return name_ if kind == "DOSE" else words("due.visit_named", name=name_)


def days_away(days: int, words: Words) -> str:
    """How far the planned day is from the data cut-off, negative days having passed."""
    if days == 0:
        return words("due.today")
    return words("due.in_days", n=days) if days > 0 else words("due.ago", n=-days)


PHRASES = (
    (re.compile(r"(?P<code>\w+): not measured in this study"), "reason.study"),
    (re.compile(r"(?P<code>\w+): never measured in this patient"), "reason.patient"),
    (re.compile(r"(?P<code>\w+): none within (?P<hours>[\d.]+) h"), "reason.window"),
    (re.compile(r"(?P<code>\w+): known only as a limit"), "reason.limit"),
    (re.compile(r"(?P<code>\w+): only questioned values"), "reason.questioned"),
    (re.compile(r"not applicable: .*"), "reason.not_applicable"),
)


def reason_in_words(reason: str, words: Words) -> str:
    """The reason in words; a part that has no translation stays as the derivation wrote it."""
    return "; ".join(_part(part, words) for part in reason.split("; "))


def _part(part: str, words: Words) -> str:
    for pattern, key in PHRASES:
        if match := pattern.fullmatch(part):
            values = match.groupdict()
            named = {"code": words.short(values["code"])} if "code" in values else {}
            return words(key, **values | named)
    return part


MEANT = re.compile(r"meant in (?P<unit>\S+) it would be (?P<value>[\d.]+)")


SEEN = re.compile(r"seen are (?P<low>\S+) to (?P<high>\S+)$")


def unit_slip_in_words(detail: str, words: Words) -> str:
    """Why a value is questioned: which unit it was probably meant in, or between what such values lie."""
    if found := MEANT.search(detail):
        return words("source.slip", **found.groupdict())
    seen = SEEN.search(detail)
    return words("source.outside", **seen.groupdict()) if seen else detail
