"""From what was typed, uploaded or stored to the range it stands for: nothing is guessed.

A value that cannot be read, is outside what is possible or carries a unit unknown for its test becomes not
known, with one sentence that says so at its field.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import numpy as np

from clinical.common.wording import Wording, same
from clinical.eligibility.answers import NOT_ASSESSABLE, NOT_KNOWN, bounds_of_word
from clinical.eligibility.candidate import Field, Given
from clinical.laboratory.units import factor

NOT_A_NUMBER = Wording("'{given}' is not a number: not used", "“{given}”不是数值，未采用")
TOO_LOW = Wording("must be above {low}: {given} is not used", "须大于{low}:{given}未采用")
BELOW_DOMAIN = Wording("must be {low} or more: {given} is not used", "须不小于{low}:{given}未采用")
ABOVE_DOMAIN = Wording("must be {high} or less: {given} is not used", "须不大于{high}:{given}未采用")
UNIT_NOT_KNOWN = Wording(
    "unit not recognised: '{unit}'; the value is not used", "无法识别的单位:“{unit}”，该值未采用"
)
NOT_A_WORD = Wording("'{given}' is not one of the answers: not used", "“{given}”不是可用选项，未采用")
NOT_A_DATE = Wording(
    "'{given}' is not a date (YYYY-MM-DD): not used", "“{given}”不是日期(YYYY-MM-DD)，未采用"
)

DECIMAL_COMMA = Wording(
    "'{given}' has a decimal comma: write {written}; not used", "“{given}”含逗号:请写作{written}，未采用"
)
NO_SUCH_TIME = Wording(
    "'{given}': there is no such time of day; only the day is used", "“{given}”:时刻不存在，仅采用日期"
)

_COMMA = re.compile(r"\d+,\d+")
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+")
# What a laboratory prints beside a result that is out of its range.
_FLAG = r"(?:[↑↓⇑⇓▲▼△▽]+|\*+|\(?(?:HH|LL|H|L|偏高|偏低|升高|降低|高|低|异常)\)?)"
_FLAG_BEFORE = re.compile(rf"^(?:{_FLAG}\s*)+(?=[<>≤≥\d.+-])", re.IGNORECASE)
# A letter is a mark only where it stands alone: 'L' in '10^9/L' is part of the unit.
_FLAG_ONLY = re.compile(rf"^(?:{_FLAG}(?=$|\s)\s*|[↑↓⇑⇓▲▼△▽*]+\s*)+", re.IGNORECASE)
_FLAG_AT_END = re.compile(rf"(?:\s+{_FLAG}|[↑↓⇑⇓▲▼△▽*]+)+$", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<sign><=|>=|[<>≤≥])?\s*(?P<number>[+-]?(?:\d+(?:\.\d*)?|\.\d+))\s*(?P<unit>.*)")
_DATE = re.compile(
    r"(?P<year>\d{4})(?:[-/.年](?P<month>\d{1,2})(?:[-/.月](?P<day>\d{1,2})日?)?)?月?年?"
    r"(?:[T ](?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
)


class Bounds(NamedTuple):
    """The range a given value stands for, and what was wrong with it if anything."""

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False
    problem: Wording | None = None


def read(field: Field, raw: Given) -> Bounds:
    """The range of one given value; the field's whole domain where nothing is known."""
    if _is_missing(raw):
        return _anything(field)
    if field.kind not in ("number", "date", "time"):
        return _word(field, raw)
    # Of ascites 'none' is a finding; of a number it is what a file writes for nothing.
    if isinstance(raw, str) and _plain(raw).lower() == "none":
        return _anything(field)
    return _number(field, raw) if field.kind == "number" else _moment(field, raw)


def read_times(raw: Given) -> tuple[list[Bounds] | None, Wording | None]:
    """Several moments, from a list or text separated by ';'; None where none may have been recorded."""
    if raw is None or (not isinstance(raw, (list, tuple)) and _is_missing(raw)):
        return None, None
    if isinstance(raw, str) and _plain(raw).lower() in ("none", "no", "无", "0"):
        return [], None
    items: Iterable[Given] = raw.split(";") if isinstance(raw, str) else raw
    field = Field("time", same(""), low=float("-inf"))
    moments = [read(field, item) for item in items if not _is_missing(item)]
    problem = next((moment.problem for moment in moments if moment.problem), None)
    return (None if problem else moments), problem


def shown(raw: Given) -> str:
    """A given value as short text for a message."""
    text = str(raw)
    return text if len(text) <= 24 else text[:23] + "…"


def _is_missing(raw: Given) -> bool:
    if raw is None or type(raw).__name__ in ("NAType", "NaTType"):
        return True
    if isinstance(raw, str):
        return _plain(raw).lower() in NOT_KNOWN
    # Of these types only the missing value differs from itself.
    return isinstance(raw, (float, np.floating, np.datetime64)) and bool(raw != raw)  # noqa: PLR0124


def _plain(text: str) -> str:
    """Full-width forms and compatibility characters as their plain ones; no outer blanks."""
    return unicodedata.normalize("NFKC", text).strip()


def _anything(field: Field, problem: Wording | None = None) -> Bounds:
    return Bounds(field.low, field.high, field.low_open, False, problem)


def _number(field: Field, raw: Given) -> Bounds:
    if isinstance(raw, (bool, np.bool_)):
        return _anything(field, NOT_A_NUMBER.fill(given=raw))
    match = _NUMBER.fullmatch(_unflagged(raw) if isinstance(raw, str) else _positional(raw))
    if match is None or _COMMA.match(match["number"] + match["unit"]):
        return _anything(field, _not_a_number(raw))
    unit = _without_flags(match["unit"])
    multiplier = _multiplier(field, unit)
    if multiplier is None:
        return _anything(field, UNIT_NOT_KNOWN.fill(unit=shown(unit)))
    # Ten digits: 20 mg/dL is 342 umol/L and not 341.99999999999994.
    value = float(f"{float(match['number']) * multiplier:.10g}")
    return _impossible(field, value, raw) or _with_sign(field, match["sign"], value)


def _positional(raw: Given) -> str:
    """A number without an exponent: 0.00001, and not 1e-05, which no laboratory writes."""
    return np.format_float_positional(float(raw), trim="-")


def _unflagged(raw: str) -> str:
    """The text without the mark that a laboratory puts before a result out of its range."""
    return _FLAG_BEFORE.sub("", _plain(raw))


def _without_flags(unit: str) -> str:
    """What stands behind a number, without such a mark at its beginning or end."""
    kept = _FLAG_ONLY.sub("", unit)
    return _FLAG_AT_END.sub("", kept).strip()


def bare(written: str) -> bool:
    """Whether a text is a number (with its sign and its marks) that carries no unit of its own."""
    match = _NUMBER.fullmatch(_unflagged(written))
    return match is not None and _without_flags(match["unit"]) == ""


def _not_a_number(raw: Given) -> Wording:
    """Why a text is no number: a decimal comma is named as such, and never read as a thousand."""
    comma = _COMMA.search(_plain(str(raw)))
    if comma is None:
        return NOT_A_NUMBER.fill(given=shown(raw))
    point = comma[0].replace(",", ".", 1)
    thousands = comma[0].replace(",", "")
    both = _THOUSANDS.fullmatch(comma[0])
    written = Wording(f"{thousands} or {point}", f"{thousands}或{point}") if both else same(point)
    return DECIMAL_COMMA.fill(given=shown(raw), written=written)


def _multiplier(field: Field, unit: str) -> float | None:
    """From the unit written behind a number to the field's unit; 1 where none is written."""
    if unit == "" or unit == field.unit:
        return 1.0
    return factor(field.paramcd, unit) if field.paramcd else None


def _impossible(field: Field, value: float, raw: Given) -> Bounds | None:
    if field.low_open and value <= field.low:
        return _anything(field, TOO_LOW.fill(low=f"{field.low:g}", given=shown(raw)))
    if value < field.low and field.below:
        return _anything(field, field.below.fill(given=shown(raw)))
    if value < field.low:
        return _anything(field, BELOW_DOMAIN.fill(low=f"{field.low:g}", given=shown(raw)))
    if value > field.high:
        return _anything(field, ABOVE_DOMAIN.fill(high=f"{field.high:g}", given=shown(raw)))
    return None


def _with_sign(field: Field, sign: str | None, value: float) -> Bounds:
    """A censored result: everything on its side of the value, as far as the domain goes."""
    if sign in ("<", "<=", "≤"):
        return Bounds(field.low, value, field.low_open, sign == "<")
    if sign in (">", ">=", "≥"):
        return Bounds(value, field.high, sign == ">", False)
    return Bounds(value, value)


def _word(field: Field, raw: Given) -> Bounds:
    """An answer, severity, grade or choice."""
    if isinstance(raw, (bool, np.bool_)):
        word = "yes" if raw else "no"
    elif isinstance(raw, (int, float, np.number)):
        word = f"{float(raw):g}"
    else:
        word = _plain(str(raw)).lower()
    if word in NOT_ASSESSABLE:
        return _anything(field)
    bounds = bounds_of_word(field, word)
    return _anything(field, NOT_A_WORD.fill(given=shown(raw))) if bounds is None else Bounds(*bounds)


def _moment(field: Field, raw: Given) -> Bounds:
    """Days since year 1, as a fraction for a time; a partial date is every day it allows."""
    if isinstance(raw, np.datetime64):
        raw = raw.astype("datetime64[us]").item()
    if isinstance(raw, (int, float, np.number)):
        raw = f"{float(raw):g}"
    match = _DATE.fullmatch(raw.isoformat() if isinstance(raw, date) else _plain(str(raw)))
    span = _span(match) if match else None
    if match is None or span is None:
        return _anything(field, NOT_A_DATE.fill(given=shown(raw)))
    first, last = (float(day.toordinal()) for day in span)
    if field.kind == "date":
        return Bounds(first, last)
    if match["hour"] is None:
        return Bounds(first, last + 1, False, True)
    if not _is_time(match):
        return Bounds(first, last + 1, False, True, NO_SUCH_TIME.fill(given=shown(raw)))
    moment = first + (int(match["hour"]) + int(match["minute"]) / 60) / 24
    return Bounds(moment, moment)


def _is_time(match: re.Match[str]) -> bool:
    """Whether the clock has this time; 24:00 is the end of the day."""
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    return (hour < 24 and minute < 60 and second <= 60) or (hour, minute, second) == (24, 0, 0)


def _span(match: re.Match[str]) -> tuple[date, date] | None:
    """First and last day of a year, a month or a day; None if the calendar has no such day."""
    year, month = int(match["year"]), int(match["month"] or 1)
    try:
        first = date(year, month, int(match["day"] or 1))
    except ValueError:
        return None
    if match["day"]:
        return first, first
    last_month = month if match["month"] else 12
    return first, date(year, last_month, monthrange(year, last_month)[1])
