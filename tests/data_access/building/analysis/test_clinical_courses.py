"""The course of each patient: which values the label rests on, and how it agrees with what was simulated."""

import numpy as np
import pytest

from clinical.patient.clinical_course import LABELS, Observed, label
from tests.data_access.simulated import end, followed, nearest
from tests.data_access.tiny_trial import found, lab, rule, trial


def pta_and_bilirubin(moment, pta, bilirubin):
    return [lab("PTA", pta, moment, "%"), lab("BILI", bilirubin, moment, "umol/L")]


BASE = pta_and_bilirubin("2025-03-10T08:00", 30, 300)
WEEK_4 = pta_and_bilirubin("2025-04-07T08:00", 50, 100)
# Treated on 10 March 2025: day 29 is 7 April, day 85 is 2 June.
PATIENTS = {
    "resolved at week 4": rule(("RAPID RECOVERY", 30.0, 50.0, 300.0, 100.0), lb=[*BASE, *WEEK_4]),
    "the value closest to day 29 counts": rule(
        ("RAPID RECOVERY", 30.0, 50.0, 300.0, 100.0),
        lb=[*BASE, *pta_and_bilirubin("2025-04-01T08:00", 20, 400), *WEEK_4],
    ),
    "a value after plasma does not": rule(
        (None, 30.0, None, 300.0, 100.0),
        lb=[*BASE, *WEEK_4],
        cm=[{"cmdecod": "FRESH FROZEN PLASMA", "cmstdtc": "2025-04-07T06:00"}],
    ),
    "outside the window": rule(
        (None, 30.0, None, 300.0, None), lb=[*BASE, *pta_and_bilirubin("2025-04-15T08:00", 50, 100)]
    ),
    "transplanted on day 20": rule(
        (None, 30.0, None, 300.0, None),
        lb=[*BASE, *WEEK_4],
        pr=[{"prdecod": "LIVER TRANSPLANTATION", "prstdtc": "2025-03-29"}],
    ),
    "transplanted on day 10": rule(
        ("RAPID PROGRESSION", 30.0, None, 300.0, None),
        lb=[*BASE, *WEEK_4],
        pr=[{"prdecod": "LIVER TRANSPLANTATION", "prstdtc": "2025-03-19"}],
    ),
    "no PTA before treatment": rule((None, None, 50.0, None, 100.0), lb=WEEK_4),
}


@pytest.fixture(scope="module")
def db():
    return trial(PATIENTS)


@pytest.mark.parametrize("name", PATIENTS)
def test_label_and_values_used_by_hand(name, db):
    query = "SELECT course, pta_base, pta_week_4, bilirubin_base, bilirubin_week_4 FROM adam.adcourse WHERE {patient}"
    assert found(db, name, query) == [PATIENTS[name].expected]


def test_every_randomised_patient_has_a_clause(db):
    assert db.execute("SELECT count(*), count(clause) FROM adam.adcourse").fetchone() == (
        len(PATIENTS), len(PATIENTS),
    )  # fmt: skip


def test_a_transplant_and_a_later_death_end_the_course_once(db):
    query = "SELECT end_kind, end_day FROM adam.adcourse WHERE {patient}"
    assert found(db, "transplanted on day 10", query) == [("TRANSPLANT", 10)]


@pytest.fixture(scope="module")
def simulated_and_labelled():
    """For 600 patients followed for a year: the place in LABELS of the simulated course, and of the label."""
    subjects = followed()[1]
    ended = np.minimum(end(subjects, "death"), end(subjects, "transplant"))
    end_day = np.where(np.isfinite(ended), np.floor(ended) + 1, np.nan)

    def measured(code, day, within):
        values = np.array([nearest(subject, code, day - 0.7, within) for subject in subjects])
        return np.where(end_day < day - within, np.nan, values)

    names, _ = label(
        Observed(
            pta_base=measured("PTA", 1, 1.5), pta_week_1=measured("PTA", 8, 3.5),
            pta_week_4=measured("PTA", 29, 7.5), pta_week_12=measured("PTA", 85, 14.5),
            bilirubin_base=measured("BILI", 1, 1.5), bilirubin_week_4=measured("BILI", 29, 7.5),
            bilirubin_week_12=measured("BILI", 85, 14.5), end_day=end_day,
            cutoff_day=np.full(len(subjects), 400.0),
        )
    )  # fmt: skip
    named = np.array([name is not None for name in names])
    assert named.mean() > 0.95, "nearly everybody who is followed can be labelled"
    places = {name: place for place, name in enumerate(LABELS)}
    simulated = np.array([places[subject.body.fate.course] for subject in subjects])
    return simulated[named], np.array([places[name] for name in names[named]])


def test_labels_agree_with_the_simulated_courses_or_lie_beside_them(simulated_and_labelled):
    """Courses overlap by design: half of the patients of a class run at another speed than its middle."""
    simulated, labelled = simulated_and_labelled
    assert np.mean(simulated == labelled) >= 0.63
    assert np.mean(np.abs(simulated - labelled) <= 1) >= 0.95


def test_no_simulated_recovery_is_called_a_rapid_progression_nor_the_other_way(simulated_and_labelled):
    simulated, labelled = simulated_and_labelled
    assert not np.any((simulated <= 1) & (labelled == 4)) and not np.any((simulated >= 3) & (labelled <= 1))


def test_weighted_agreement_with_the_simulated_courses(simulated_and_labelled):
    """Cohen's kappa with quadratic weights, by its definition; 0.8 and above is called almost perfect."""
    simulated, labelled = simulated_and_labelled
    squares = (simulated - labelled) ** 2
    by_chance = (simulated[:, None] - labelled[None, :]) ** 2
    assert 1 - squares.mean() / by_chance.mean() >= 0.8
