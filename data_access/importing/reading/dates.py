"""A cell as a moment in ISO 8601: a day, a day and minute, or a part of a date; what cannot be read stays unread."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from data_access.importing.reading.grid import EPOCH_1900

YEAR, SERIAL = r"(?P<year>(?:19|20)\d\d)", re.compile(r"[2-6]\d{4}(\.\d+)?")
DAY = re.compile(
    YEAR
    + r"(?:(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})|年(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]?"
    r"|(?P<compact>\d{4}))(?P<rest>.*)"
)
PARTIAL = re.compile(YEAR + r"(?:年(?:(?P<month>\d{1,2})月)?|[-/](?P<m>\d{1,2}))")
NAMED = re.compile(
    r"(?P<day>\d{1,2})[- /]?(?P<name>[a-z]{3})[a-z]*[-, /]*" + YEAR + r"(?P<rest>.*)", re.IGNORECASE
)
ORDERED = re.compile(r"(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)" + YEAR + r"(?P<rest>.*)")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAY = re.compile(r"[(]?(星期|周|礼拜)[一二三四五六日天][)]?")
BEFORE_NOON, AFTER_NOON = (
    ("上午", "凌晨", "早上", "清晨", "am", "a.m."),
    ("下午", "晚上", "傍晚", "pm", "p.m."),
)
HALF = r"(?P<{}>上午|凌晨|早上|清晨|中午|下午|傍晚|晚上|[ap]\.?m\.?)?"
TIME = re.compile(
    r"[t:,]?\s*"
    + HALF.format("before")
    + r"\s*(?:(?P<hour>\d{1,2})(?::(?P<minute>\d\d)(?::\d\d(?:\.\d+)?)?|[时点](?:(?P<m>\d{1,2})分?)?"
    r"(?:\d{1,2}秒)?)|(?P<compact>\d{4})(?:\d\d)?)\s*" + HALF.format("after") + r"(?:\+08:?00)?",
    re.IGNORECASE,
)
ORDERS = ("dmy", "mdy")


@dataclass(frozen=True)
class Moment:
    """ISO 8601, or the cell as it is where `read` is False; `dropped`: a time that is none and was left out."""

    text: str
    read: bool = True
    dropped: str = ""


def moment(written: str, day_zero: date = EPOCH_1900, order: str = "") -> Moment:
    """What a cell says of day and minute; `order`: 'dmy' or 'mdy' where a person chose how 03/04/2026 is meant.

    A number is a day, and its part, as spreadsheets count them from `day_zero`. Seconds are left out. 24:00 is the
    next day's 00:00; a time that does not exist is dropped, its day stays.
    """
    plain = WEEKDAY.sub("", unicodedata.normalize("NFKC", written)).strip()
    if not plain:
        return Moment("")
    if SERIAL.fullmatch(plain):
        return _serial(float(plain), day_zero)
    partial = PARTIAL.fullmatch(plain)
    if partial and 1 <= int(partial["month"] or partial["m"] or 1) <= 12:
        month = partial["month"] or partial["m"]
        return Moment(f"{partial['year']}-{int(month):02}" if month else partial["year"])
    found = _day(plain, order)
    return Moment(written, read=False) if found is None else _with_time(*found, written)


def _serial(number: float, day_zero: date) -> Moment:
    minutes = round(number * 1440)
    day, rest = day_zero + timedelta(days=minutes // 1440), minutes % 1440
    return Moment(
        f"{day}T{rest // 60:02}:{rest % 60:02}" if "." in repr(number) and number % 1 else day.isoformat()
    )


def _day(plain: str, order: str) -> tuple[date, str] | None:
    """The day at the beginning of the text, and what follows it."""
    if match := DAY.fullmatch(plain):
        compact = match["compact"] or ""
        month, day = match["month"] or match["m"] or compact[:2], match["day"] or match["d"] or compact[2:]
        if match["mark"] and match["rest"][:1].isdigit():
            return None
    elif match := NAMED.fullmatch(plain):
        name = match["name"].lower()
        month, day = str(MONTHS.index(name) + 1) if name in MONTHS else "0", match["day"]
    elif (match := ORDERED.fullmatch(plain)) and order in ORDERS:
        day, month = (match["a"], match["b"]) if order == "dmy" else (match["b"], match["a"])
    else:
        return None
    try:
        return date(int(match["year"]), int(month), int(day)), match["rest"]
    except ValueError:
        return None


def _with_time(day: date, rest: str, written: str) -> Moment:
    if not rest.strip():
        return Moment(day.isoformat())
    match = TIME.fullmatch(rest.strip())
    if match is None:
        return Moment(written, read=False)
    hour, minute = _clock(match)
    if (hour, minute) == (24, 0):
        return Moment(f"{day + timedelta(days=1)}T00:00")
    if not (0 <= hour < 24 and 0 <= minute < 60):
        return Moment(day.isoformat(), dropped=rest.strip())
    return Moment(f"{day}T{hour:02}:{minute:02}")


def _clock(match: "re.Match[str]") -> tuple[int, int]:
    """Hour and minute; (-1, 0) for a half of the day that contradicts its hour."""
    compact = match["compact"] or ""
    hour, minute = int(match["hour"] or compact[:2]), int(match["minute"] or match["m"] or compact[2:] or 0)
    half = (match["before"] or match["after"] or "").lower()
    if half in AFTER_NOON:
        if hour == 12 and half in ("晚上", "傍晚"):
            return -1, 0  # midnight of which day?
        return (hour + 12 if hour < 12 else hour), minute
    if half == "中午":
        return (hour + 12 if hour < 3 else hour), minute
    if half in BEFORE_NOON:
        return (0 if hour == 12 else hour if hour < 12 else -1), minute
    return hour, minute
