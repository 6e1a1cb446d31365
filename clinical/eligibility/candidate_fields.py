"""How the inputs of the eligibility check are described: kind, unit, possible range, words."""

import dataclasses
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from clinical.common.wording import Wording

Given: TypeAlias = Any
"""A number, text as reported ('<5', '342', '20 mg/dL'), a date, an answer, or None for not known."""

Kind: TypeAlias = Literal["number", "date", "time", "times", "answer", "severity", "grade", "choice"]


@dataclass(frozen=True)
class Field:
    """One input: what may be given for it and what its words are.

    `low`..`high` is the domain over which an unknown value ranges; `low_open` excludes zero itself, which
    no measurement can be. `paramcd` names the laboratory test whose units are accepted in text.
    `options` are the accepted choices, `step` the resolution with which a laboratory reports the value.
    """

    kind: Kind
    label: Wording
    unit: str = ""
    low: float = 0.0
    high: float = float("inf")
    low_open: bool = False
    paramcd: str = ""
    step: float = 1.0
    options: tuple[str, ...] = ()


def measurement(en: str, zh: str, paramcd: str, unit: str, step: float) -> Given:
    """A laboratory value above zero."""
    return described(Field("number", Wording(en, zh), unit, low_open=True, paramcd=paramcd, step=step))


def number(
    en: str, zh: str, unit: str, low: float = 0.0, high: float = float("inf"), *, low_open: bool = False
) -> Given:
    """Any other number: an age, a count of hours or days."""
    return described(Field("number", Wording(en, zh), unit, low, high, low_open))


def moment(en: str, zh: str, kind: Kind = "date") -> Given:
    """A date (ISO text may stop at the month or the year), a time, or several times."""
    return described(Field(kind, Wording(en, zh), low=float("-inf")))


def answer(en: str, zh: str) -> Given:
    """Yes or no; not recorded is None and never no."""
    return described(Field("answer", Wording(en, zh), high=1.0))


def severity(en: str, zh: str) -> Given:
    """'no', 'controlled' (present, neither serious nor uncontrolled) or 'yes' (serious or uncontrolled)."""
    return described(Field("severity", Wording(en, zh), high=2.0, options=("no", "controlled", "yes")))


def grade(en: str, zh: str, high: float, options: tuple[str, ...]) -> Given:
    """An ordered grade from 0."""
    return described(Field("grade", Wording(en, zh), high=high, options=options))


def choice(en: str, zh: str, options: tuple[str, ...]) -> Given:
    """One of several words."""
    return described(Field("choice", Wording(en, zh), high=float(len(options) - 1), options=options))


def described(field: Field) -> Given:
    """A dataclass field that defaults to not known and carries its description."""
    return dataclasses.field(default=None, metadata={"field": field})
