"""The eligibility figures: what is drawn is what the frames say, signs beside colours."""

import json

import numpy as np
import pandas as pd

from charts.eligibility import candidate, cohort
from clinical.eligibility.limits import REGISTERED
from clinical.eligibility.meld_map import meld_map
from tests.charts.frames import text, valid

LARGEST_BYTES = 150_000


def track(n):
    days = pd.date_range("2025-03-01", periods=n)
    return pd.DataFrame(
        {
            "adt": days,
            "bilirubin_umol_l": np.linspace(200, 300, n),
            "creatinine_umol_l": np.linspace(80, 90, n),
        }
    )


def size(figure):
    return len(figure.to_json().encode())


def test_the_map_shows_the_candidate_the_track_and_the_lines():
    figure = valid(
        candidate.meld_map(
            meld_map(2.1, REGISTERED), (342, 80), track(5), aclf_bar=260, stamp="SIM", words=text
        )
    )
    x = [tuple(trace.x) for trace in figure.data if trace.x is not None and len(trace.x) == 1]
    assert x == [(342,)]
    assert any(len(trace.x) == 5 for trace in figure.data if trace.x is not None)
    named = {note.text for note in figure.layout.annotations}
    assert {"MELD 30.5", "MELD 25", "MELD 35"} <= named
    assert any("260" in name for name in named)
    assert figure.layout.shapes[0].x0 == 260
    assert size(figure) < LARGEST_BYTES


def test_the_map_stands_without_candidate_track_and_bar():
    figure = valid(
        candidate.meld_map(meld_map(9.0, REGISTERED), None, track(0), aclf_bar=None, stamp="SIM", words=text)
    )
    assert not figure.layout.shapes
    json.loads(figure.to_json())


DAYS = pd.DataFrame({"day": ["2025-03-01", "2025-03-02"], "verdict": [0, 2], "I1": [0, 1]})


def test_the_strip_has_a_sign_and_a_reason_in_every_cell():
    reasons = [["all met", "I1 open"], ["age 45", "<b>"]]
    figure = valid(
        candidate.days_of_stay(DAYS, [("verdict", "Verdict"), ("I1", "Age")], reasons, stamp="SIM")
    )
    cells = figure.data[0]
    assert cells.z.tolist() == [[0, 2], [0, 1]]
    assert cells.text.tolist() == [["✓", "✗"], ["✓", "?"]]
    assert list(cells.y) == ["Verdict", "Age"]
    assert cells.customdata.tolist()[1][1] == "&lt;b&gt;"


def test_a_stay_of_sixty_days_stays_small():
    days = pd.DataFrame({"day": [f"day {n}" for n in range(61)]} | {f"c{n}": [n % 3] * 61 for n in range(11)})
    rows = [(f"c{n}", f"Criterion {n}") for n in range(11)]
    assert (
        size(candidate.days_of_stay(days, rows, [["INR 2.1, PTA 30"] * 61] * 11, stamp="SIM")) < LARGEST_BYTES
    )


ATTRITION = pd.DataFrame(
    {
        "criterion": ["I1", "I2"],
        "fail": [4, 22],
        "unknown": [0, 3],
        "only": [2, 5],
        "removed": [4, 21],
        "left": [57, 36],
    }
)


def test_attrition_splits_failures_into_removed_here_and_removed_before():
    figure = valid(cohort.attrition(ATTRITION, ["I1 Age", "I2 ACLF"], stamp="SIM", words=text))
    removed, also, unknown = (list(trace.x) for trace in figure.data)
    assert (removed, also, unknown) == ([4, 21], [0, 1], [0, 3])
    assert [note.text.strip() for note in figure.layout.annotations][:2] == ["57", "36"]


def test_the_sweep_marks_where_the_limit_stands_and_where_it_is_registered():
    table = pd.DataFrame(
        {"value": [29.0, 30.0], "ELIGIBLE": [19, 21], "NOT_ELIGIBLE": [42, 40], "UNDETERMINED": [0, 0]}
    )
    figure = valid(cohort.limit_sweep(table, 29.0, 30.0, title="MELD cap", stamp="SIM", words=text))
    assert [shape.x0 for shape in figure.layout.shapes] == [30.0, 29.0]
    assert list(figure.data[0].y) == [19, 21]
    assert figure.data[0].line.dash != figure.data[1].line.dash


def test_a_picture_that_leaves_the_page_says_what_data_it_shows():
    figures = [
        candidate.meld_map(meld_map(2.1, REGISTERED), None, track(0), aclf_bar=None, stamp="SIM", words=text),
        candidate.days_of_stay(DAYS, [("I1", "Age")], [["", ""]], stamp="SIM"),
        cohort.attrition(ATTRITION, ["I1", "I2"], stamp="SIM", words=text),
    ]
    for figure in figures:
        assert "SIM" in [note.text for note in valid(figure).layout.annotations]
