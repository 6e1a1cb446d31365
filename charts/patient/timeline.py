"""What happened to a patient: the score's course and the adverse events on one time axis."""

import plotly.graph_objects as go
from pandas import DataFrame

from charts.common import bar_rows, points, theme, time_marks
from charts.common.bar_rows import BOTTOM, LEFT, RIGHT, TOP
from charts.common.points import Points
from charts.common.time_axis import TimeAxis
from charts.common.words import Words
from charts.patient import event_bars

SCORE_HEIGHT, NO_SCORE_HEIGHT = 150, 40
HEADING_HEIGHT = 34
LEAST_SCORE_SPAN = 10.0


def course(
    score: DataFrame,
    events: DataFrame,
    marks: DataFrame,
    time: TimeAxis,
    *,
    score_title: str,
    why_none: str,
    stamp: str,
    words: Words,
) -> go.Figure:
    """The score's course, and below it a bar per adverse event with its grade; arrows are open ends.

    `score` is courses.series() of one parameter, `events` those of patient.adverse_events() that
    event_bars.chosen() draws. `why_none` is said where the score has no value. Outlined bars are serious; hatched
    ones have no grade.
    """
    scores = next(iter(points.by_parameter(score, words).values()), None)
    bars_height = event_bars.height(events)
    inner = (NO_SCORE_HEIGHT if scores is None else SCORE_HEIGHT) + HEADING_HEIGHT + bars_height
    split, floor = bars_height / inner, (bars_height + HEADING_HEIGHT) / inner
    notes = [bar_rows.heading(score_title, 1.0), bar_rows.heading(words("patient.events_title"), split)]
    notes += [bar_rows.note(why_none, (1 + floor) / 2)] if scores is None else []
    notes += [bar_rows.note(words("patient.no_events"), split / 2)] if events.empty else []
    layout = {
        "height": inner + TOP + BOTTOM,
        "margin": {"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM},
        "barmode": "overlay",
        "xaxis": time.layout(title=bar_rows.title(time), anchor="y2"),
        "yaxis": theme.axis(
            domain=[floor, 1], nticks=5, range=_score_range(scores), showticklabels=scores is not None
        ),
        "yaxis2": event_bars.axis(events, words, domain=[0, split]),
        "shapes": time_marks.bands(marks, ["x"]),
        "annotations": [*notes, *time_marks.letters(marks, ["x"]), theme.stamp(stamp)],
    }
    line = (
        points.trace(scores, ("x", "y"), theme.INK, words)
        if scores is not None
        else bar_rows.nothing(("x", "y"))
    )
    bars = event_bars.traces(events, time, words, ("x", "y2")) or [bar_rows.nothing(("x", "y2"))]
    return theme.figure([line, *bars], layout)


def _score_range(scores: Points | None) -> list[float]:
    """A range wide enough that a change of one point does not fill the panel."""
    if scores is None:
        return [0, LEAST_SCORE_SPAN]
    low, high = float(scores.y.min()), float(scores.y.max())
    slack = max(LEAST_SCORE_SPAN - (high - low), 2.0) / 2
    return [low - slack, high + slack]
