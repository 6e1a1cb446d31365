"""Adverse events as bars on a time axis: grade in the bar, outline for serious, arrows for open ends."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame, concat

from charts.common import bar_rows, theme
from charts.common.time_axis import TimeAxis
from charts.common.words import Words, word
from clinical.common.plain_text import escape

ROW_HEIGHT = 19
CLOSE_HEIGHT = 15  # of a row where there are many
MANY = 20
MOST_ROWS = 40
LONGEST_TERM = 26
OUTLINE = 2
HATCH = {
    "shape": "/",
    "fillmode": "overlay",
    "fgcolor": "#FFFFFF",
    "fgopacity": 1,
    "size": 8,
    "solidity": 0.25,
}


def chosen(events: DataFrame, time: TimeAxis) -> tuple[DataFrame, DataFrame]:
    """The events of `patient.adverse_events` that are drawn, and the others with `why`: OUTSIDE or TOO_MANY.

    Of more than fit, those of the lowest `rank` stay: serious before not serious, then by grade.
    """
    inside = time.meeting(events)
    drawn = inside[inside.index.isin(inside.sort_values("rank").index[:MOST_ROWS])]
    outside = events[~events.index.isin(inside.index)].assign(why="OUTSIDE")
    too_many = inside[~inside.index.isin(drawn.index)].assign(why="TOO_MANY")
    return drawn, concat([outside, too_many])


def height(events: DataFrame) -> int:
    """Pixels for a row per event, at least one."""
    return max(len(events), 1) * (CLOSE_HEIGHT if len(events) > MANY else ROW_HEIGHT)


def traces(events: DataFrame, time: TimeAxis, words: Words, axes: tuple[str, str]) -> list[dict[str, Any]]:
    """Bars for `patient.adverse_events`, one row each, and an arrow where an end is open or not known."""
    return bars(events, np.arange(len(events)), time, words, axes)


def bars(
    events: DataFrame, places: NDArray[Any], time: TimeAxis, words: Words, axes: tuple[str, str]
) -> list[dict[str, Any]]:
    """The events in the rows given by `places`, one per event."""
    if events.empty:
        return []
    span = bar_rows.spans(events, time)
    graded = events["aetoxgr"].notna().to_numpy()
    # Two traces: in one with colours by bar, plotly paints a pattern in a colour of its own.
    return [
        *(
            _bars(events[part], places[part], span.of(part), words, axes)
            for part in (graded, ~graded)
            if part.any()
        ),
        *bar_rows.arrows(span.right, span.open_right, places, "triangle-right", axes),
        *bar_rows.arrows(span.left, span.open_left, places, "triangle-left", axes),
    ]


def axis(events: DataFrame, words: Words, **settings: Any) -> dict[str, Any]:
    """The axis with the terms, first event on top."""
    terms = [_short(words.known("term", str(term))) for term in events["aedecod"]]
    close = {"tickfont": {"size": 10, "color": theme.QUIET}} if len(terms) > MANY else {}
    return theme.axis(
        range=[max(len(terms), 1) - 0.5, -0.5],
        tickvals=list(range(len(terms))),
        ticktext=terms,
        showgrid=False,
        ticks="",
        **close,
        **settings,
    )


def _short(term: str) -> str:
    return escape(term if len(term) <= LONGEST_TERM else term[: LONGEST_TERM - 1] + "…")


def _bars(
    events: DataFrame, places: NDArray[Any], span: bar_rows.Spans, words: Words, axes: tuple[str, str]
) -> dict[str, Any]:
    """Events that are all graded, each in its colour with its number, or all not, hatched, with their severity."""
    grades = [0 if grade != grade else int(grade) for grade in events["aetoxgr"].astype("float64")]
    if all(grades):
        style: dict[str, Any] = {
            "color": [theme.GRADE_COLOURS.get(grade, theme.UNGRADED) for grade in grades]
        }
        marks = [str(grade) for grade in grades]
    else:
        style = {"color": theme.UNGRADED, "pattern": HATCH}
        marks = [word(words, "ae.severity_short", severity) for severity in events["aesev"]]
    return {
        "type": "bar", "orientation": "h", "xaxis": axes[0], "yaxis": axes[1], "showlegend": False,
        "base": span.left, "x": span.right - span.left, "y": places, "width": 0.72,
        "text": marks, "textposition": "inside", "insidetextanchor": "start", "textangle": 0, "constraintext": "none",
        "textfont": {"size": 11, "color": [theme.GRADE_INK.get(grade, theme.INK) for grade in grades]},
        "marker": style | {"line": {"color": theme.INK, "width": np.where(events["aeser"] == "Y", OUTLINE, 0)}},
        "customdata": [_hover(*event, words) for event in zip(events.itertuples(), grades, strict=True)],
        "hovertemplate": "%{customdata}<extra></extra>",
    }  # fmt: skip


def _hover(event: Any, grade: int, words: Words) -> str:
    """Term, grade and seriousness; dates; relation, action and outcome in words; file and row."""
    term = escape(words.known("term", str(event.aedecod)))
    if str(event.aeterm).casefold() != str(event.aedecod).casefold():
        term += f" ({escape(str(event.aeterm))})"
    graded = words("ae.grade_n", n=grade) if grade else words("ae.ungraded")
    severity = "" if grade else word(words, "aesev", event.aesev)
    serious = words("ae.serious") if event.aeser == "Y" else words("ae.not_serious")
    begun = words.day(event.aestdtc) if isinstance(event.aestdtc, str) else words("ae.no_start")
    ended = words.day(event.aeendtc) if isinstance(event.aeendtc, str) else words("ae.open_end")
    coded = (("aerel", event.aerel), ("aeacn", event.aeacn), ("aeout", event.aeout))
    lines = [
        " · ".join(filter(None, (graded, severity, serious))),
        f"{begun} → {ended}",
        *(
            f"{words(f'ae.{name}')}: {word(words, name, code)}"
            for name, code in coded
            if isinstance(code, str)
        ),
        f"{event.source_file} {words('hover.row', n=int(event.source_row))}",
    ]
    return "<br>".join([f"<b>{term}</b>", *(escape(line) for line in lines if line)])
