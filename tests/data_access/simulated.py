"""A large simulated trial, followed to the end, and how its tests read it."""

import csv
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from clinical.scores import meld
from data_access.simulation.calibration import plan
from data_access.simulation.patient.subject import Subject, randomised
from data_access.simulation.screening.enrolment import Screened, enrol

PATIENTS, SEED = 600, 20250


@cache
def followed() -> tuple[list[Screened], list[Subject]]:
    """600 randomised patients, all known for a year: everybody screened, and the randomised as simulated."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "CUT_OFF_DATE", date(2028, 1, 1))
        screened = enrol(PATIENTS, SEED)
        return screened, [randomised(SEED, one) for one in screened if one.order]


@cache
def rows(folder: Path, domain: str) -> list[dict[str, str]]:
    """The rows of one file, read once: whoever asks changes none of them."""
    with (folder / f"{domain}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def at_screening(people, code):
    return np.array([one.candidate.values[code] for one in people if code in one.candidate.values])


def enrolled(screened):
    return [one for one in screened if one.order]


def end(subjects, event):
    return np.array([getattr(subject.body.fate, event) or np.inf for subject in subjects])


def nearest(subject, code, day, within=1.5):
    """The morning result of a test closest to a day, not further than `within` days; NaN if there is none."""
    near = [
        (abs(one.sample.time - day), one.value)
        for one in subject.results
        if one.assay.code == code
        and one.value is not None
        and abs(one.sample.time - day) < within
        and one.sample.time % 1 < plan.NOON
    ]
    return min(near)[1] if near else np.nan


def measured_meld(subjects, day):
    bilirubin, inr, creatinine = (
        np.array([nearest(subject, code, day) for subject in subjects]) for code in ("BILI", "INR", "CREAT")
    )
    return meld(bilirubin_umol_l=bilirubin, inr=inr, creatinine_umol_l=creatinine)


def median_of(subjects, course, code, day):
    alive = [
        subject
        for subject in subjects
        if subject.body.fate.course == course
        and min(subject.body.fate.transplant or 999, subject.known_until) > day
    ]
    return np.nanmedian([nearest(subject, code, day, 3.6) for subject in alive])
