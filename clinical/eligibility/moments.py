"""Times of sampling and of sessions in one time zone: only then do they tell hours and calendar days."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from clinical.common.wording import Wording
from clinical.eligibility.candidate import Given
from clinical.eligibility.ranges import Problem

TIMES = ("bilirubin_time", "earlier_bilirubin_time", "plasma_exchange_times")
ZONE_MISSING = Wording(
    "bears no time zone, and another time does: not comparable, not used",
    "未注明时区，而其他时刻注明:无法比较，未采用",
)

_ZONED = re.compile(
    r"\s*(?P<local>\d{4}-\d{1,2}-\d{1,2}[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*"
    r"(?P<zone>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)\s*",
    re.IGNORECASE,
)
_TIME_OF_DAY = re.compile(r"\d[T ]\d{1,2}:\d{2}")


def in_one_zone(
    table: Mapping[str, Sequence[Given]], size: int, problems: list[Problem]
) -> dict[str, Sequence[Given]]:
    """The table with the times of each row in the time zone of its first one; most rows bear none at all.

    A time of day without a zone beside one with a zone is not used, and noted.
    """
    columns = {name: list(values) for name in TIMES if (values := table.get(name)) is not None}
    for row in range(size):
        texts = {name: _texts(values[row]) for name, values in columns.items()}
        offsets = [_offset(text) for found in texts.values() for text in found]
        reference = next((offset for offset in offsets if offset is not None), None)
        if reference is None:
            continue
        for name, found in texts.items():
            if any(_TIME_OF_DAY.search(text) and _offset(text) is None for text in found):
                problems.append(Problem(row, name, ZONE_MISSING))
                columns[name][row] = None
            elif found:
                columns[name][row] = ";".join(_moved(text, reference) for text in found)
    return dict(table) | columns


def _texts(given: Given) -> list[str]:
    """The moments of one cell as text; nothing for a missing one or for numbers."""
    items = given if isinstance(given, (list, tuple)) else [given]
    texts = [item.isoformat() if isinstance(item, date) else item for item in items]
    return [part for text in texts if isinstance(text, str) for part in text.split(";") if part.strip()]


def _offset(text: str) -> timedelta | None:
    """How far the time's zone is ahead of UTC; None where it bears none."""
    match = _ZONED.fullmatch(text)
    if match is None:
        return None
    zone = match["zone"].upper()
    if zone in ("Z", "UTC", "GMT"):
        return timedelta(0)
    digits = zone[1:].replace(":", "").ljust(4, "0")
    ahead = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -ahead if zone[0] == "-" else ahead


def _moved(text: str, reference: timedelta) -> str:
    """A zoned time as the clock of the reference zone shows it; anything else, and no time at all, as it is."""
    match, own = _ZONED.fullmatch(text), _offset(text)
    if match is None or own is None:
        return text
    try:
        return (datetime.fromisoformat(match["local"]) - own + reference).isoformat()
    except ValueError:
        return match["local"]
