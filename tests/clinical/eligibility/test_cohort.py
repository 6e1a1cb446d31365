"""Cohorts: the same answer as one by one, the Leipzig patients against R, attrition, moving a limit."""

import time

import numpy as np
import pandas as pd
import pytest

from clinical.eligibility import assess
from clinical.eligibility.assessment import Verdict
from clinical.eligibility.candidate import FIELDS
from clinical.eligibility.cohort import assess_many, attrition, columns_from, counts, sweep
from clinical.eligibility.criteria import CRITERIA
from clinical.eligibility.limits import MOVABLE, REGISTERED, Limits
from clinical.eligibility.meld import meld_range
from clinical.eligibility.readings import READINGS
from tests.clinical.eligible import ALF, CASE_1, candidate

PEOPLE = [
    CASE_1,
    candidate(creatinine_umol_l=150),
    candidate(age_years=66),
    candidate(**ALF),
    candidate(inr="<1.5", pta_percent=None),
    candidate(liver_cancer="maybe"),
    candidate(age_years=70, liver_cancer="yes"),
    {},
]
FRAME = pd.DataFrame(PEOPLE).astype(object).assign(subject=list("abcdefgh")).set_index("subject")


@pytest.mark.parametrize("reading", ["registered", "meld_raw", "both_coagulation", "fresh_only"])
def test_a_cohort_is_assessed_as_its_members_one_by_one(reading):
    many = assess_many(FRAME, reading=reading)
    for row, person in zip(many.to_dict("records"), PEOPLE, strict=True):
        alone = assess(person, reading=reading)
        assert row["verdict"] == alone.verdict
        assert {c.id: row[c.id] for c in alone.criteria} == {c.id: c.result for c in alone.criteria}
        assert row["failed"].split() == list(alone.failed)
        assert row["open"].split() == list(alone.open)
        assert row["problems"] == len(alone.problems)
    assert list(many.index) == list(FRAME.index)


def test_a_cohort_without_members_or_without_known_columns_is_answered():
    assert len(assess_many(FRAME.iloc[:0])) == 0
    assert set(assess_many(pd.DataFrame({"anything": [1, 2]}))["verdict"]) == {"UNDETERMINED"}


def test_attrition_counts_every_candidate_once():
    assessed = assess_many(FRAME)
    table = attrition(assessed).set_index("criterion")
    assert table["removed"].sum() + table["left"].iloc[-1] == len(FRAME)
    assert table.loc["I1", "fail"] == 2
    assert table.loc["I1", "only"] == 1
    assert table.loc["E1", ["fail", "removed", "only"]].tolist() == [1, 0, 0]
    assert table.loc["E1", "unknown"] == 2
    assert counts(FRAME) == {
        Verdict.ELIGIBLE: 2,
        Verdict.NOT_ELIGIBLE: 3,
        Verdict.UNDETERMINED: 3,
    }


def test_moving_a_limit_moves_the_count():
    table = sweep(FRAME, "age_high_years", [60, 65, 66]).set_index("value")
    assert table["ELIGIBLE"].tolist() == [2, 2, 3]
    assert (table.sum(axis=1) == len(FRAME)).all()


@pytest.mark.parametrize("limit", MOVABLE)
def test_a_movable_limit_touches_only_the_criteria_it_names(limit):
    movable = MOVABLE[limit]
    assert movable.low <= getattr(REGISTERED, limit) <= movable.high
    for value in (movable.low, movable.high):
        moved = Limits(**{limit: value})
        for reading in READINGS:
            before, after = (
                assess_many(FRAME, reading=reading),
                assess_many(FRAME, reading=reading, limits=moved),
            )
            changed = {each.id for each in CRITERIA if (before[each.id] != after[each.id]).any()}
            assert changed <= set(movable.touches)
        swept = sweep(FRAME, limit, [value]).iloc[0]
        assert {verdict: swept[verdict.value] for verdict in Verdict} == counts(FRAME, limits=moved)


def test_ten_thousand_candidates_take_seconds():
    random = np.random.default_rng(1)
    many = pd.DataFrame([CASE_1] * 10_000)
    many["bilirubin_umol_l"] = random.normal(323, 148, len(many)).round(1)
    many["inr"] = random.normal(2.1, 0.5, len(many)).round(2)
    start = time.perf_counter()
    columns = columns_from(many)
    assess_many(columns)
    sweep(columns, "meld", range(25, 36))
    assert time.perf_counter() - start < 5


# --- the Leipzig cohort, answers computed with R --------------------------------------------------------


@pytest.fixture(scope="module")
def leipzig(shared):
    """Real patients with every MELD input; an empty dialysis counts as none there, and only there."""
    data = pd.read_csv(shared / "data/eldd/eldd.csv")
    return pd.DataFrame(
        {
            "age_years": data["Age"],
            "sex": data["Sex"],
            "bilirubin_umol_l": data["BILI_S"],
            "inr": data["INR_C"],
            "creatinine_umol_l": data["CRE_S"],
            "sodium_mmol_l": data["NA_S"],
            "albumin_g_l": data["ALB_S"],
            "dialysis_past_week": np.where(data["Dialysis"] == 1, "yes", "no"),
        }
    )


def test_age_bilirubin_inr_and_meld_against_r_el_05(leipzig, oracles):
    expected = oracles["EL-05"]["expected"]
    raw = assess_many(leipzig, reading="meld_raw")
    # Without PTA the reading 'PTA first' judges INR alone, as the oracle does.
    inr = assess_many(leipzig, reading="pta_first")["I4"].value_counts()
    age, bilirubin, meld = (raw[name].value_counts() for name in ("I1", "I3", "E4"))
    each = expected["each"]
    assert (age["MET"], age["NOT_MET"]) == (each["age"]["yes"], each["age"]["no"])
    # A single bilirubin below the limit leaves the daily rise open.
    assert (bilirubin["MET"], bilirubin["UNKNOWN"]) == (each["bili"]["yes"], each["bili"]["no"])
    assert (inr["MET"], inr["NOT_MET"], inr["UNKNOWN"]) == tuple(
        each["inr"][key] for key in ("yes", "no", "unknown")
    )
    assert (meld["NOT_MET"], meld["MET"], meld["UNKNOWN"]) == tuple(
        each["meld"][key] for key in ("yes", "no", "unknown")
    )
    passing = raw[["I1", "I3", "I4"]].eq("MET").all(axis=1) & raw["E4"].eq("NOT_MET")
    assert [row + 1 for row in np.flatnonzero(passing)] == expected["pass_rows"]


def test_the_score_variant_changes_who_is_above_30_against_r_el_08(leipzig, oracles):
    expected = oracles["EL-08"]["expected"]
    columns = columns_from(leipzig)
    meld, meld_3 = meld_range(columns, "original"), meld_range(columns, "version_3")
    above, above_3 = meld.low > 30, meld_3.low > 30
    both = meld.known & meld_3.known
    assert int((above & meld.known).sum()) == expected["meld"]
    assert int((above_3 & meld_3.known).sum()) == expected["meld3"]
    assert int((above != above_3)[both].sum()) == expected["meld_vs_meld3_differ"]


def test_the_template_columns_are_the_fields():
    assert set(CASE_1) <= set(FIELDS)
    assert Limits() == REGISTERED
