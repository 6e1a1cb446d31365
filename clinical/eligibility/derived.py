"""Ages and intervals from dates: completed years, days to ascites or encephalopathy, hours between samples.

A partial date is all the days it allows, so the interval is a range as well. Dates in an impossible order
are not used and the reader is told at the field.

What other inputs make of an input: sedation of the encephalopathy grade, sessions of a pair of samples.
"""

from collections.abc import Sequence

import numpy as np

from clinical.common.wording import Wording
from clinical.eligibility.candidate import Given
from clinical.eligibility.limits import REGISTERED
from clinical.eligibility.ranges import Bools, Floats, Problem, Range, agreed, note
from clinical.eligibility.values import Bounds, read_times

TO_COMPLICATION = "days_to_ascites_or_encephalopathy"
TO_ENCEPHALOPATHY = "days_from_first_symptom_to_encephalopathy"
HOURS_BETWEEN = "hours_between_bilirubins"

ONSETS = ("first_symptom_date", "jaundice_date", "coagulopathy_date", "ascites_date", "encephalopathy_date")

AGE_CLASH = Wording("age and birth date disagree: neither is used", "年龄与出生日期不一致:两项均未采用")
BORN_LATER = Wording("is after the date of assessment: not used", "晚于评估日期:未采用")
DAYS_CLASH = Wording("does not agree with the dates: neither is used", "与所填日期不一致:均未采用")
WRONG_ORDER = Wording("is before the first symptom: dates not used", "早于首发症状日期:日期未采用")
SAMPLES_WRONG_ORDER = Wording(
    "is not before the time of the later one: not used", "不早于后一次采样时间:未采用"
)
TIMES_CLASH = Wording("does not agree with the sampling times: neither is used", "与采样时间不一致:均未采用")


def resolve_dates(held: dict[str, Range], problems: list[Problem]) -> dict[str, Range]:
    """All inputs, with ages and intervals replaced by what numbers and dates allow together.

    `age_years` and `age_at_consent` become completed years; `days_from_first_sign` and
    `calendar_days_between_bilirubins` are added.
    """
    ranges = dict(held)
    held = held | _without_later_onsets(held, problems)
    ranges |= _ages(held, problems)
    ranges |= _onsets(held, problems)
    return ranges | _samples(held, problems)


def _ages(held: dict[str, Range], problems: list[Problem]) -> dict[str, Range]:
    birth, today, consent = (held[n] for n in ("birth_date", "assessment_date", "consent_date"))
    domain = Range.anything(len(birth.low), 0.0)
    later = birth.low > today.high
    note(problems, later, "birth_date", BORN_LATER)
    birth = Range.anything(len(birth.low)).where(later, birth)
    age = agreed(whole(held["age_years"]), _years(birth, today), "age_years", AGE_CLASH, domain, problems)
    return {"age_years": age, "age_at_consent": _years(birth, consent)}


def whole(held: Range) -> Range:
    """The whole part: completed years of an age, the day of a time."""
    top = np.where(held.high_open, np.ceil(held.high) - 1, np.floor(held.high))
    return Range.of(np.floor(held.low), top)


def _years(birth: Range, day: Range) -> Range:
    known = np.isfinite(birth.low) & np.isfinite(day.low)
    fewest = np.maximum(_years_between(birth.high, day.low, known), 0.0)
    return Range.of(fewest, np.where(known, _years_between(birth.low, day.high, known), np.inf))


def _years_between(birth: Floats, day: Floats, known: Bools) -> Floats:
    """Completed years by the calendar; a 29 February birthday falls on 1 March in other years."""
    return np.floor((_digits(np.where(known, day, 1)) - _digits(np.where(known, birth, 1))) / 10000)


def _digits(ordinals: Floats) -> Floats:
    """Days since year 1 as the number YYYYMMDD, whose differences count years by the calendar."""
    days = np.datetime64("0001-01-01", "D") + (ordinals.astype(np.int64) - 1)
    months = days.astype("datetime64[M]")
    month_number = months.astype(np.int64)
    years, month = month_number // 12 + 1970, month_number % 12 + 1
    day = (days - months).astype(np.int64) + 1
    return np.asarray(years * 10000 + month * 100 + day, dtype=np.float64)


def _without_later_onsets(held: dict[str, Range], problems: list[Problem]) -> dict[str, Range]:
    """The dates of onset, unknown where they lie after the assessment."""
    kept = {}
    for name in ONSETS:
        later = held[name].low > held["assessment_date"].high
        note(problems, later, name, BORN_LATER)
        kept[name] = Range.anything(len(later)).where(later, held[name])
    return kept


def _onsets(held: dict[str, Range], problems: list[Problem]) -> dict[str, Range]:
    jaundice, coagulopathy = held["jaundice_date"], held["coagulopathy_date"]
    unbounded = Range.anything(len(jaundice.low))
    complication = _first_complication(held)
    from_both = complication.minus(jaundice.greatest(coagulopathy))
    from_first = complication.minus(jaundice.least(coagulopathy))
    given = held[TO_COMPLICATION]
    days = agreed(given, from_both, TO_COMPLICATION, DAYS_CLASH, unbounded, problems)
    # The first sign cannot come after the day on which both were there.
    at_least_as_long = Range.of(days.low, np.inf)
    return {
        TO_COMPLICATION: days,
        "days_from_first_sign": from_first.within(at_least_as_long),
        TO_ENCEPHALOPATHY: _to_encephalopathy(held, problems),
    }


def _first_complication(held: dict[str, Range]) -> Range:
    """The day on which ascites or encephalopathy came first; what is absent has no day."""
    size = len(held["ascites_date"].low)
    never = Range.exactly(np.full(size, np.inf))
    ascites = never.where(held["ascites"].high == 0, held["ascites_date"])
    absent = (held["encephalopathy_ever"].high == 0) & (held["encephalopathy_grade"].high < 1)
    encephalopathy = never.where(absent, held["encephalopathy_date"])
    first = ascites.least(encephalopathy)
    return Range.anything(size).where(first.low == np.inf, first)


def _to_encephalopathy(held: dict[str, Range], problems: list[Problem]) -> Range:
    given, onset = held[TO_ENCEPHALOPATHY], held["encephalopathy_date"]
    domain = Range.anything(len(given.low), 0.0)
    days = onset.minus(held["first_symptom_date"])
    before = days.high < 0
    note(problems, before, "encephalopathy_date", WRONG_ORDER)
    return agreed(given, domain.where(before, days), TO_ENCEPHALOPATHY, DAYS_CLASH, domain, problems)


def _samples(held: dict[str, Range], problems: list[Problem]) -> dict[str, Range]:
    later, earlier, given = (held[n] for n in ("bilirubin_time", "earlier_bilirubin_time", HOURS_BETWEEN))
    domain = Range.anything(len(given.low), 0.0, low_open=True)
    hours = later.minus(earlier).times(24.0)
    wrong = hours.high <= 0
    note(problems, wrong, "earlier_bilirubin_time", SAMPLES_WRONG_ORDER)
    between = agreed(given, domain.where(wrong, hours), HOURS_BETWEEN, TIMES_CLASH, domain, problems)
    by_hours = Range.of(np.floor(between.low / 24), np.ceil(between.high / 24))
    days = by_hours.within(whole(later).minus(whole(earlier)))
    return {HOURS_BETWEEN: between, "calendar_days_between_bilirubins": days}


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
