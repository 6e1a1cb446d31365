"""Candidates as columns of ranges: one row per person, one column per input, every input present.

One candidate is a table of one row; a cohort goes through the same code.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from clinical.eligibility.candidate import FIELDS, Field, Given
from clinical.eligibility.derived import resolve_dates
from clinical.eligibility.facts import (
    SESSIONS,
    in_one_zone,
    resolve_exchange,
    resolve_grade,
    sessions_and_sample,
)
from clinical.eligibility.limits import FRESH_HOURS
from clinical.eligibility.ranges import Bools, Problem, Range
from clinical.eligibility.values import Bounds, read

AGE_OF = {
    "bilirubin_umol_l": "bilirubin_age_hours",
    "inr": "inr_age_hours",
    "pta_percent": "pta_age_hours",
    "creatinine_umol_l": "creatinine_age_hours",
    "sodium_mmol_l": "sodium_age_hours",
    "encephalopathy_grade": "encephalopathy_age_hours",
    "ascites": "ascites_age_hours",
    "severe_bleeding_or_dic": "bleeding_age_hours",
    "liver_cancer": "liver_imaging_age_days",
}
"""The field that says how old a value is."""


@dataclass(frozen=True, eq=False)
class Columns:
    """`ranges` per input, after dates, times and answers about the same thing were brought together.

    `read` are the ranges as given, `problems` what could not be used and why, `size` the number of rows.
    """

    read: dict[str, Range]
    ranges: dict[str, Range]
    problems: tuple[Problem, ...]
    size: int

    def __getitem__(self, name: str) -> Range:
        return self.ranges[name]

    @cached_property
    def fresh(self) -> "Columns":
        """The same candidates with every value older than its window counted as not known."""
        old = [name for name in AGE_OF if self.stale(name).any()]
        if not old:
            return self
        doubted = {name: self.stale(name) for name in old}
        # Whoever was not looked at for a day may have had encephalopathy since.
        never = self.read["encephalopathy_ever"].high == 0
        return self.without(doubted | {"encephalopathy_ever": self.stale("encephalopathy_grade") & never})

    def without(self, doubted: Mapping[str, Bools]) -> "Columns":
        """The same candidates with these inputs not known in the rows marked."""
        kept = dict(self.read)
        for name, rows in doubted.items():
            kept[name] = anything(FIELDS[name], self.size).where(rows, kept[name])
        ranges, _ = _resolved(kept)
        return Columns(kept, ranges, self.problems, self.size)

    def stale(self, name: str) -> Bools:
        """Where the value of this input is known to be older than its window."""
        age = self.read[AGE_OF[name]]
        hours = age.low * (24.0 if AGE_OF[name].endswith("_days") else 1.0)
        return np.asarray(hours > FRESH_HOURS[name], dtype=np.bool_)

    def given(self, name: str) -> Bools:
        """Where anything at all is known about this input."""
        field, held = FIELDS[name], self.ranges.get(name) or self.read[name]
        return np.asarray((held.low > field.low) | (held.high < field.high), dtype=np.bool_)

    def repeated(self, changes: Sequence[tuple[str, float]], names: Iterable[str] = ()) -> "Columns":
        """The first row once per change, with that one input set to that value; all inputs, or those named."""
        size = len(changes)
        first = np.zeros(size, dtype=np.intp)
        ranges = {name: self.ranges[name].take(first) for name in (names or self.ranges)}
        for changed in {name for name, _ in changes}:
            values = np.array([value if name == changed else np.nan for name, value in changes])
            ranges[changed] = Range.exactly(values).where(~np.isnan(values), ranges[changed])
        return Columns(self.read, ranges, (), size)


def columns_of(table: Mapping[str, Sequence[Given]], size: int) -> Columns:
    """Columns from lists of given values by field name; a field that is absent is known for nobody."""
    problems: list[Problem] = []
    table = in_one_zone(table, size, problems)
    held = {
        name: _read_column(name, field, table.get(name), size, problems)
        for name, field in FIELDS.items()
        if field.kind != "times"
    }
    sessions = table.get(SESSIONS) or [None] * size
    held |= sessions_and_sample(sessions, held["earlier_bilirubin_time"], held["bilirubin_time"], problems)
    ranges, contradictions = _resolved(held)
    return Columns(held, ranges, (*problems, *contradictions), size)


def anything(field: Field, size: int) -> Range:
    """The whole domain of a field for every row."""
    return Range.anything(size, field.low, field.high, low_open=field.low_open)


def _resolved(held: dict[str, Range]) -> tuple[dict[str, Range], list[Problem]]:
    problems: list[Problem] = []
    dated = resolve_dates(resolve_grade(held, problems), problems)
    return resolve_exchange(dated, problems), problems


def _read_column(
    name: str, field: Field, values: Sequence[Given] | None, size: int, problems: list[Problem]
) -> Range:
    if values is None or all(value is None for value in values):
        return anything(field, size)
    seen: dict[Given, Bounds] = {}
    bounds = [_read_once(field, value, seen) for value in values]
    problems.extend(Problem(row, name, bound.problem) for row, bound in enumerate(bounds) if bound.problem)
    low, high, low_open, high_open, _ = zip(*bounds, strict=True)
    return Range.of(low, high, low_open, high_open)


def _read_once(field: Field, value: Given, seen: dict[Given, Bounds]) -> Bounds:
    """Read a value, or recall it: a cohort repeats its answers, and reading text is the dear part."""
    # True equals 1 as a key, and they do not mean the same.
    key = (type(value), value)
    if key not in seen:
        seen[key] = read(field, value)
    return seen[key]
