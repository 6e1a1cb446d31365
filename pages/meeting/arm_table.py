"""A table of text with one column per arm, as a page shows it and as a slide draws it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from pandas import DataFrame

from charts.common.slide_shapes import Native, Table
from clinical.statistics import printed
from data_access.common import summaries
from pages.common.text import Words
from pages.meeting.exhibit import Meeting

INDENT, KEEP, NO_CELL = "\u2003", "\u00a0", "–"
# A hyphen at which no line breaks.
TOGETHER = f"{KEEP}\u2011{KEEP}"

Line: TypeAlias = tuple[str, ...]


@dataclass(frozen=True)
class ArmTable:
    """The arms that have members, in protocol order, and the head of the table."""

    arms: tuple[str, ...]
    head: Line

    def line(self, name: str, cells: DataFrame, say: Callable[[Any], str]) -> Line:
        """A line with what is said of the row of each arm; an arm without one has a dash."""
        said = {row.arm: say(row) for row in summaries.rows(cells)}
        return (name, *(said.get(arm, NO_CELL) for arm in self.arms))

    def heading(self, name: str) -> Line:
        """A line with a name and nothing else."""
        return (name, *[""] * len(self.arms))

    def frame(self, lines: Sequence[Line]) -> DataFrame | None:
        """The lines for the page; None where there are none."""
        return DataFrame(lines, columns=list(self.head)).set_index("") if lines else None

    def slide(self, lines: Sequence[Line]) -> tuple[Native, ...]:
        """The lines for a slide, if there are any; the slides break a long table themselves."""
        return (Table(self.head, tuple(lines)),) if lines else ()


def of(meeting: Meeting, words: Words) -> ArmTable:
    """The table of a meeting's arms."""
    sizes = [(arm, n) for arm, n in meeting.sizes() if n]
    head = tuple(words("arms.head", arm=words.known("arm", arm), n=n) for arm, n in sizes)
    return ArmTable(tuple(arm for arm, _ in sizes), ("", *head))


def numbers(row: Any, decimals: int, words: Words) -> str:
    """Median (Q1 - Q3); minimum - maximum; how many are missing. It breaks between these only."""
    found = summaries.of(row)
    if not found.n:
        return words("arms.baseline.none")
    quartiles, extremes = printed.quartiles(found, decimals), printed.extremes(found, decimals)
    said = f"{printed.median(found, decimals)}{KEEP}({quartiles}); {extremes}".replace(
        " - ", f"{KEEP}-{KEEP}"
    )
    return said + (words("arms.baseline.missing", n=found.missing) if found.missing else "")


def share(row: Any) -> str:
    """n (%) of the arm."""
    return printed.count_percent(int(row.n), int(row.of))
