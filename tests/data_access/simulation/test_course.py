"""Outcome and course, against the published ranges of trial.md, sections 4.2 and 4.3.

600 patients followed for a year; [M] remembered, [P] proposed there, [R n] its source n.
"""

import numpy as np
import pytest

from tests.data_access.simulated import PATIENTS, end, followed, measured_meld, median_of, nearest


@pytest.fixture(scope="module")
def subjects():
    return followed()[1]


def test_survival_against_trial_md_4_3_p_from_r58_r60_r61_r62(subjects):
    death, transplant = end(subjects, "death"), end(subjects, "transplant")
    two_errors = 2 * np.sqrt(0.25 / PATIENTS)
    for day, low, high in ((28, 0.75, 0.80), (90, 0.62, 0.68), (365, 0.52, 0.57)):
        assert low - two_errors <= np.mean(death > day) <= high + two_errors
    free = np.mean((death > 168) & (transplant > 168))
    assert 0.55 - two_errors <= free <= 0.60 + two_errors


def test_most_deaths_come_early_against_trial_md_4_2_m(subjects):
    death = end(subjects, "death")
    assert np.sum(death <= 56) > np.sum((death > 56) & (death <= 365))


def test_cirrhosis_doubles_90_day_mortality_against_r53(subjects):
    lost = np.minimum(end(subjects, "death"), end(subjects, "transplant")) <= 90
    cirrhosis = np.array([subject.body.candidate.cirrhosis for subject in subjects])
    assert lost[cirrhosis].mean() == pytest.approx(0.595, abs=0.10)
    assert lost[~cirrhosis].mean() == pytest.approx(0.276, abs=0.10)


def test_transplants_against_trial_md_4_2_p(subjects):
    transplant = end(subjects, "transplant")
    assert 0.075 <= np.mean(transplant <= 90) <= 0.125
    done = transplant[transplant < np.inf]
    assert np.mean((done >= 7) & (done <= 46)) == 1
    assert all(
        not subject.body.fate.death or death > when
        for subject, death, when in zip(subjects, end(subjects, "death"), transplant, strict=True)
        if when < np.inf
    )


@pytest.mark.parametrize(
    ("course", "share"),
    [
        ("RAPID RECOVERY", 0.25),
        ("SLOW RECOVERY", 0.26),
        ("SLOW PERSISTENCE", 0.15),
        ("SLOW PROGRESSION", 0.19),
        ("RAPID PROGRESSION", 0.15),
    ],
)
def test_course_shares_against_trial_md_4_3_r41_r42(subjects, course, share):
    found = np.mean([subject.body.fate.course == course for subject in subjects])
    assert found == pytest.approx(share, abs=0.04)


def test_week_one_meld_change_against_xun_2014_r28(subjects):
    """+0.2 +/- 3.7 in survivors, +7.9 +/- 6.0 in the dead; the trial's gates narrow both groups."""
    change = measured_meld(subjects, 7.3) - measured_meld(subjects, 0.3)
    death = end(subjects, "death")
    survivors, dead = change[death > 90], change[death <= 90]
    assert np.nanmean(survivors) == pytest.approx(0.2, abs=1.0)
    assert 2.5 <= np.nanstd(survivors) <= 4.2
    assert 5.0 <= np.nanmean(dead) <= 9.0
    assert 4.0 <= np.nanstd(dead) <= 6.5


def test_courses_run_as_trial_md_4_3_says(subjects):
    def inr(course, day):
        return median_of(subjects, course, "INR", day)

    assert inr("RAPID RECOVERY", 18.3) < 1.5
    assert 1.4 <= inr("SLOW RECOVERY", 28.3) <= 1.75 and inr("SLOW RECOVERY", 42.3) < 1.5
    assert all(1.6 <= inr("SLOW PERSISTENCE", day) <= 2.25 for day in (7.3, 14.3, 21.3, 28.3))
    assert inr("SLOW PROGRESSION", 21.3) > inr("SLOW PROGRESSION", 7.3) > inr("SLOW PROGRESSION", 0.3)
    assert inr("RAPID PROGRESSION", 7.3) > 2.8


def test_bilirubin_half_lives_against_trial_md_4_3_m(subjects):
    def half_life(course, first, last):
        higher, lower = (median_of(subjects, course, "BILI", day) for day in (first, last))
        return (last - first) / np.log2(higher / lower)

    assert 10 <= half_life("RAPID RECOVERY", 14.3, 35.3) <= 15
    assert 15 <= half_life("SLOW RECOVERY", 21.3, 42.3) <= 28


def test_bilirubin_against_trial_md_4_3_p(subjects):
    def change(course, day):
        return median_of(subjects, course, "BILI", day) / median_of(subjects, course, "BILI", 0.3)

    assert 1.05 <= change("SLOW RECOVERY", 14.3) <= 1.25
    assert 0.85 <= change("SLOW PERSISTENCE", 14.3) <= 1.15
    assert 1.1 <= change("SLOW PROGRESSION", 21.3) <= 1.5
    assert 450 <= median_of(subjects, "SLOW PROGRESSION", "BILI", 35.3) <= 650


def test_inr_before_death_in_liver_failure_exceeds_4_against_trial_md_4_3(subjects):
    last = [
        nearest(subject, "INR", subject.death - 1)
        for subject in subjects
        if subject.body.fate.course == "RAPID PROGRESSION" and subject.death and not subject.transplant
    ]
    assert np.nanmedian(last) > 4


def test_inr_and_pta_pairs_against_trial_md_2_3_c_with_8_percent_noise(subjects):
    pairs = {}
    for subject in subjects[:200]:
        for one in subject.results:
            if one.assay.code in ("INR", "PTA") and one.value and one.sample.time < 20:
                pairs.setdefault((subject.screened.number, one.sample.time), {})[one.assay.code] = one.value
    both = [pair for pair in pairs.values() if len(pair) == 2]
    scatter = np.array([np.log(pair["INR"] / (0.40 + 44 / pair["PTA"])) for pair in both])
    assert abs(scatter.mean()) < 0.02 and 0.05 <= scatter.std() <= 0.09
