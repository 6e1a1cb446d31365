"""The printed formulas compute what the functions compute."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.scores import REGISTRY
from clinical.scores.formulas import FORMULAS

MEASUREMENTS = st.floats(0.1, 5.0)
# What a formula names beside the inputs, from the functions of the score's own file.
STEPS = {"meld", "clif_of", "encephalopathy_class"}


def printed(code, names):
    return eval(FORMULAS[code], {"ln": math.log, "log10": math.log10, **names})  # noqa: S307 - our own text


@pytest.mark.parametrize("code", sorted(FORMULAS))
def test_every_formula_belongs_to_a_score_and_names_its_inputs(code):
    known = {each.used_name or each.name for each in REGISTRY[code].inputs}
    named = set(re.findall(r"[a-z]\w+(?!\w*\()", FORMULAS[code])) - {"ln", "log10", "log1"}
    assert named <= known | STEPS


@pytest.mark.parametrize("code", ["MELD", "MELD30", "ALBI", "RRATIO"])
@given(data=st.data())
@pytest.mark.shows("score {code}")
def test_the_printed_formula_computes_the_score(code, data):
    score = REGISTRY[code]
    inputs = {
        each.name: data.draw(st.booleans() if each.kind == "flag" else MEASUREMENTS)
        * (each.divisor * 30 if each.kind != "flag" else 1)
        for each in score.inputs
    }
    used = {each.used_name or each.name: float(each.used(inputs[each.name])) for each in score.inputs}
    if inputs.get("dialysis"):
        used["creatinine_mg_dl"] = next(each.cap for each in score.inputs if each.name == "creatinine_umol_l")
    assert printed(code, used) == pytest.approx(score.raw(**inputs), rel=1e-9, abs=1e-9)


@given(st.floats(12, 40).map(round), st.floats(110, 150))
@pytest.mark.shows("score MELDNA")
def test_the_printed_meld_na_adds_to_the_rounded_meld(meld, sodium):
    from clinical.scores.meld import SODIUM, meld_na

    # An INR that alone gives this MELD, so that the sodium step stands by itself.
    inr = math.exp((meld - 6.43) / 11.2)
    used = printed("MELDNA", {"meld": meld, "sodium_mmol_l": float(SODIUM.used(sodium))})
    expected = meld_na(bilirubin_umol_l=10, inr=inr, creatinine_umol_l=50, sodium_mmol_l=sodium)
    assert expected == pytest.approx(min(40, math.floor(used + 0.5 + 1e-9)))


@given(st.integers(18, 80), st.floats(1, 40), st.sampled_from([(0, 6), (2, 7), (3, 8)]))
@pytest.mark.shows("score CLIFACLF")
def test_the_printed_clif_c_aclf_computes_the_score(age, wbc, brain):
    grade, organ_failure = brain
    labs = {"bilirubin_umol_l": 20, "creatinine_umol_l": 60, "inr": 1.0, "map_mmhg": 80, "pao2_fio2": 400}
    score = REGISTRY["CLIFACLF"].raw(
        **labs,
        encephalopathy_grade=grade,
        renal_replacement=False,
        vasopressors=False,
        ventilated=False,
        spo2_fio2=None,
        age_years=age,
        wbc_10e9_l=wbc,
    )
    assert printed(
        "CLIFACLF", {"clif_of": organ_failure, "age_years": age, "wbc_10e9_l": wbc}
    ) == pytest.approx(score)


@given(st.integers(18, 80), st.floats(1, 8), st.floats(50, 700), st.sampled_from([(0, 1), (1, 2), (4, 3)]))
@pytest.mark.shows("score COSSH2")
def test_the_printed_cossh_aclf_ii_computes_the_score(age, inr, bilirubin, brain):
    grade, encephalopathy_class = brain
    others = {
        "neutrophils_10e9_l": 4.5,
        "urea_mmol_l": 4.2,
        "bilirubin_umol_l": bilirubin,
        "age_years": age,
        "inr": inr,
    }
    score = REGISTRY["COSSH2"].raw(**others, encephalopathy_grade=grade)
    assert printed("COSSH2", others | {"encephalopathy_class": encephalopathy_class}) == pytest.approx(score)
