"""Ages and intervals from dates: completed years, days to ascites or encephalopathy, hours between samples.

A partial date is all the days it allows, so the interval is a range as well. Dates in an impossible order
are not used and the reader is told at the field.
"""

import numpy as np

from clinical.common.wording import Wording
from clinical.eligibility.ranges import Bools, Floats, Problem, Range, agreed, note

TO_COMPLICATION = "days_to_ascites_or_encephalopathy"
TO_ENCEPHALOPATHY = "days_from_first_symptom_to_encephalopathy"
FROM_FIRST_SIGN = "days_from_first_sign"
HOURS_BETWEEN = "hours_between_bilirubins"
CALENDAR_DAYS = "calendar_days_between_bilirubins"
EPISODE_DAYS = 28.0
"""What came longer before the first sign of liver failure is no complication of this episode."""

ONSETS = ("first_symptom_date", "jaundice_date", "coagulopathy_date", "ascites_date", "encephalopathy_date")

AGE_CLASH = Wording("age and birth date disagree: neither is used", "年龄与出生日期不一致:两项均未采用")
BORN_LATER = Wording("is after the date of assessment: not used", "晚于评估日期:未采用")
DAYS_CLASH = Wording("does not agree with the dates: neither is used", "与所填日期不一致:均未采用")
WRONG_ORDER = Wording("is before the first symptom: dates not used", "早于首发症状日期:日期未采用")
OTHER_EPISODE = Wording(
    "is more than 28 days before jaundice or coagulopathy: not a complication of this episode, not used",
    "早于黄疸或凝血障碍28天以上:不属于本次病程的并发症，未采用",
)
SAMPLES_WRONG_ORDER = Wording(
    "is not before the time of the later one: not used", "不早于后一次采样时间:未采用"
)
TIMES_CLASH = Wording("does not agree with the sampling times: neither is used", "与采样时间不一致:均未采用")


def resolve_dates(held: dict[str, Range], problems: list[Problem]) -> dict[str, Range]:
    """All inputs, with ages and intervals replaced by what numbers and dates allow together.

    `age_years` and `age_at_consent` become completed years.
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
    given = whole(held["age_at_consent"])
    then = agreed(given, _years(birth, consent), "age_at_consent", AGE_CLASH, domain, problems)
    return {"age_years": age, "age_at_consent": then}


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
    first_sign = jaundice.least(coagulopathy)
    complication = _first_complication(held, first_sign, problems)
    from_both = complication.minus(jaundice.greatest(coagulopathy))
    days = _agreed_days(held, TO_COMPLICATION, from_both, problems)
    # The first sign cannot come after the day on which both were there.
    at_least_as_long = Range.of(days.low, np.inf, days.low_open)
    from_first = complication.minus(first_sign).within(at_least_as_long)
    return {
        TO_COMPLICATION: days,
        FROM_FIRST_SIGN: _agreed_days(held, FROM_FIRST_SIGN, from_first, problems),
        TO_ENCEPHALOPATHY: _to_encephalopathy(held, problems),
    }


def _agreed_days(held: dict[str, Range], name: str, by_dates: Range, problems: list[Problem]) -> Range:
    """The days as given and as the dates say; a number that was not given bounds nothing."""
    given, unbounded = held[name], Range.anything(len(by_dates.low))
    blank = (given.low == -EPISODE_DAYS) & ~given.low_open & (given.high == np.inf)
    return agreed(unbounded.where(blank, given), by_dates, name, DAYS_CLASH, unbounded, problems)


def _first_complication(held: dict[str, Range], first_sign: Range, problems: list[Problem]) -> Range:
    """The day on which ascites or encephalopathy of this episode came first; what is absent has no day."""
    size = len(first_sign.low)
    never = Range.exactly(np.full(size, np.inf))
    absent = (held["encephalopathy_ever"].high == 0) & (held["encephalopathy_grade"].low < 1)
    absent &= held["sedated"].low != 1
    none = {"ascites_date": held["ascites"].high == 0, "encephalopathy_date": absent}
    first = never
    for name, missing in none.items():
        early = held[name].high < first_sign.low - EPISODE_DAYS
        note(problems, early & ~missing, name, OTHER_EPISODE)
        first = first.least(never.where(missing | early, held[name]))
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
    by_times = whole(later).minus(whole(earlier)).within(Range.of(0.0, np.inf))
    days = by_hours.within(Range.anything(len(given.low)).where(by_times.empty, by_times))
    calendar = agreed(held[CALENDAR_DAYS], days, CALENDAR_DAYS, TIMES_CLASH, by_hours, problems)
    return {HOURS_BETWEEN: between, CALENDAR_DAYS: calendar}
