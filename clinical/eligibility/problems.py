"""What was wrong with an input, and what two inputs that contradict each other do to a verdict."""

from dataclasses import dataclass

import numpy as np

from clinical.common.wording import Wording
from clinical.eligibility.ranges import Bools, Range


@dataclass(frozen=True)
class Problem:
    """One input that could not be used: its row (0 for a single candidate), its field, and why."""

    row: int
    field: str
    text: Wording


def note(problems: list[Problem], rows: Bools, field: str, text: Wording) -> None:
    """One problem for each row where the condition holds."""
    problems.extend(Problem(int(row), field, text) for row in np.flatnonzero(rows))


def agreed(
    first: Range, second: Range, field: str, text: Wording, domain: Range, problems: list[Problem]
) -> Range:
    """What both sources allow; where they contradict each other, nothing is known and the reader is told."""
    common = first.within(second)
    clash = common.empty
    note(problems, clash, field, text)
    return domain.where(clash, common)
