"""Days as they are shown: dates, or days of the study where a date would tell who is meant.

In a de-identified copy the dates of each patient are moved so that day 1 is DAY_ONE: which day of the study a moved
date is follows from the date alone. There is no day 0.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

DAY_ONE = date(2000, 1, 1)
DATE, DATE_TIME = "%Y-%m-%d", "%Y-%m-%d %H:%M"
SHORT_DATE, SHORT_DATE_TIME = "%m-%d", "%m-%d %H:%M"
DAY_IN_TEXT = re.compile(r"(?<![\d-])(\d{4}-\d{2}-\d{2})(?![\d-])(?:[T ](?=\d{2}))?")

Named = Callable[[int], str]
"""How a day of the study is called: 15 -> 'D15'."""


def study_day(day: date) -> int:
    """The day of the study of a moved date (its time of day is passed over): 1 for DAY_ONE, -1 for the day before."""
    after = date(day.year, day.month, day.day).toordinal() - DAY_ONE.toordinal()
    return after + 1 if after >= 0 else after


def date_of(number: int) -> date:
    """The moved date of a day of the study; ValueError for day 0, OverflowError where no calendar reaches."""
    if number == 0:
        raise ValueError("There is no study day 0.")
    return DAY_ONE + timedelta(days=number - 1 if number > 0 else number)


def written(moment: date | str, form: str, named: Named | None) -> str:
    """A date in this form, text as it was recorded; with `named`, the day of the study for every date in it.

    Only the form's time of day is kept then: '2000-01-15T08:30' -> 'D15 08:30'.
    """
    if isinstance(moment, str):
        return moment if named is None else _in_text(moment, named)
    if named is None:
        return f"{moment:{form}}"
    day = named(study_day(moment))
    return f"{day} {moment:%H:%M}" if "%H" in form else day


def _in_text(text: str, named: Named) -> str:
    def day(found: re.Match[str]) -> str:
        try:
            name = named(study_day(date.fromisoformat(found[1])))
        except ValueError:
            return found[0]  # looks like a date and is none
        return f"{name} " if found[0] != found[1] else name

    return DAY_IN_TEXT.sub(day, text)
