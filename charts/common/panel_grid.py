"""Where the panels of small multiples lie, and their axes and titles."""

from typing import Any

from charts.common import theme
from charts.common.time_axis import TimeAxis
from clinical.common.plain_text import escape

COLUMN_GAP = 0.055
PANEL_TITLE = 18
TICKS_IN_A_PANEL = 7
# Full numbers: plotly's own logarithmic ticks leave out the decade.
LOG_TICKS = tuple(round(digit * 10.0**decade, 3) for decade in range(-2, 6) for digit in (1, 2, 5))


class Grid:
    """Where each panel lies: columns share one x axis each, so that every panel of a column lines up."""

    def __init__(self, rows: int, columns: int, inner_height: int) -> None:
        self.rows, self.columns = rows, columns
        self._width = (1 - COLUMN_GAP * (columns - 1)) / columns
        self._title = PANEL_TITLE / inner_height

    def _place(self, place: int) -> tuple[int, int]:
        return place // self.columns, place % self.columns

    def x_reference(self, column: int) -> str:
        return "x" if column == 0 else f"x{column + 1}"

    def x_name(self, column: int) -> str:
        return "xaxis" if column == 0 else f"xaxis{column + 1}"

    def y_name(self, place: int) -> str:
        return "yaxis" if place == 0 else f"yaxis{place + 1}"

    def axes_of(self, place: int) -> tuple[str, str]:
        return self.x_reference(self._place(place)[1]), "y" if place == 0 else f"y{place + 1}"

    def _domain(self, place: int) -> tuple[float, float]:
        row = self._place(place)[0]
        return 1 - (row + 1) / self.rows + 0.006, 1 - row / self.rows - self._title

    def _start(self, column: int) -> float:
        return column * (self._width + COLUMN_GAP)

    def y_axis(self, place: int, log: bool, from_zero: bool) -> dict[str, Any]:
        column = self._place(place)[1]
        scale = (
            {"type": "log", "tickvals": LOG_TICKS}
            if log and from_zero
            else {"rangemode": "tozero" if from_zero else "normal", "nticks": 4}
        )
        return theme.axis(domain=list(self._domain(place)), anchor=self.x_reference(column), **scale)

    def x_axis(self, column: int, time: TimeAxis) -> dict[str, Any]:
        start = self._start(column)
        return time.layout(
            TICKS_IN_A_PANEL,
            domain=[start, min(1.0, start + self._width)],
            anchor="free",
            position=0,
            title={"text": time.title, "font": {"size": 11, "color": theme.QUIET}, "standoff": 4},
            matches=None if column == 0 else "x",
        )

    def notes(self, place: int, title: str, missing: str | None) -> list[dict[str, Any]]:
        column = self._place(place)[1]
        low, high = self._domain(place)
        heading = {
            "text": f"<b>{escape(title)}</b>", "xref": "paper", "yref": "paper", "x": self._start(column), "y": high,
            "xanchor": "left", "yanchor": "bottom", "showarrow": False, "font": {"size": 12, "color": theme.INK},
            "bgcolor": "rgba(255,255,255,0.8)", "borderpad": 0,
        }  # fmt: skip
        if missing is None:
            return [heading]
        return [heading, {
            "text": missing, "xref": "paper", "yref": "paper", "x": self._start(column) + self._width / 2,
            "y": (low + high) / 2, "showarrow": False, "font": {"size": 12, "color": theme.QUIET},
        }]  # fmt: skip
