"""What other inputs make of an input: sedation of the encephalopathy grade, sessions of a pair of samples."""

from collections.abc import Sequence

import numpy as np

from clinical.common.wording import Wording
from clinical.eligibility.candidate_fields import Given
from clinical.eligibility.limits import REGISTERED
from clinical.eligibility.problems import Problem, agreed
from clinical.eligibility.ranges import Range
from clinical.eligibility.values import Bounds, read_times

SESSIONS = "plasma_exchange_times"
HOURS_SINCE_EXCHANGE = "hours_from_exchange_to_earlier_bilirubin"
WORST_GRADE = 4.0

EXCHANGE_CLASH = Wording(
    "the answers about plasma exchange before the earlier bilirubin contradict each other: not used",
    "前次胆红素采样前血浆置换的信息相互矛盾:未采用",
)


def resolve_facts(held: dict[str, Range], problems: list[Problem]) -> dict[str, Range]:
    """All inputs; a sedated patient has no encephalopathy grade, and the sessions are one interval."""
    grade = held["encephalopathy_grade"]
    asleep = held["sedated"].low == 1
    return dict(held) | {
        "encephalopathy_grade": Range.anything(len(grade.low), 0.0, WORST_GRADE).where(asleep, grade),
        HOURS_SINCE_EXCHANGE: _hours_since_exchange(held, problems),
    }


def _hours_since_exchange(held: dict[str, Range], problems: list[Problem]) -> Range:
    """Hours from the last session to the earlier bilirubin, infinite where there was none."""
    answer = held["exchange_before_earlier_bilirubin"]
    window = REGISTERED.exchange_hours
    domain = Range.anything(len(answer.low), 0.0)
    answered = Range.of(
        np.where(answer.high == 0, window, 0.0), np.where(answer.low == 1, window, np.inf), answer.high == 0
    )
    by_hours = agreed(
        answered, held[HOURS_SINCE_EXCHANGE], HOURS_SINCE_EXCHANGE, EXCHANGE_CLASH, domain, problems
    )
    return agreed(by_hours, held[SESSIONS], SESSIONS, EXCHANGE_CLASH, domain, problems)


def hours_since_session(sessions: Sequence[Given], sample: Range, problems: list[Problem]) -> Range:
    """Hours from the last session before the sample to the sample; infinite where no session came before."""
    bounds = []
    for row, given in enumerate(sessions):
        moments, problem = read_times(given)
        if problem:
            problems.append(Problem(row, SESSIONS, problem))
        bounds.append(_since_last(moments, float(sample.low[row]), float(sample.high[row])))
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
