"""The look of every figure, and the same for the back of a meeting room."""

import numpy as np
import plotly.graph_objects as go
import plotly.io as pio

from charts.common import theme
from tests.charts.frames import valid


def test_for_the_projector_letters_lines_marks_and_margins_grow_and_data_do_not():
    figure = theme.figure(
        [
            {"type": "scatter", "x": [1, 2], "y": [10, 20], "line": {"width": 2}, "marker": {"size": [4, 6]}},
            {"type": "bar", "x": [1], "y": [10], "width": [0.7]},
        ],
        {"height": 300, "xaxis": theme.axis(range=[0, 5])},
    )
    large = valid(theme.enlarged(figure, 1.5))
    curve, bar = large.data
    assert (curve.line.width, list(curve.marker.size)) == (3, [6, 9])
    assert (list(curve.x), list(curve.y), list(bar.width)) == ([1, 2], [10, 20], [0.7])
    assert (large.layout.height, large.layout.margin.l, large.layout.font.size) == (450, 72, 18)
    assert list(large.layout.xaxis.range) == [0, 5]
    assert figure.layout.height == 300


def test_a_finished_figure_is_made_for_the_browser_once_and_as_plotly_makes_it():
    traces = [{"type": "scatter", "x": np.array([1.0, 2.0]), "y": np.array([3.0, np.nan]), "name": "<b>"}]
    finished = theme.figure(traces, {"title": {"text": "A"}})
    assert finished.to_dict() is finished.to_dict()
    assert pio.to_json(finished.to_dict(), validate=False) == pio.to_json(
        go.Figure.to_dict(finished), validate=False
    )


def test_the_code_ends_the_stamp_of_a_copy_and_nothing_else_changes():
    notes = [{"text": "n = 10"}, theme.stamp("SIMULATED DATA")]
    figure = theme.figure([{"type": "scatter", "x": [1], "y": [2]}], {"annotations": notes})
    coded = valid(theme.coded(figure, "flow:6f88fcf7:<b>"))
    assert [note.text for note in coded.layout.annotations] == [
        "n = 10",
        "SIMULATED DATA · flow:6f88fcf7:&lt;b&gt;",
    ]
    assert figure.layout.annotations[1].text == "SIMULATED DATA"
    assert coded.data == figure.data
