"""The cells of the grid of assessments: what was read or why not, and the same in full on hover."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pandas import DataFrame, isna

from charts.common.words import Words
from charts.infusions.grid import Block
from charts.infusions.signs import reading
from clinical.common.plain_text import escape
from clinical.infusions.window import SIGNS

ASSESSMENTS = (*(code for code, sign in SIGNS.items() if sign.planned), "ALLERGY")
Known = Callable[[str, object], str]
Names = Mapping[str, str]


def block_of(
    cells: DataFrame, heading: str, points: Sequence[str], words: Words, known: Known, names: Names
) -> Block:
    """The assessments of one infusion: rows of `data_access.infusions.assessments.grid`; `points` are the tpt in order.

    The words of an infusion that was not given are its heading alone.
    """
    if cells.empty or cells["status"].iloc[0] != "GIVEN":
        return Block(heading)
    by_place: dict[Any, Any] = {(row.look, row.tpt): row for row in cells.itertuples()}
    lines = [[by_place[assessment, tpt] for tpt in points] for assessment in ASSESSMENTS]
    return Block(
        heading,
        [names[assessment] for assessment in ASSESSMENTS],
        [[row.state for row in line] for line in lines],
        [[_cell(row, words, known, names) for row in line] for line in lines],
        [[_hover(row, words, known, names) for row in line] for line in lines],
    )


def overview(infusions: DataFrame, heading: str, numbers: Sequence[int], words: Words) -> Block:
    """The infusions of many patients: rows of `completeness`, a row per patient."""
    by_place = {(row.usubjid, row.doseno): row for row in infusions.itertuples()}
    patients: list[str] = [str(name) for name in dict.fromkeys(infusions["usubjid"].tolist())]
    lines = [[by_place.get((patient, number)) for number in numbers] for patient in patients]
    return Block(
        heading,
        patients,
        [[_share_state(row) for row in line] for line in lines],
        [[_share(row, words) for row in line] for line in lines],
        [[_share_hover(row, words) for row in line] for line in lines],
    )


def _share_state(row: Any) -> str:
    if row is None or (not row.n_due and row.status in ("GIVEN", "MISSED")):
        return "NOT APPLICABLE"
    if not row.n_due:
        return "NOT DUE"
    return "ASSESSED" if row.n_assessed == row.n_due else "PARTLY" if row.n_assessed else "NOT ASSESSED"


def _share(row: Any, words: Words) -> str:
    if row is None:
        return ""
    if row.n_due:
        return words("infusions.n_of_m", n=row.n_assessed, m=row.n_due)
    return words(f"dose.{row.status}") if row.status != "GIVEN" else "–"


def _share_hover(row: Any, words: Words) -> str:
    if row is None:
        return ""
    counts = words("infusions.assessed", n=row.n_assessed, m=row.n_due)
    found = words("infusions.found", prompts=row.n_prompts, events=row.n_events)
    return f"<b>{escape(row.usubjid)} · {words('infusions.number', n=row.doseno)}</b><br>{counts}<br>{found}"


def _cell(row: Any, words: Words, known: Known, names: Names) -> str:
    if row.state == "PARTLY":
        return words("infusions.n_of_m", n=row.answered, m=row.asked)
    if row.state != "ASSESSED":
        return escape(known("unassessed", row.why))
    said = (
        _allergy(row, words, names) if row.look == "ALLERGY" else f"{row.value:.{SIGNS[row.look].decimals}f}"
    )
    return f"<b>▲ {said}</b>" if row.flag else said


def _allergy(row: Any, words: Words, names: Names) -> str:
    present = [] if row.present is None else list(row.present)
    if not present:
        return words("infusions.no_sign")
    return escape(names[present[0]]) if len(present) == 1 else words("infusions.signs", n=len(present))


def _hover(row: Any, words: Words, known: Known, names: Names) -> str:
    what = known("look", row.state)
    if row.state in ("ASSESSED", "PARTLY") and row.look in SIGNS:
        what = reading(row.look, row.value)
    elif row.look == "ALLERGY" and row.present is not None and len(row.present):
        what = ", ".join(escape(names[code]) for code in row.present)
    reason = [known("unassessed", row.why)] if isinstance(row.why, str) else []
    reason += [escape(known("missed", row.reason))] if isinstance(row.reason, str) else []
    source = (
        ""
        if isna(row.source_row)
        else f"{escape(str(row.source_file))} {words('hover.row', n=int(row.source_row))}"
    )
    lines = [
        f"<b>{escape(names[row.look])} · {escape(known('point', row.tpt))}</b>",
        what,
        ": ".join(reason),
        words.day(row.taken) if isinstance(row.taken, str) else "",
        source,
    ]
    return "<br>".join(line for line in lines if line)
