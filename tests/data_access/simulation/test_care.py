"""Complications, care, doses and what is missing, against the ranges of trial.md, sections 4.3 to 4.6.

600 patients followed for a year; [M] remembered, [P] proposed there, [R n] its source n.
"""

import numpy as np
import pytest

from data_access.simulation.patient.adverse_events import adverse_events
from data_access.simulation.patient.hidden_course import grade_at
from data_access.simulation.patient.subsets import subsets
from data_access.simulation.patient.treatments import Given, bilirubin_left
from tests.data_access.simulated import PATIENTS, followed, nearest


@pytest.fixture(scope="module")
def subjects():
    return followed()[1]


def test_plasma_exchange_drop_and_rebound_against_r22():
    moments = np.array([-0.2, 0.0, 1.0, 3.0])
    for name, left in (("PLASMA EXCHANGE", [1, 0.58, 0.865, 0.85]), ("DPMAS", [1, 0.48, 0.76, 0.75])):
        session = Given(name, -0.1, 0.0, 2500.0, "mL")
        assert bilirubin_left((session,), moments) == pytest.approx(left)


def test_artificial_liver_against_trial_md_4_3_p_r10_r19(subjects):
    sessions = [subject.body.care.exchanges for subject in subjects]
    treated = [one for one in sessions if one]
    assert 0.20 <= len(treated) / PATIENTS <= 0.40
    assert max(len(one) for one in treated) == 4 and np.mean([len(one) >= 2 for one in treated]) > 0.9
    assert all(
        int(later.start) - int(first.start) >= 3
        for one in treated
        for first, later in zip(one, one[1:], strict=False)
    )
    assert max(one[-1].start for one in treated) < 15


def test_complications_against_trial_md_4_4_r35_r63_r73(subjects):
    events = [subject.body.events for subject in subjects]
    assert np.mean([one.kidney is not None for one in events]) == pytest.approx(0.17, abs=0.04)
    severe = np.mean([any(episode.size >= 1 for episode in one.infections) for one in events])
    assert 0.25 <= severe <= 0.35
    sites = [{episode.term for episode in one.infections} for one in events]
    assert np.mean(["Lung infection" in one for one in sites]) == pytest.approx(0.18, abs=0.05)
    assert np.mean(["Peritoneal infection" in one for one in sites]) == pytest.approx(0.12, abs=0.04)
    assert 0.03 <= np.mean([one.bleeding is not None for one in events]) <= 0.12


def test_infection_shows_in_blood_against_trial_md_4_3(subjects):
    before, during = [], []
    for subject in subjects:
        for episode in subject.body.events.infections[:1]:
            if episode.size >= 1 and 6 < episode.onset < 25:
                before.append([nearest(subject, code, episode.onset - 2) for code in ("WBC", "CRP", "PCT")])
                during.append([nearest(subject, code, episode.onset + 3) for code in ("WBC", "CRP", "PCT")])
    rise = np.nanmedian(during, axis=0) / np.nanmedian(before, axis=0)
    assert rise[0] > 1.5 and rise[1] > 3 and rise[2] > 3


def test_kidney_injury_raises_creatinine_against_trial_md_4_3(subjects):
    rises = [
        nearest(subject, "CREAT", one.onset + 3.3) / nearest(subject, "CREAT", one.onset - 0.7)
        for subject in subjects
        if (one := subject.body.events.kidney)
        and subject.known_until > one.onset + 4
        and not subject.body.care.dialyses
    ]
    assert 1.4 <= np.nanmedian(rises) <= 3.0


def test_albumin_is_held_at_28_to_34_against_trial_md_4_3(subjects):
    week_3 = np.array([nearest(subject, "ALB", 18.3) for subject in subjects])
    low, high = np.nanpercentile(week_3, [5, 95])
    assert low >= 27.5 and high <= 35.5


def test_ggt_often_rises_with_recovery_against_trial_md_4_3(subjects):
    rise = np.array(
        [
            nearest(subject, "GGT", 28.3) / nearest(subject, "GGT", 0.3)
            for subject in subjects
            if subject.body.fate.course == "RAPID RECOVERY"
        ]
    )
    assert np.mean(rise[np.isfinite(rise)] > 1) > 0.5


def test_doses_missed_and_reactions_against_trial_md_4_3_p_r45_r46(subjects):
    given = sum(len(subject.given) for subject in subjects)
    assert 0.10 <= 1 - given / (4 * PATIENTS) <= 0.20
    reacting = [[dose.reaction for dose in subject.given if dose.reaction] for subject in subjects]
    assert 0 < np.mean([bool(one) for one in reacting]) <= 0.10
    assert {reaction.grade for one in reacting for reaction in one} == {1, 2}


def test_missing_results_against_trial_md_4_3_p(subjects):
    ordered = sum(
        one.assay.code in ("ALT", "BILI")
        for subject in subjects
        for one in subject.results
        if one.value is not None
    )
    wanted = sum(2 * ("LIVER" in sample.panels) for subject in subjects for sample in subject.samples)
    assert 0.03 <= 1 - ordered / wanted <= 0.05


def test_new_encephalopathy_and_fever_against_trial_md_4_4_r73_p(subjects):
    def share(term):
        return np.mean([any(event.term == term for event in adverse_events(one)) for one in subjects])

    clear = [subject for subject in subjects if subject.body.candidate.he_grade == 0]
    survivors = [one for one in clear if not one.death and not one.transplant]
    new = np.mean([max(grade_at(one.body.he_grade, day) for day in range(1, 29)) > 0 for one in survivors])
    assert new < 0.23 < share("Encephalopathy") < 0.5
    assert 0.08 <= share("Fever") <= 0.25


def test_lymphocyte_subsets_against_trial_md_4_6_p(subjects):
    baseline = [
        percent for subject in subjects for sample, percent in subsets(subject) if sample.visit == "DAY 1"
    ]
    ranges = {"CD3": (55, 75), "CD4": (30, 45), "CD8": (15, 30), "NK": (5, 15), "CD19": (10, 25)}
    for code, (low, high) in ranges.items():
        values = np.array([percent[code] for percent in baseline if code in percent])
        assert np.mean((values >= low) & (values <= high)) > 0.85
    both = [one["CD4NAIVE"] + one["CD4MEM"] for one in baseline if {"CD4NAIVE", "CD4MEM"} <= one.keys()]
    assert 85 < np.mean(both) < 100
