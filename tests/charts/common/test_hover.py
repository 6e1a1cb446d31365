"""What a point says of itself, and what a click may say to us."""

import numpy as np
import pytest

from charts.common import hover
from tests.charts.frames import result, series, text


def said(**changes):
    """The texts of one point: value, standard value and range, when and what is special, source, record."""
    return hover.rows(series(result(**changes)), text)[0].tolist()


def test_a_derived_score_says_its_number():
    score = {"paramcd": "MELD", "aval": 28.0, "avalc": None, "lborres": None, "avalu": ""}
    assert said(**score, anrlo=np.nan, anrhi=np.nan)[:2] == ["28", ""]


@pytest.mark.parametrize(
    ("delivered", "standard"),
    [
        (
            {"lborres": "200", "lborresu": "μmol/L"},
            " (0–17.1)",
        ),  # the same value, its unit in another spelling
        ({"lborres": "200.0"}, " (0–17.1)"),
        ({"lborres": "11.7", "lborresu": "mg/dL"}, " = 200 µmol/L (0–17.1)"),
        ({"lborres": "<0.2", "avalc": "<3.42", "aval": None}, " = &lt;3.42 µmol/L (0–17.1)"),
        ({"lborres": "200", "anrlo": np.nan}, " (≤ 17.1)"),
        ({"lborres": "200", "anrhi": np.nan}, " (≥ 0)"),
        ({"lborres": "200", "anrlo": np.nan, "anrhi": np.nan}, ""),
    ],
)
def test_the_standard_value_is_added_where_it_says_something_else(delivered, standard):
    assert said(**({"aval": 200.0, "avalc": "200"} | delivered))[1] == standard


def test_what_set_a_value_or_may_be_wrong_with_it_is_a_line_each():
    lines = said(confound="FFP24;PE48", slip="found", after_transplant=True)[2].split("<br>")
    assert lines[1:] == ["confound.FFP24", "confound.PE48", "hover.slip", "hover.grafted"]


def test_a_file_that_names_markup_stays_text():
    texts = said(source_file="<img src=x>.csv", visit="'\"<b>", lborres="<b>1</b>", lborresu="<i>")
    assert any("&lt;" in part for part in texts)
    assert not any(mark in part for part in texts for mark in ("<img", "<b>", "<i>"))


def test_what_is_not_known_is_left_out():
    assert said(taken=None, ady=np.nan, visit=None, source_row=np.nan)[2:4] == ["", "lb.csv"]


@pytest.mark.parametrize(
    ("sent", "number"),
    [
        (["a", "b", "c", "d", "812"], 812),
        (["a", "b", "c", "d", "-1"], None),
        (["a", "b", "c", "d", "8; DROP TABLE"], None),
        (["a", "b", "c", "d", 812], None),
        (["a"], None),
        ("a bar of an adverse event", None),
        (None, None),
        ({"0": "a"}, None),
    ],
)
def test_only_a_number_is_taken_from_a_browser(sent, number):
    assert hover.record_of(sent) == number
