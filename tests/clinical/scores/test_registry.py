"""Laws that hold for every score of the registry, now and for any that is added."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinical.laboratory.tests import LAB_TESTS
from clinical.scores import REGISTRY, ImplausibleValue, Input

MEASURED = {
    "bilirubin_umol_l": (1, 900),
    "inr": (0.7, 12),
    "creatinine_umol_l": (20, 1500),
    "sodium_mmol_l": (110, 160),
    "albumin_g_l": (10, 55),
    "age_years": (1, 95),
    "map_mmhg": (30, 140),
    "pao2_fio2": (50, 600),
    "spo2_fio2": (50, 500),
    "wbc_10e9_l": (0.1, 60),
    "neutrophils_10e9_l": (0.1, 50),
    "urea_mmol_l": (0.5, 60),
    "lactate_mmol_l": (0.2, 20),
    "platelets_10e9_l": (1, 600),
    "arterial_ph": (6.8, 7.7),
    "prothrombin_time_s": (9, 160),
    "alt": (5, 5000),
    "alt_uln": (20, 80),
    "alp": (20, 1500),
    "alp_uln": (80, 200),
}
# Where a score does not fall or rise throughout: MELD 3.0 lets sodium and albumin interact with bilirubin
# and creatinine so that both turn at the extremes; the age of King's is an inner band.
FALLING = {"albumin_g_l", "map_mmhg", "pao2_fio2", "spo2_fio2", "platelets_10e9_l", "arterial_ph"}
FALLING |= {"sodium_mmol_l", "alt_uln", "alp"}
NOT_MONOTONE = {("MELD30", "sodium_mmol_l"), ("MELD30", "albumin_g_l"), ("KINGSNON", "age_years")}
# King's asks only for what could decide; MELD-Na needs no sodium below its gate.
MISSING_MAY_NOT_MATTER = {("MELDNA", "sodium_mmol_l")}
CODES = list(REGISTRY)


def values_of(item: Input) -> st.SearchStrategy:
    if item.kind == "flag":
        return st.booleans()
    if item.kind == "whole":
        return st.integers(0, min(item.highest, 60))
    low, high = MEASURED[item.name]
    return st.floats(low, high).map(lambda value: round(value, 2))


LAST_BITS = 8 * np.finfo(np.float64).eps


def inputs_of(code: str) -> st.SearchStrategy:
    return st.fixed_dictionaries({item.name: values_of(item) for item in REGISTRY[code].inputs})


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
@pytest.mark.shows("score {code}")
def test_an_array_gives_what_its_elements_give_one_by_one(code, data):
    score = REGISTRY[code]
    patients = data.draw(st.lists(inputs_of(code), min_size=1, max_size=4))
    columns = {name: np.array([float(p[name]) for p in patients]) for name in patients[0]}
    singly = [score.value(**patient) for patient in patients]
    assert all(isinstance(value, float) for value in singly)
    assert np.array_equal(score.value(**columns), singly, equal_nan=True)
    # The logarithm of an array may differ from that of a number in the last bit, by processor and build of numpy.
    raw_singly = [score.raw(**p) for p in patients]
    np.testing.assert_allclose(score.raw(**columns), raw_singly, rtol=LAST_BITS, atol=0, equal_nan=True)


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
@pytest.mark.shows("score {code}")
def test_complete_inputs_give_a_score_within_its_bounds_and_terms_that_add_up(code, data):
    score, patient = REGISTRY[code], data.draw(inputs_of(code))
    value, raw = score.value(**patient), score.raw(**patient)
    assert math.isfinite(value)
    assert score.lowest is None or value >= score.lowest
    assert score.highest is None or value <= score.highest
    if score.terms is not None:
        assert sum(score.terms(**patient).values()) == pytest.approx(raw, abs=1e-9)


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
@pytest.mark.shows("score {code}")
def test_one_input_more_never_moves_the_score_the_wrong_way(code, data):
    score = REGISTRY[code]
    patient = data.draw(inputs_of(code))
    item = data.draw(st.sampled_from([i for i in score.inputs if (code, i.name) not in NOT_MONOTONE]))
    lower, higher = sorted((patient[item.name], data.draw(values_of(item))))
    at_lower = score.value(**patient | {item.name: lower})
    at_higher = score.value(**patient | {item.name: higher})
    falls = item.name in FALLING
    assert (at_higher <= at_lower) if falls else (at_higher >= at_lower)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("missing", [None, math.nan])
@settings(max_examples=10, deadline=None)
@given(data=st.data())
@pytest.mark.shows("score {code}")
def test_a_missing_or_impossible_input_gives_missing_never_a_normal(code, missing, data):
    score, patient = REGISTRY[code], data.draw(inputs_of(code))
    for item in score.inputs:
        either = {"pao2_fio2", "spo2_fio2"} & set(patient)
        if item.optional or (code, item.name) in MISSING_MAY_NOT_MATTER or code.startswith("KINGS"):
            continue
        gone = dict.fromkeys(either if item.name in either else {item.name}, missing)
        for computed in (score.value, score.raw):
            without = computed(**patient | gone)
            if not math.isnan(without):  # E11: Kleene, only where whatever stands in its place gives the same
                others = [patient | {item.name: data.draw(values_of(item))} for _ in range(5)]
                assert {computed(**other) for other in others} == {without}, item.name


@pytest.mark.parametrize("code", CODES)
@pytest.mark.shows("score {code}")
def test_without_any_input_there_is_no_score(code):
    score = REGISTRY[code]
    assert math.isnan(score.value(**dict.fromkeys([item.name for item in score.inputs])))


@pytest.mark.parametrize("impossible", [0, -1, math.inf, -math.inf])
def test_an_impossible_number_counts_as_missing_alone_and_in_an_array(impossible):
    given_ = {"inr": 2.0, "creatinine_umol_l": 80}
    meld = REGISTRY["MELD"].value
    assert math.isnan(meld(bilirubin_umol_l=impossible, **given_))
    scores = meld(bilirubin_umol_l=np.array([impossible, 342]), **given_)
    assert math.isnan(scores[0])
    assert math.isfinite(scores[1])


def test_text_is_an_error_that_names_the_input():
    with pytest.raises(ImplausibleValue, match="bilirubin_umol_l"):
        REGISTRY["MELD"].value(bilirubin_umol_l="17 mg/dL", inr=2.0, creatinine_umol_l=80)


@pytest.mark.parametrize("code", CODES)
def test_every_entry_is_complete(code):
    score = REGISTRY[code]
    assert len(code) <= 8
    assert score.en and score.zh and score.reference and score.checked
    assert score.verified or (score.caveat_en and score.caveat_zh)
    assert bool(score.caveat_en) == bool(score.caveat_zh)
    names = [item.name for item in score.inputs]
    assert len(names) == len(set(names))
    for item in score.inputs:
        if item.source in LAB_TESTS and item.kind == "measurement":
            assert item.unit == LAB_TESTS[item.source].unit


def test_the_codes_that_others_rely_on():
    asked = "MELD MELDNA MELD30 ALBI CHILDPUG COSSH2 CLIFACLF CLIFOF ACLFGR AARC KINGSPAR KINGSNON RRATIO"
    assert set(asked.split()) | {"SOFALIV", "SOFACOAG"} <= set(REGISTRY)


def test_only_what_could_not_be_checked_is_marked_unverified():
    assert [code for code, score in REGISTRY.items() if not score.verified] == ["COSSH2"]
