"""What the eligibility check answers: verdict, criteria, what is missing, what would change it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from clinical.common.wording import Wording
from clinical.eligibility.criteria import Criterion
from clinical.eligibility.ranges import Problem
from clinical.eligibility.readings import Reading


class Verdict(StrEnum):
    """The answer on all criteria together."""

    ELIGIBLE = "ELIGIBLE"
    NOT_ELIGIBLE = "NOT_ELIGIBLE"
    UNDETERMINED = "UNDETERMINED"


class Result(StrEnum):
    """Whether what the criterion says is the case.

    Of an exclusion MET means that the exclusion is present: a candidate with liver cancer meets E1 and is
    not eligible. `CriterionResult.speaks` says which way a result counts.
    """

    MET = "MET"
    NOT_MET = "NOT_MET"
    UNKNOWN = "UNKNOWN"


VERDICT_WORDS = {
    Verdict.ELIGIBLE: Wording("Meets the registered criteria", "符合注册登记的入排标准"),
    Verdict.NOT_ELIGIBLE: Wording("Does not meet the registered criteria", "不符合注册登记的入排标准"),
    Verdict.UNDETERMINED: Wording("Cannot be determined", "暂无法判定"),
}
_CANNOT_ASSESS = Wording("Cannot assess (data missing)", "无法判断(数据缺失)")
RESULT_WORDS = {
    ("inclusion", Result.MET): Wording("Met", "符合"),
    ("inclusion", Result.NOT_MET): Wording("Not met", "不符合"),
    ("inclusion", Result.UNKNOWN): _CANNOT_ASSESS,
    ("exclusion", Result.MET): Wording("Exclusion present", "存在排除情况"),
    ("exclusion", Result.NOT_MET): Wording("Exclusion absent", "无排除情况"),
    ("exclusion", Result.UNKNOWN): _CANNOT_ASSESS,
}


@dataclass(frozen=True)
class InputUsed:
    """One input as it entered a criterion: value in words, with its unit."""

    field: str
    label: Wording
    value: Wording
    known: bool


@dataclass(frozen=True)
class Detail:
    """One comparison within a criterion; `route` is the bullet it belongs to, such as ACLF."""

    route: Wording | None
    label: Wording
    value: Wording
    limit: Wording
    result: Result


@dataclass(frozen=True)
class Distance:
    """How far the quantity nearest to deciding lies from its limit.

    `amount` is in the quantity's unit, positive on the side that speaks for eligibility.
    """

    label: Wording
    amount: float
    unit: Wording
    limit: float
    text: Wording


@dataclass(frozen=True)
class CriterionResult:
    """One criterion of one candidate."""

    criterion: Criterion
    result: Result
    reason: Wording
    inputs: tuple[InputUsed, ...]
    details: tuple[Detail, ...]
    distance: Distance | None
    alternatives: dict[str, Result]
    """The result under each alternative reading that can change this criterion."""

    @property
    def id(self) -> str:
        """I1 to I5, E1 to E5."""
        return self.criterion.id

    @property
    def kind(self) -> Literal["inclusion", "exclusion"]:
        """Inclusion or exclusion."""
        return self.criterion.kind

    @property
    def speaks(self) -> Literal["for", "against", "open"]:
        """Whether the result speaks for eligibility, against it, or leaves it open."""
        if self.result is Result.UNKNOWN:
            return "open"
        return "for" if (self.result is Result.MET) == (self.kind == "inclusion") else "against"

    @property
    def word(self) -> Wording:
        """The result in the ward's words."""
        return RESULT_WORDS[self.kind, self.result]


@dataclass(frozen=True)
class MissingInput:
    """An input that is not known and keeps the verdict open; `can_decide`: some value of it alone decides."""

    field: str
    label: Wording
    criteria: tuple[str, ...]
    can_decide: bool


@dataclass(frozen=True)
class Change:
    """One input that, moved from its value to `to` and nothing else changed, gives another verdict.

    `to` is the first value on a laboratory report that does it, `limit` the exact tipping value where the
    quantity has one. `text` is one sentence.
    """

    field: str
    label: Wording
    before: float
    to: float
    limit: float | None
    verdict: Verdict
    text: Wording


@dataclass(frozen=True)
class Caution:
    """A warning; it never changes the verdict. `kind` is stable, `fields` say where to show it."""

    kind: str
    fields: tuple[str, ...]
    text: Wording


@dataclass(frozen=True)
class ReadingVerdict:
    """The verdict under one reading; `because` are the criteria that speak against, or stay open, in it."""

    reading: Reading
    verdict: Verdict
    because: tuple[str, ...]


@dataclass(frozen=True)
class Assessment:
    """The whole answer for one candidate under one reading."""

    verdict: Verdict
    reading: Reading
    criteria: tuple[CriterionResult, ...]
    missing: tuple[MissingInput, ...]
    changes: tuple[Change, ...]
    warnings: tuple[Caution, ...]
    problems: tuple[Problem, ...]
    readings: tuple[ReadingVerdict, ...]
    meld_raw: tuple[float, float] | None
    """Lowest and highest raw MELD of this reading that the inputs allow; None where nothing bounds it."""
    laboratory: dict[str, float]
    """The laboratory values that are known exactly, by field, in the unit of the field."""

    def __getitem__(self, criterion_id: str) -> CriterionResult:
        return next(result for result in self.criteria if result.id == criterion_id)

    @property
    def failed(self) -> tuple[str, ...]:
        """Every criterion that speaks against, not only the first."""
        return tuple(result.id for result in self.criteria if result.speaks == "against")

    @property
    def open(self) -> tuple[str, ...]:
        """Every criterion that cannot be assessed."""
        return tuple(result.id for result in self.criteria if result.speaks == "open")
