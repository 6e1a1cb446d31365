"""The figures of the board marked in their place: red, amber, and ○ where plasma or dialysis set them."""

from typing import Any

from pandas import DataFrame, Index
from pandas.io.formats.style import Styler

from charts.common import theme
from clinical.laboratory.tests import LAB_TESTS
from clinical.ward.thresholds import AMBER, RED
from data_access.building.analysis.board import ACTIVE
from pages.parts.patient.header import MASKED, levels

CODE_OF = {"he": "HEGRADE", "meld": "MELD"}
# Marks whose figure has a column of its own.
IN_PLACE = frozenset({"BILI", "INR", "PTA", "CREAT", "MELD", "MELD_RISE", "HE"})
STYLE = {
    level: f"background-color:{theme.MARK_BEDS[level]};color:{ink};font-weight:700"
    for level, ink in ((RED, theme.LIMIT_RED), (AMBER, theme.INK))
}


def styled(table: DataFrame, board: DataFrame) -> Styler:
    """The table of the board with its marks; the rows of both are the same patients in the same order."""
    rows = list(board.itertuples())
    css = DataFrame(
        [_css(row, table.columns) for row in rows], index=table.index, columns=table.columns, dtype=object
    )
    styler = table.style.set_uuid("board")
    styler.apply(lambda _: css, axis=None)
    for name in table.columns.intersection([*LAB_TESTS, *CODE_OF, "change"]):
        form = _form(name)
        styler.format(form.format, subset=[name], na_rep="")
        for place, row in zip(table.index, rows, strict=True):
            if noted := _note(name, row):
                styler.format((form + noted).format, subset=([place], [name]), na_rep="")
    return _worked_out(styler)


def _worked_out(styler: Styler) -> Styler:
    """The same, worked out once: Streamlit asks at every rerun of the page, and knows no class but pandas' own."""
    inner: Any = styler
    inner._compute()
    translated = inner._translate(False, False)
    vars(styler).update(_compute=lambda: styler, _translate=lambda *_: translated)
    return styler


def _form(name: str) -> str:
    """How the figures of a column are written."""
    decimals = LAB_TESTS[name].decimals if name in LAB_TESTS else 0
    return "{:+.0f}" if name == "change" else f"{{:.{decimals}f}}"


def _note(name: str, row: Any) -> str:
    """What stands beside a figure: that it is not the liver's own, and the score before its cap."""
    if name == "change":
        return f" {MASKED}" if isinstance(row.meld_chgconf, str) else ""
    raw = f" ({row.meld_araw:.0f})" if name == "meld" and row.meld_araw >= row.MELD + 1 else ""
    return raw + (f" {MASKED}" if CODE_OF.get(name, name) in row.masked else "")


def _css(row: Any, columns: Index) -> list[str]:
    """The style of each cell of a row; nothing is marked where nobody can act any more."""
    if row.status not in ACTIVE:
        return [""] * len(columns)
    marked = levels(row)
    risen = dict(mark.split(":") for mark in row.marks).get("MELD_RISE")
    found = (risen if name == "change" else marked.get(CODE_OF.get(name, name)) for name in columns)
    return [STYLE[level] if level else "" for level in found]
