import csv
import math

import numpy as np
import pytest

from clinical.scores.meld import meld, meld_na, meld_na_raw, meld_raw, meld_terms
from clinical.scores.meld_3 import meld_3, meld_3_raw
from tests.clinical.vectors import keywords, tolerance, vectors


@vectors("meld")
@pytest.mark.shows("score MELD")
def test_meld_against_published_vectors(vector):
    given, expected = keywords(vector), vector["expected"]
    assert meld(**given) == expected["score"]
    if "raw" in expected:
        assert meld_raw(**given) == pytest.approx(expected["raw"], abs=tolerance(vector))


@vectors("meld_na_2016")
@pytest.mark.shows("score MELDNA")
def test_meld_na_against_published_vectors(vector):
    given, expected = keywords(vector), vector["expected"]
    assert meld_na(**given) == expected["score"]
    if "raw" in expected:
        assert meld_na_raw(**given) == pytest.approx(expected["raw"], abs=1e-9)
    if "meld_i" in expected:
        assert (
            meld(**{name: value for name, value in given.items() if name != "sodium_mmol_l"})
            == expected["meld_i"]
        )


@vectors("meld_3_0")
@pytest.mark.shows("score MELD30")
def test_meld_3_against_published_vectors(vector):
    given, expected = keywords(vector), vector["expected"]
    assert meld_3(**given) == expected["score"]
    if "raw" in expected:
        assert meld_3_raw(**given) == pytest.approx(expected["raw"], abs=tolerance(vector))
    if "raw_uncapped" in expected:
        assert meld_3_raw(**given) == pytest.approx(expected["raw_uncapped"], abs=0.05)


@pytest.fixture(scope="module")
def cohort(shared):
    """The Leipzig cohort as columns; an empty dialysis is none, as its oracles define."""
    with (shared / "data/eldd/eldd.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    def column(name):
        return np.array([float(row[name]) if row[name] else math.nan for row in rows])

    return {
        "bilirubin_umol_l": column("BILI_S"),
        "inr": column("INR_C"),
        "creatinine_umol_l": column("CRE_S"),
        "dialysis": np.nan_to_num(column("Dialysis")),
        "sodium_mmol_l": column("NA_S"),
        "albumin_g_l": column("ALB_S"),
        "female": np.array([row["Sex"] == "female" for row in rows]),
    }


def _inputs(cohort, *, sodium=False, rest=False):
    names = ["bilirubin_umol_l", "inr", "creatinine_umol_l", "dialysis"]
    names += ["sodium_mmol_l"] if sodium else []
    names += ["albumin_g_l", "female"] if rest else []
    return {name: cohort[name] for name in names}


SCORES_OF_THE_COHORT = {
    "EL-02": ("meld", lambda cohort: meld_raw(**_inputs(cohort))),
    "EL-03": ("meld_na", lambda cohort: meld_na_raw(**_inputs(cohort, sodium=True))),
    "EL-04": ("meld3", lambda cohort: meld_3_raw(**_inputs(cohort, sodium=True, rest=True))),
}


@pytest.mark.parametrize("item", SCORES_OF_THE_COHORT)
def test_raw_scores_of_the_leipzig_cohort_against_r(item, cohort, oracles):
    expected = oracles[item]["expected"]
    raw = SCORES_OF_THE_COHORT[item][1](cohort)
    present = raw[np.isfinite(raw)]
    found = {
        "n": len(present),
        "mean": present.mean(),
        "sd": present.std(ddof=1),
        "median": np.median(present),
        "min": present.min(),
        "max": present.max(),
        "missing": len(raw) - len(present),
    }
    assert found == pytest.approx({name: expected[name] for name in found}, abs=1e-8)


def test_single_patients_of_the_leipzig_cohort_against_r(cohort, oracles):
    rows = {int(item[4:]): oracles[item]["expected"] for item in oracles if item.startswith("EL-R")}
    assert len(rows) >= 10
    for name, compute in SCORES_OF_THE_COHORT.values():
        raw = compute(cohort)
        for row, expected in rows.items():
            missing = expected[name] is None
            wanted = math.nan if missing else expected[name]
            assert raw[row - 1] == pytest.approx(wanted, abs=1e-8, nan_ok=True), (name, row)


def test_the_reported_meld_of_the_cohort_is_the_raw_one_rounded_and_clamped(cohort, oracles):
    raw = meld_raw(**_inputs(cohort))
    reported = meld(**_inputs(cohort))
    known = np.isfinite(raw)
    assert np.array_equal(known, np.isfinite(reported))
    assert np.array_equal(reported[known], np.clip(np.floor(raw[known] + 0.5), 6, 40))
    assert int(known.sum()) == oracles["EL-02"]["expected"]["n"]


def test_optn_rounds_meld_before_the_gate_and_the_raw_score_does_not():
    """Raw MELD 11.41 with sodium 125: 11 as the policy reads, 23 unrounded (D-MELDNA-ROUND)."""
    given = {"bilirubin_umol_l": 17.1, "inr": 1.56, "creatinine_umol_l": 88.4, "sodium_mmol_l": 125}
    assert meld_na(**given) == 11
    assert meld_na_raw(**given) == pytest.approx(22.73, abs=0.05)


@pytest.mark.shows("score MELDNA")
def test_sodium_is_not_needed_at_or_below_the_gate_and_is_above_it():
    low = {"bilirubin_umol_l": 10, "inr": 1.0, "creatinine_umol_l": 60, "sodium_mmol_l": None}
    assert meld_na(**low) == meld(bilirubin_umol_l=10, inr=1.0, creatinine_umol_l=60) == 6
    assert math.isnan(meld_na(**low | {"inr": 3.0}))
    assert math.isnan(meld_na_raw(**low | {"inr": 3.0}))


@pytest.mark.parametrize(
    ("bilirubin", "inr", "creatinine", "raw", "score"),
    [
        (342, 2.1, 80, 26.06, 26),
        (342, 2.1, 60, 26.06, 26),
        (342, 2.3, 133, 30.99, 31),
        (513, 2.6, 88.4, 29.99, 30),
        (600, 2.6, 70, 30.58, 31),
        (205, 2.6, 133, 30.43, 30),
    ],
)
@pytest.mark.shows("score MELD")
def test_meld_against_the_golden_cases_of_the_protocol_notes(bilirubin, inr, creatinine, raw, score):
    given = {"bilirubin_umol_l": bilirubin, "inr": inr, "creatinine_umol_l": creatinine}
    assert meld_raw(**given) == pytest.approx(raw, abs=0.005)
    assert meld(**given) == score


@pytest.mark.shows("score MELD")
def test_dialysis_puts_creatinine_at_its_cap_even_when_it_is_low():
    given = {"bilirubin_umol_l": 51.3, "inr": 1.5, "dialysis": True}
    at_cap = meld(bilirubin_umol_l=51.3, inr=1.5, creatinine_umol_l=4 * 88.4)
    assert meld(creatinine_umol_l=30, **given) == meld(creatinine_umol_l=900, **given) == at_cap
    assert math.isnan(meld(creatinine_umol_l=30, bilirubin_umol_l=51.3, inr=1.5, dialysis=None))


def test_the_terms_name_what_each_input_adds():
    terms = meld_terms(bilirubin_umol_l=171, inr=1.0, creatinine_umol_l=50)
    assert terms == pytest.approx(
        {"bilirubin_umol_l": 3.78 * math.log(10), "inr": 0, "creatinine_umol_l": 0, "constant": 6.43}
    )


@pytest.mark.parametrize("score", [meld, meld_na, meld_3])
def test_e11_under_dialysis_creatinine_cannot_matter_by_optn_9_1_d(score):
    rest = {"bilirubin_umol_l": 342, "inr": 2.0}
    rest |= {} if score is meld else {"sodium_mmol_l": 130}
    rest |= {"albumin_g_l": 30, "female": False} if score is meld_3 else {}
    assert score(**rest, creatinine_umol_l=None, dialysis=True) == score(
        **rest, creatinine_umol_l=90, dialysis=True
    )
    assert np.isnan(score(**rest, creatinine_umol_l=None, dialysis=False))
    assert score(**rest, creatinine_umol_l=400, dialysis=None) == score(
        **rest, creatinine_umol_l=400, dialysis=False
    )
    assert np.isnan(score(**rest, creatinine_umol_l=90, dialysis=None))
