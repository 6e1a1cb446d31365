"""Who is screened and enrolled, against the published ranges of trial.md, section 4.1.

600 randomised patients; a tolerance is the published spread between sources, or about two standard errors
around a single figure. [C] computed, [M] remembered, [P] proposed there, [R n] its source n.
"""

import numpy as np
import pytest

from clinical.scores import meld
from tests.data_access.simulated import PATIENTS, at_screening, enrolled, followed


@pytest.fixture(scope="module")
def screened():
    return followed()[0]


def test_direct_bilirubin_share_against_trial_md_4_1_r51(screened):
    share = at_screening(enrolled(screened), "BILDIR") / at_screening(enrolled(screened), "BILI")
    assert np.percentile(share, [25, 50, 75]) == pytest.approx([0.65, 0.72, 0.79], abs=0.05)


def test_who_is_enrolled_against_trial_md_4_1_r35_r51_r52_r53(screened):
    people = [one.candidate for one in enrolled(screened)]
    age = np.array([one.age_years for one in people])
    assert 41.5 <= age.mean() <= 45 and 10 <= age.std() <= 12.6 and age.max() <= 65
    assert 0.82 <= np.mean([not one.female for one in people]) <= 0.91
    assert 0.52 <= np.mean([one.cirrhosis for one in people]) <= 0.77


def test_causes_against_trial_md_4_1_p_and_4_2_p(screened):
    people = [one.candidate for one in enrolled(screened)]
    chronic = [one.cause for one in people if not one.acute]
    assert 0.79 <= np.mean([cause == "CHRONIC HEPATITIS B" for cause in chronic]) <= 0.87
    assert 0.04 <= np.mean([cause == "ALCOHOLIC LIVER DISEASE" for cause in chronic]) <= 0.09
    assert 1 / 20 * 0.5 <= np.mean([one.acute for one in people]) <= 3 / 20


def test_candidates_before_the_gates_against_trial_md_4_1_r35_r51(screened):
    bilirubin = at_screening(screened, "BILI")
    assert bilirubin.mean() == pytest.approx(323, abs=12) and bilirubin.std() == pytest.approx(148, abs=20)
    inr = np.percentile(at_screening(screened, "INR"), [25, 50, 75])
    assert inr == pytest.approx([1.77, 2.08, 2.50], abs=0.06)
    chronic = [one.candidate for one in screened if not one.candidate.acute]
    assert np.mean([one.he_grade > 0 for one in chronic]) == pytest.approx(0.178, abs=0.025)


def test_gates_fail_as_often_as_in_trial_md_4_1_c(screened):
    def failing(test):
        return np.mean([test(one.candidate.values) for one in screened])

    assert failing(lambda v: not 1.5 <= v["INR"] <= 2.6) == pytest.approx(0.29, abs=0.03)
    assert failing(lambda v: v["BILI"] < 171) == pytest.approx(0.11, abs=0.02)
    assert np.mean(["E4" in one.failed for one in screened]) == pytest.approx(0.105, abs=0.03)
    assert np.mean(["I5" in one.failed for one in screened]) == pytest.approx(0.05, abs=0.02)
    assert 45 <= 20 * len(screened) / PATIENTS <= 50


def test_eligible_patients_against_trial_md_4_1_c(screened):
    people = enrolled(screened)
    bilirubin, inr, creatinine = (at_screening(people, code) for code in ("BILI", "INR", "CREAT"))
    score = meld(bilirubin_umol_l=bilirubin, inr=inr, creatinine_umol_l=creatinine)
    assert score.mean() == pytest.approx(25.7, abs=0.4) and score.std() == pytest.approx(2.2, abs=0.4)
    assert np.percentile(score, [5, 95]) == pytest.approx([22, 29], abs=1)
    assert np.percentile(inr, [25, 50, 75]) == pytest.approx([1.78, 2.0, 2.25], abs=0.06)
    assert np.percentile(bilirubin, [25, 50, 75]) == pytest.approx([240, 306, 400], rel=0.06)
    assert np.percentile(creatinine, [25, 50, 75]) == pytest.approx([67, 80, 95], abs=5)


@pytest.mark.parametrize(
    ("code", "low", "high"),
    [
        ("ALT", 137, 348),
        ("AST", 136, 298),
        ("GGT", 84 * 0.9, 84 * 1.1),
        ("PLAT", 100, 120),
        ("CRP", 12 * 0.85, 12 * 1.15),
        ("HGB", 119, 130),
        ("AFP", 40, 70),
    ],
)
def test_baseline_medians_against_trial_md_4_1_r24_r35_r51_r55(screened, code, low, high):
    assert low <= np.median(at_screening(enrolled(screened), code)) <= high


@pytest.mark.parametrize(
    ("code", "low", "high"),
    [
        ("ALB", 30.0, 31.5),
        ("SODIUM", 135.5, 137.5),
        ("K", 3.95, 4.17),
        ("ALP", 130, 152),
        ("WBC", 6.3, 8.1),
        ("NEUT", 4.3, 6.3),
    ],
)
def test_baseline_means_against_trial_md_4_1_r19_r24_r35(screened, code, low, high):
    assert low <= at_screening(enrolled(screened), code).mean() <= high
