"""Counts as the lines of a table that gives no patient away, by `clinical.statistics.disclosure_control`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from clinical.common.decimals import Floats
from clinical.statistics import printed
from clinical.statistics.disclosure_control import (
    WITHHELD,
    Cell,
    among,
    by_arm,
    exactly,
    parts,
    shares,
    whole,
)
from clinical.statistics.summary import quantiles

# What is counted, and of each arm in protocol order how many.
Counts = Mapping[str, Sequence[int]]


@dataclass(frozen=True)
class Line:
    """A line of a topic: what is counted, and the text to show for all arms together and for each of them.

    `level`: of the variable `code`, or the name of a class of events; "" where `code` says it all.
    """

    topic: str
    code: str
    together: str
    arms: tuple[str, ...]
    level: str = ""


@dataclass(frozen=True)
class Group:
    """Those who are counted (patients, or their visits): how many in each arm, and the limit of what is small.

    `told`: whether the reader knows how many are in each arm.
    """

    sizes: tuple[int, ...]
    limit: int
    told: bool = True

    @property
    def total(self) -> int:
        return sum(self.sizes)

    @property
    def apart(self) -> bool:
        """Whether its arms may be told apart: there are several, and none is small."""
        return self.told and len(self.sizes) > 1 and min(self.sizes) >= self.limit

    def hidden(self) -> list[Cell]:
        """Nothing, for each arm."""
        return [WITHHELD for _ in self.sizes]

    def size(self, topic: str, code: str) -> Line:
        """How many they are."""
        each = [exactly(size) for size in self.sizes] if self.apart else self.hidden()
        return Line(topic, code, whole(self.total, self.limit).text, tuple(cell.text for cell in each))

    def line(self, topic: str, code: str, together: Cell, arms: Sequence[Cell], level: str = "") -> Line:
        """Some of them, with their share where the count is exact."""
        each = (_share(cell, size) for cell, size in zip(arms, self.sizes, strict=True))
        return Line(topic, code, _share(together, self.total), tuple(each), level)

    def masked(self, counts: Counts, lead: int = 0) -> tuple[list[Cell], list[list[Cell]]]:
        """Parts into which the group falls: what may be said of each together, and by arm (`lead`: `by_arm`)."""
        rows = list(counts.values())
        together = parts([sum(row) for row in rows], self.limit)
        return together, by_arm(rows, together, self.limit, lead) if self.apart else [
            self.hidden() for _ in rows
        ]

    def parts(self, topic: str, counts: Counts, variable: str = "", lead: int = 0) -> list[Line]:
        """The same as lines; `variable`: the parts are its levels."""
        names = ((variable, name) if variable else (name, "") for name in counts)
        masked = zip(names, *self.masked(counts, lead), strict=True)
        return [self.line(topic, code, cell, arms, level) for (code, level), cell, arms in masked]

    def within(self, topic: str, counts: Counts, whole: Cell, whole_arms: Sequence[Cell]) -> list[Line]:
        """Parts of a part of which `whole` is said, and `whole_arms`: nothing unless it is said exactly."""
        if not whole.exact:
            return [self.line(topic, code, WITHHELD, self.hidden()) for code in counts]
        sizes = tuple(sum(arm) for arm in zip(*counts.values(), strict=True))
        told = all(cell.exact for cell in whole_arms)
        return Group(sizes, self.limit, told).parts(topic, counts)

    def having(
        self, counts: Sequence[int], affected: Cell, affected_arms: Sequence[Cell]
    ) -> list[Cell] | None:
        """Who has one of several properties, together and then by arm; `affected`: who has any. None: not to be named.

        Of the arms nothing unless in each of them neither those with it nor those with others only are few.
        """
        together = among(sum(counts), affected.least or 0, self.limit)
        if together is None:
            return None
        least = (cell.least or 0 for cell in affected_arms)
        arms = [among(count, size, self.limit) for count, size in zip(counts, least, strict=True)]
        exact = [cell for cell in arms if cell is not None and cell.exact]
        return [together, *(exact if len(exact) == len(counts) else self.hidden())]


def middle(values: Floats, limit: int, decimals: int) -> str:
    """Median (Q1 - Q3), with one decimal more than collected; as much of it as so many values allow. NaN: missing."""
    shown = shares(int(np.count_nonzero(~np.isnan(values))), limit)
    if not shown:
        return WITHHELD.text
    said = [printed.number(value, decimals + 1) for value in quantiles(values, shown)]
    return said[0] if len(said) == 1 else f"{said[1]} ({said[0]} - {said[2]})"


def _share(cell: Cell, of: int) -> str:
    return printed.count_percent(cell.least, of) if cell.least is not None and cell.exact else cell.text
