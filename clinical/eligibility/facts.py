"""What other inputs make of an input: sedation of the encephalopathy grade, sessions of a pair of samples.

Times of sampling and of sessions in one time zone: only then do they give hours and calendar days.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import numpy as np

from clinical.common.wording import Wording
from clinical.eligibility.candidate import Given
from clinical.eligibility.kleene import TRUE
from clinical.eligibility.limits import REGISTERED
from clinical.eligibility.ranges import Problem, Range, agreed, note
from clinical.eligibility.values import Bounds, read_times

SESSIONS = "plasma_exchange_times"
EXCHANGE_ANSWER = "exchange_before_earlier_bilirubin"
EXCHANGE_BETWEEN = "exchange_between_bilirubins"
"""Derived: 1 where a session came between the two samples, 0 where none did."""
HOURS_SINCE_EXCHANGE = "hours_from_exchange_to_earlier_bilirubin"
SESSION_BETWEEN = "session_between_bilirubins"
"""Derived from the times of the sessions alone."""
WORST = "encephalopathy_worst_grade"
WORST_GRADE = 4.0

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

EXCHANGE_CLASH = Wording(
    "the answers about plasma exchange before the earlier bilirubin contradict each other: not used",
    "前次胆红素采样前血浆置换的信息相互矛盾:未采用",
)
NEVER_YET_GRADED = Wording(
    "HE is answered as never present, yet graded: the grade counts",
    "填写从未出现肝性脑病，但已有分级:以分级为准",
)


def resolve_grade(held: dict[str, Range], problems: list[Problem]) -> dict[str, Range]:
    """All inputs; a sedated patient has no encephalopathy grade."""
    grade = held["encephalopathy_grade"]
    asleep = held["sedated"].low == 1
    note(problems, (held["encephalopathy_ever"].high == 0) & (held[WORST].low >= 1), WORST, NEVER_YET_GRADED)
    return dict(held) | {
        "encephalopathy_grade": Range.anything(len(grade.low), 0.0, WORST_GRADE).where(asleep, grade)
    }


def resolve_exchange(held: dict[str, Range], problems: list[Problem]) -> dict[str, Range]:
    """All inputs; the sessions are one interval, and `exchange_between_bilirubins` is added."""
    return dict(held) | {
        HOURS_SINCE_EXCHANGE: _hours_since_exchange(held, problems),
        EXCHANGE_BETWEEN: _between(held),
    }


def _hours_since_exchange(held: dict[str, Range], problems: list[Problem]) -> Range:
    """Hours from the last session to the earlier bilirubin, infinite where there was none."""
    answer = held[EXCHANGE_ANSWER]
    window = REGISTERED.exchange_hours
    domain = Range.anything(len(answer.low), 0.0)
    not_before = answer.high < 2
    answered = Range.of(
        np.where(not_before, window, 0.0), np.where(answer.low == 2, window, np.inf), not_before
    )
    by_hours = agreed(
        answered, held[HOURS_SINCE_EXCHANGE], HOURS_SINCE_EXCHANGE, EXCHANGE_CLASH, domain, problems
    )
    return agreed(by_hours, held[SESSIONS], SESSIONS, EXCHANGE_CLASH, domain, problems)


def _between(held: dict[str, Range]) -> Range:
    """Whether a session came between the samples; nobody's 'no' stands against another source's 'yes'.

    Hours from the last session to the earlier sample say that none came after it.
    """
    answer, listed = held[EXCHANGE_ANSWER], held[SESSION_BETWEEN]
    since = held["bilirubin_hours_after_exchange"].below(held["hours_between_bilirubins"]) == TRUE
    certain = (answer.low == answer.high) & (answer.low == 1) | (listed.low == 1) | since
    last_before = held[HOURS_SINCE_EXCHANGE]
    denied = (answer.high == 0) | (listed.high == 0) | (np.isfinite(last_before.high) & last_before.known)
    return Range.of(certain.astype(float), np.where(denied & ~certain, 0.0, 1.0))


def sessions_and_sample(
    sessions: Sequence[Given], earlier: Range, later: Range, problems: list[Problem]
) -> dict[str, Range]:
    """The sessions against the pair: hours to the earlier sample (infinite: none before), and one between."""
    hours, between = [], []
    for row, given in enumerate(sessions):
        moments, problem = read_times(given)
        if problem:
            problems.append(Problem(row, SESSIONS, problem))
        first = float(earlier.low[row]), float(earlier.high[row])
        hours.append(_since_last(moments, *first))
        between.append(_any_between(moments, first, (float(later.low[row]), float(later.high[row]))))
    return {SESSIONS: _range(hours), SESSION_BETWEEN: _range(between)}


def _range(bounds: list[tuple[float, float]]) -> Range:
    low, high = zip(*bounds, strict=True) if bounds else ((), ())
    return Range.of(np.asarray(low, dtype=float), np.asarray(high, dtype=float))


def _since_last(moments: list[Bounds] | None, earliest: float, latest: float) -> tuple[float, float]:
    """Shortest and longest time in hours that the sample can have been taken after the last session."""
    if moments is None:
        return 0.0, np.inf
    if moments and not np.isfinite(earliest):
        return 0.0, np.inf
    possible = [max(0.0, earliest - moment.high) for moment in moments if moment.low <= latest]
    certain = [latest - moment.low for moment in moments if moment.high <= earliest]
    return 24 * min(possible, default=np.inf), 24 * min(certain, default=np.inf)


def _any_between(
    moments: list[Bounds] | None, earlier: tuple[float, float], later: tuple[float, float]
) -> tuple[float, float]:
    """0 to 1: whether a session certainly, or possibly, came after the earlier and before the later sample."""
    if moments is None:
        return 0.0, 1.0
    certain = any(moment.low > earlier[1] and moment.high <= later[0] for moment in moments)
    possible = any(moment.high > earlier[0] and moment.low <= later[1] for moment in moments)
    return float(certain), float(possible)


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
