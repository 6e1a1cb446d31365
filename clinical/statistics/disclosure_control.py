"""What of a count may be shown to readers who must not learn about a single patient: small cells are withheld.

The threshold rule: a count below the limit k is shown as "<k" (A. Hundepool et al., Statistical Disclosure Control,
Wiley 2012, chapter 4; the glossary of Statistics Netherlands and others, kept by the OECD, knows limits of three and
five; CMS shows no 1 to 10, UK LLC nothing below 10). None at all is withheld like one: "nobody died in that arm" tells
about everybody in it. CMS lets a zero pass; UK LLC does not, nor does this.

What was withheld must not come back by subtraction, not even roughly: whoever knows k, every cell shown, all sums and
these very rules is left with at least k values for each cell that is not shown exactly. So what is withheld depends on
which cells are small and on the sums that the reader can find, never on a small cell itself: `tests/clinical/
test_small_cells.py` goes through every table of some sizes and counts those that would be published alike.

Beyond it: a reader who knows some of the patients, who keeps the totals of two data cuts and subtracts them, and what
medicine knows of two tables (a death is serious).
"""

from collections.abc import Sequence
from dataclasses import dataclass

DEFAULT_LIMIT, LOWEST_LIMIT, HIGHEST_LIMIT = 5, 2, 50


@dataclass(frozen=True)
class Cell:
    """A count as it may be known: the least and the most that it can be; None: not said."""

    least: int | None = None
    most: int | None = None

    @property
    def exact(self) -> bool:
        return self.least is not None and self.least == self.most

    @property
    def text(self) -> str:
        """12, <5, ≥16, or a dash where nothing is said."""
        if self.exact:
            return str(self.least)
        if self.least is not None:
            return f"≥{self.least}"
        return "–" if self.most is None else f"<{self.most + 1}"


WITHHELD = Cell()


def exactly(count: int) -> Cell:
    """A count as it is."""
    return Cell(count, count)


def whole(count: int, limit: int) -> Cell:
    """A count that is part of no sum."""
    return exactly(count) if count >= limit else Cell(most=limit - 1)


def above(part: int, rest: int, limit: int) -> Cell:
    """The sum of a part that is shown exactly and of the rest: shown only if the rest is not small."""
    return exactly(part + rest) if rest >= limit else Cell(least=part)


def parts(counts: Sequence[int], limit: int) -> list[Cell]:
    """Counts that exclude each other and whose sum the reader knows. Their order must not depend on the counts.

    Several small ones hide each other if their sum, which the reader can find, fits any of them. Else the last that is
    not small gives up its number and keeps a lower bound, which follows from the others. Where even that sum is too
    low to fit any of them, nothing is said of any.
    """
    small = [place for place, count in enumerate(counts) if count < limit]
    large = [place for place, count in enumerate(counts) if count >= limit]
    if not small:
        return [exactly(count) for count in counts]
    shown = [whole(count, limit) for count in counts]
    few, most_of_others = sum(counts[place] for place in small), (len(small) - 1) * (limit - 1)
    if large and limit - 1 <= few <= most_of_others:
        return shown
    left = few + sum(counts[place] for place in large[-1:])
    needed = limit + max(limit - 1, most_of_others + 1 if len(small) > 1 else 0)
    if not large or left < needed or sum(counts) < 2 * limit:
        return [WITHHELD for _ in counts]
    shown[large[-1]] = Cell(least=max(limit, left - len(small) * (limit - 1)))
    return shown


def by_arm(
    counts: Sequence[Sequence[int]], together: Sequence[Cell], limit: int, lead: int = 0
) -> list[list[Cell]]:
    """The parts of every arm (one row per part, one column per arm), whose sums both ways the reader knows.

    `together`: what `parts` says of them in all arms. All or nothing: if a single cell is small nothing is said, so
    that every table with a small cell remains possible; only the part `lead` is said nevertheless where in every arm
    neither those in it nor the others are few. The sizes of the arms must be at least the limit.
    """
    if all(count >= limit for row in counts for count in row):
        return [[exactly(count) for count in row] for row in counts]
    hidden = [[WITHHELD for _ in row] for row in counts]
    others = [sum(column) - column[lead] for column in zip(*counts, strict=True)]
    if together[lead].exact and min([*counts[lead], *others]) >= limit:
        hidden[lead] = [exactly(count) for count in counts[lead]]
    return hidden


def at_least(part: Sequence[Cell], rest: Cell, total: int) -> int:
    """How many the parts have together at least, as the reader can tell who knows the rest and the total."""
    by_rest = 0 if rest.most is None else total - rest.most
    return max(by_rest, sum(cell.least or 0 for cell in part))


def among(count: int, whole_least: int, limit: int) -> Cell | None:
    """How many of a group have a property that excludes no other; None: not to be named.

    `whole_least`: what the reader knows that the group has at least. Neither those with it nor those without are few.
    """
    if count < limit or whole_least < limit:
        return None
    most = whole_least - limit
    return exactly(count) if count <= most else Cell(least=max(limit, most + 1))


def shares(n: int, limit: int) -> tuple[float, ...]:
    """The quantiles that may be shown of n values: those that leave at least `limit` values on each of their sides.

    So a median from 2 k, quartiles from 4 k on (Safe Data Access Professionals, Handbook on Statistical Disclosure
    Control for Outputs, 2019: a quantile is judged by how many units lie between it and the next; UK LLC: a median of
    at least ten); no extreme ever.
    """
    if n >= 4 * limit:
        return (0.25, 0.5, 0.75)
    return (0.5,) if n >= 2 * limit else ()
