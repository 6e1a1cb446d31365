"""Why a score changed between two moments: what each input adds to the difference, in points of the score.

The score is a sum of terms before it is rounded and kept within its limits, so the difference of two reported
scores is the sum of the differences of the terms, and what rounding and limits add to that. An interaction
(sodium with bilirubin in MELD 3.0) belongs to the input whose term holds it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import fsum, isclose, isfinite

from clinical.common.decimals import Values
from clinical.scores.model import Score

CONSTANT = "constant"
LEAST_DECIMALS = 2


@dataclass(frozen=True)
class Change:
    """From `before` to `after`, both as reported; before + parts + limits = after.

    `parts`: what each input adds to the difference of the raw scores, in the order of the score's terms.
    `limits`: what rounding, the range of the score and, in MELD-Na, its gate add. `decimals`: how many the
    parts are printed with.
    """

    before: float
    after: float
    parts: Mapping[str, float]
    limits: float
    decimals: int

    def printed(self) -> tuple[dict[str, Decimal], Decimal]:
        """Parts and limits as printed; limits takes what printing cuts off, so that the reader's sum is exact."""
        unit = Decimal(1).scaleb(-self.decimals)
        parts = {name: Decimal(part).quantize(unit, ROUND_HALF_UP) for name, part in self.parts.items()}
        difference = Decimal(str(self.after)) - Decimal(str(self.before))
        return parts, (difference - sum(parts.values(), Decimal(0))).quantize(unit)


def change(score: Score, before: Mapping[str, Values], after: Mapping[str, Values]) -> Change | None:
    """The change of a score from one set of its inputs to another, single values by keyword.

    None where it cannot be told apart: the score is not a sum, or an input that a term needs is missing.
    """
    if score.terms is None:
        return None
    earlier, later = score.terms(**before), score.terms(**after)
    parts = {name: float(later[name]) - float(earlier[name]) for name in later if name != CONSTANT}
    reported = float(score.value(**before)), float(score.value(**after))
    if not all(map(isfinite, (*parts.values(), *reported))):
        return None
    limits = fsum([reported[1], -reported[0], *(-part for part in parts.values())])
    return Change(*reported, parts, limits, _decimals(score, parts))


def _decimals(score: Score, parts: Mapping[str, float]) -> int:
    """None for scores of whole points such as Child-Pugh, else at least two."""
    whole = score.decimals == 0 and all(isclose(part, round(part), abs_tol=1e-12) for part in parts.values())
    points = whole and score.value is score.raw
    return 0 if points else max(LEAST_DECIMALS, score.decimals)
