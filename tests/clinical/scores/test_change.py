"""What each input adds to a change of a score: the parts and the rest always make the whole."""

from decimal import Decimal
from math import fsum, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.scores import REGISTRY
from clinical.scores.change import change

CODES = ("MELD", "MELDNA", "MELD30", "ALBI", "CHILDPUG", "AARC", "COSSH2")
# Each range reaches beyond floor and cap.
RANGES = {
    "bilirubin_umol_l": (2.0, 1200.0), "inr": (0.6, 12.0), "creatinine_umol_l": (15.0, 1500.0),
    "sodium_mmol_l": (110.0, 160.0), "albumin_g_l": (8.0, 60.0), "lactate_mmol_l": (0.2, 20.0),
    "neutrophils_10e9_l": (0.1, 60.0), "urea_mmol_l": (0.5, 60.0), "age_years": (18.0, 90.0),
}  # fmt: skip
WHOLE = {"ascites": 2, "encephalopathy_grade": 4}
FLAGS = ("dialysis", "female")


def value_of(name):
    """A possible value of one input."""
    if name in FLAGS:
        return st.booleans()
    if name in WHOLE:
        return st.integers(0, WHOLE[name])
    return st.floats(*RANGES[name]).map(lambda number: round(number, 3))


def inputs_of(code):
    return st.fixed_dictionaries({item.name: value_of(item.name) for item in REGISTRY[code].inputs})


pairs = st.sampled_from(CODES).flatmap(
    lambda code: st.tuples(st.just(code), inputs_of(code), inputs_of(code))
)


@given(pairs)
def test_the_bars_add_up_exactly_to_the_difference_of_the_reported_scores(pair):
    code, before, after = pair
    score = REGISTRY[code]
    found = change(score, before, after)
    assert (found.before, found.after) == (score.value(**before), score.value(**after))
    assert fsum([found.before, *found.parts.values(), found.limits]) == pytest.approx(found.after, abs=1e-9)
    parts, limits = found.printed()
    printed = Decimal(str(found.before)) + sum(parts.values()) + limits
    assert printed == Decimal(str(found.after)), "what is printed adds up to the last digit"


@given(pairs)
def test_a_bar_is_the_difference_of_the_terms_and_prints_as_such(pair):
    code, before, after = pair
    score = REGISTRY[code]
    found = change(score, before, after)
    earlier, later = score.terms(**before), score.terms(**after)
    assert found.parts == {name: later[name] - earlier[name] for name in later if name != "constant"}
    parts, _ = found.printed()
    half = Decimal(1).scaleb(-found.decimals) / 2
    assert all(abs(Decimal(found.parts[name]) - part) <= half for name, part in parts.items())


@given(pairs)
def test_the_way_back_is_the_way_there_with_other_signs(pair):
    code, before, after = pair
    there, back = (change(REGISTRY[code], *ends) for ends in ((before, after), (after, before)))
    assert {name: -part for name, part in back.parts.items()} == there.parts
    assert back.limits == pytest.approx(-there.limits, abs=1e-12)


@given(pairs)
def test_what_did_not_change_adds_nothing(pair):
    code, before, _ = pair
    found = change(REGISTRY[code], before, before)
    assert set(found.parts.values()) == {0.0} and found.limits == 0


TUBE = {"bilirubin_umol_l": 342.0, "inr": 2.0, "creatinine_umol_l": 88.4, "dialysis": False}


def test_meld_by_hand_inr_from_2_to_3_is_11_2_times_the_logarithm_of_one_and_a_half():
    """20 mg/dL, creatinine 1.0: 3.78 ln 20 + 11.2 ln 2 + 6.43 = 25.52 -> 26; with INR 3: 30.06 -> 30."""
    found = change(REGISTRY["MELD"], TUBE, TUBE | {"inr": 3.0})
    assert (found.before, found.after) == (26, 30)
    assert found.parts["inr"] == pytest.approx(11.2 * log(1.5))
    assert found.printed()[0]["inr"] == Decimal("4.54") and found.printed()[1] == Decimal("-0.54")


def test_dialysis_shows_in_the_creatinine_bar_as_the_cap_of_4():
    found = change(REGISTRY["MELD"], TUBE, TUBE | {"dialysis": True})
    assert found.parts["creatinine_umol_l"] == pytest.approx(9.57 * log(4))
    assert found.parts["bilirubin_umol_l"] == found.parts["inr"] == 0


def test_the_gate_of_meld_na_lies_in_the_last_bar():
    """Raw 11.41 rounds to 11 (scores.md 3): no sodium term, where the unrounded terms have one of 12 points."""
    at_gate = {"bilirubin_umol_l": 17.1, "inr": 1.56, "creatinine_umol_l": 88.4, "dialysis": False}
    found = change(REGISTRY["MELDNA"], at_gate | {"sodium_mmol_l": 137.0}, at_gate | {"sodium_mmol_l": 125.0})
    assert (found.before, found.after) == (11, 11)
    assert found.parts["sodium_mmol_l"] > 11 and found.limits == pytest.approx(-found.parts["sodium_mmol_l"])


def test_a_cap_of_40_lies_in_the_last_bar():
    found = change(REGISTRY["MELD"], TUBE | {"inr": 6.0}, TUBE | {"inr": 12.0})
    assert (found.before, found.after) == (38, 40)
    assert found.limits == pytest.approx(2 - 11.2 * log(2))


@pytest.mark.parametrize("missing", ["bilirubin_umol_l", "inr", "creatinine_umol_l"])
def test_a_missing_input_gives_no_contributions(missing):
    assert change(REGISTRY["MELD"], TUBE, TUBE | {missing: None}) is None


def test_a_score_that_is_not_a_sum_gives_none():
    score = REGISTRY["RRATIO"]
    assert score.terms is None
    tube = {"alt": 100.0, "alt_uln": 40.0, "alp": 100.0, "alp_uln": 120.0}
    assert change(score, tube, tube) is None


@pytest.mark.parametrize(
    ("code", "decimals"), [("MELD", 2), ("ALBI", 3), ("CHILDPUG", 0), ("AARC", 0), ("COSSH2", 2)]
)
def test_points_are_printed_whole_and_other_terms_with_two_decimals_or_those_of_the_score(code, decimals):
    inputs = {
        item.name: False if item.kind == "flag" else 1 if item.kind == "whole" else RANGES[item.name][0] * 2
        for item in REGISTRY[code].inputs
    }
    assert change(REGISTRY[code], inputs, inputs).decimals == decimals
