"""Display thresholds against the table of the trial's design document (trial.md 3.2), both sides of each limit."""

import math

import pytest

from clinical.ward.thresholds import AMBER, RED, THRESHOLDS, marks


@pytest.mark.parametrize(
    ("value", "number", "level"),
    [
        ("meld_chg7d", 2.9, None), ("meld_chg7d", 3, AMBER), ("meld_chg7d", 4.9, AMBER), ("meld_chg7d", 5, RED),
        ("meld", 22, None), ("meld", 23, AMBER), ("meld", 28, RED),
        ("hegrade", 2, None), ("hegrade", 3, RED), ("he_chg7d", 0, None), ("he_chg7d", 1, AMBER),
        ("bili", 204.9, None), ("bili", 205, AMBER), ("bili", 428, RED),
        ("inr", 1.99, None), ("inr", 2.0, AMBER), ("inr", 2.5, RED),
        ("pta", 30, None), ("pta", 29.9, AMBER), ("pta", 20, AMBER), ("pta", 19.9, RED),
        ("creat", 176.9, None), ("creat", 177, RED), ("creat_rise48h", 26.4, None), ("creat_rise48h", 26.5, AMBER),
        ("creat_x7d", 1.49, None), ("creat_x7d", 1.5, AMBER),
        ("sodium", 130, None), ("sodium", 129, AMBER), ("sodium", 124, RED),
        ("aarc", 7, None), ("aarc", 8, AMBER), ("aarc", 10, AMBER), ("aarc", 11, RED),
        ("bili_rise", 17, None), ("bili_rise", 17.1, AMBER), ("bili_rise_2d", 17, None), ("bili_rise_2d", 17.1, RED),
        ("map", 70, None), ("map", 69, AMBER), ("map", 40, AMBER), ("pressor", 1, RED), ("rrt", 1, RED),
        ("lactate", 1.4, None), ("lactate", 1.5, AMBER), ("lactate", 2.5, AMBER), ("lactate", 2.6, RED),
        ("wbc", 10, None), ("wbc", 10.1, AMBER), ("pct", 0.49, None), ("pct", 0.5, AMBER),
        ("temp", 37.9, None), ("temp", 38, AMBER), ("sepsis", 1, RED),
        ("hgb_fall", 9, None), ("hgb_fall", 10, AMBER), ("hgb_fall", 20, RED),
        ("k", 3.5, None), ("k", 3.4, AMBER), ("k", 2.9, AMBER), ("k", 2.8, RED), ("k", 5.5, None), ("k", 5.6, AMBER),
        ("k", 6.1, AMBER), ("k", 6.2, RED),
        ("gluc", 3.9, None), ("gluc", 3.8, AMBER), ("gluc", 2.3, AMBER), ("gluc", 2.2, RED),
        ("plat", 50, None), ("plat", 49, AMBER), ("plat", 21, AMBER), ("plat", 20, RED), ("plat", 19, RED),
    ],
)  # fmt: skip
def test_levels_against_trial_md_3_2(value, number, level):
    assert {mark.level for mark in marks({value: number})} == ({level} if level else set())


@pytest.mark.parametrize("missing", [None, math.nan])
def test_a_missing_value_marks_nothing(missing):
    assert marks({threshold.value: missing for threshold in THRESHOLDS}) == ()


def test_red_marks_come_first():
    assert [mark.level for mark in marks({"meld": 24, "creat": 200})] == [RED, AMBER]


@pytest.mark.parametrize("threshold", THRESHOLDS, ids=lambda each: each.code)
@pytest.mark.parametrize("level", [AMBER, RED])
def test_the_span_of_a_level_begins_at_the_limit_itself_only_where_it_belongs_to_it(threshold, level):
    limit = threshold.amber if level == AMBER else threshold.red
    span = threshold.span(level)
    if math.isinf(limit):
        assert span is None
        return
    least, most = span
    included = threshold.amber_included if level == AMBER else threshold.red_included
    assert (least <= limit <= most) == included
    worse = 0.01 if threshold.rising else -0.01
    assert least <= limit + worse <= most and not least <= limit - worse <= most


def test_the_noise_of_a_difference_of_two_floats_crosses_no_limit():
    rise = 88.6 - 62.1
    assert rise < 26.5, "the difference is 26.5 and its float is not"
    assert {mark.level for mark in marks({"creat_rise48h": rise})} == {AMBER}


@pytest.mark.parametrize("threshold", THRESHOLDS, ids=lambda each: each.code)
def test_every_limit_has_a_source_that_was_read_or_is_ours_in_one_place(threshold):
    limits = {
        level for level, limit in ((AMBER, threshold.amber), (RED, threshold.red)) if not math.isinf(limit)
    }
    assert threshold.ours <= limits
    for said in (threshold.basis.en, threshold.basis.zh):
        assert said and "remember" not in said and "记忆" not in said
    assert threshold.ours == limits or threshold.basis.en != "no publication"


def test_every_signal_of_trial_md_3_2_has_its_threshold():
    assert {
        "MELD_RISE", "MELD", "AARC", "BILI_RISE", "BILI", "INR", "PTA", "HE_RISE", "HE", "AKI_48H", "AKI_7D", "CREAT",
        "RRT", "SODIUM", "MAP", "PRESSOR", "LACTATE", "WBC", "PCT", "TEMP", "SEPSIS", "HGB_FALL", "PLAT",
        "K_LOW", "K_HIGH", "GLUC",
    } <= {each.code for each in THRESHOLDS}  # fmt: skip
