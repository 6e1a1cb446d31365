"""What a score is made of: its inputs with their bounds, its sources, and the patients it is meant for.

A number that cannot be a measurement (zero, negative, infinite, a grade that does not exist) counts as
missing in every score, for one value as for an array of them; `explain` names it. Text is an error.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np

from clinical.common.decimals import Floats, ImplausibleValue, Truths, Values, numbers
from clinical.scores.population import ANYONE, Population

Answer: TypeAlias = Any
"""A float where every input was a single value, otherwise a numpy array of floats; NaN: not computable."""


@dataclass(frozen=True)
class Input:
    """One input of a score.

    `name` is the keyword of the function and carries the unit; `source` the PARAMCD or clinical fact that
    supplies it; `role` "uln" asks for the upper limit of that record instead of its value.
    A measurement must be finite and above zero, a whole number between 0 and `highest`, a flag yes or no.
    The value used is the given one divided by `divisor`, then kept within `floor` and `cap`.
    `optional`: the score can do without it. `default`: what the function assumes if it is not given at all.
    """

    name: str
    source: str
    unit: str = ""
    kind: Literal["measurement", "whole", "flag"] = "measurement"
    role: Literal["value", "uln"] = "value"
    used_name: str = ""
    divisor: float = 1.0
    floor: float | None = None
    cap: float | None = None
    highest: int = 4
    optional: bool = False
    default: bool | None = None

    def possible(self, values: Values) -> Floats:
        """The values as given, NaN where missing or impossible. ImplausibleValue, by name, for text."""
        try:
            given = numbers(values)
        except ImplausibleValue as error:
            raise ImplausibleValue(f"{self.name}: {error}") from error
        if self.kind == "measurement":
            allowed = (given > 0) & np.isfinite(given)
        else:
            highest = 1 if self.kind == "flag" else self.highest
            allowed = (given >= 0) & (given <= highest) & (given == np.floor(given))
        return np.where(allowed, given, np.nan)

    def converted(self, values: Values) -> Floats:
        """The values in the unit of the formula, before floor and cap."""
        return self.possible(values) / self.divisor

    def used(self, values: Values) -> Floats:
        """The values as they enter the formula."""
        return bounded(self.converted(values), self.floor, self.cap)


def bounded(values: Floats, lowest: float | None, highest: float | None) -> Floats:
    """Values kept within both limits, each of which may be absent; NaN stays NaN."""
    at_least_lowest = values if lowest is None else np.maximum(values, lowest)
    return at_least_lowest if highest is None else np.minimum(at_least_lowest, highest)


def points(value: Floats, *steps: Truths, lowest: int = 1) -> Floats:
    """`lowest`, and one more for each step that the value has taken; NaN where the value is NaN."""
    taken = np.sum(np.broadcast_arrays(*steps), axis=0, dtype=np.float64)
    return np.where(np.isnan(value), np.nan, lowest + taken)


def answer(values: Floats) -> Answer:
    """A 0-d result as a Python float, an array as it is."""
    return float(values) if np.ndim(values) == 0 else np.asarray(values, dtype=np.float64)


def answers(terms: Mapping[str, Floats]) -> dict[str, Answer]:
    """Each term as `answer` gives it."""
    return {name: answer(values) for name, values in terms.items()}


def total(terms: Mapping[str, Floats]) -> Floats:
    """The sum of all terms; NaN where any is NaN."""
    return np.asarray(sum(terms.values()), dtype=np.float64)


@dataclass(frozen=True)
class Score:
    """One entry of the registry.

    `value(**inputs)` is the score as reported, `raw(**inputs)` the same before rounding and clamping, and
    `terms(**inputs)` what each input adds: the terms sum to the raw value (None: not a sum).
    `substitute`: the flag that replaces an input by its cap, and that input, as dialysis does creatinine.
    `reference` is the publication, `checked` what the implementation was checked against. `verified` False:
    the formula could not be checked; the caveat says what is open and belongs wherever the score is shown.
    `decimals` is for display.
    """

    code: str
    en: str
    zh: str
    inputs: tuple[Input, ...]
    value: Callable[..., Answer]
    raw: Callable[..., Answer]
    reference: str
    checked: str
    decimals: int = 0
    lowest: float | None = None
    highest: float | None = None
    terms: Callable[..., dict[str, Answer]] | None = None
    substitute: tuple[str, str] | None = None
    population: Population = ANYONE
    verified: bool = True
    caveat_en: str = ""
    caveat_zh: str = ""
