"""No treatment effect: the arm is drawn apart from, and enters nothing but, DM, EX and EC."""

import csv

import numpy as np
import pytest

from data_access import simulate
from data_access.simulation.screening.enrolment import allocate
from tests.data_access.simulated import PATIENTS, SEED, followed

OTHER = {"MSCEV": "CTRL", "CTRL": "MSCEV"}
ARM_COLUMNS = {
    "dm": {"ARMCD", "ARM", "ACTARMCD", "ACTARM"},
    "ex": {"EXTRT", "EXDOSE", "EXDOSU"},
    "ec": {"ECTRT", "ECDOSE", "ECDOSU"},
}


@pytest.fixture(scope="module")
def swapped(tmp_path_factory):
    """A trial, and the same trial with every patient in the other arm."""
    as_is, other = tmp_path_factory.mktemp("as_is"), tmp_path_factory.mktemp("other")
    simulate.write_trial(as_is, patients=12, seed=8)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            simulate, "allocate", lambda patients, seed: [OTHER[arm] for arm in allocate(patients, seed)]
        )
        simulate.write_trial(other, patients=12, seed=8)
    return as_is, other


def without_arm(path):
    hidden = ARM_COLUMNS[path.stem]
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {name: value for name, value in row.items() if name not in hidden} for row in csv.DictReader(file)
        ]


def test_swapping_the_arms_leaves_every_other_file_as_it_was(swapped):
    as_is, other = swapped
    for path in sorted(as_is.iterdir()):
        same = path.read_bytes() == (other / path.name).read_bytes()
        assert same == (path.stem not in ARM_COLUMNS), path.name


def test_swapping_the_arms_changes_only_the_names_of_arm_and_product(swapped):
    as_is, other = swapped
    for name in ARM_COLUMNS:
        assert without_arm(as_is / f"{name}.csv") == without_arm(other / f"{name}.csv")


def test_both_arms_have_the_same_infusion_grid(swapped):
    with (swapped[0] / "dm.csv").open(encoding="utf-8", newline="") as file:
        arm_of = {row["USUBJID"]: row["ARM"] for row in csv.DictReader(file)}
    with (swapped[0] / "vs.csv").open(encoding="utf-8", newline="") as file:
        points = {(arm_of[row["USUBJID"]], row["VSTPT"]) for row in csv.DictReader(file) if row["VSTPT"]}
    assert {point for arm, point in points if arm == "MSC-EV"} == {
        point for arm, point in points if arm == "Control"
    }


def test_arms_differ_by_no_more_than_chance():
    """2 x 300 patients: survival at 90 days and reactions to the infusion within three standard errors."""
    subjects = sorted(followed()[1], key=lambda one: one.screened.order)
    treated = np.array([code == "MSCEV" for code in allocate(PATIENTS, SEED)])
    alive = np.array([(subject.death or 999) > 90 for subject in subjects])
    reacted = np.array([any(dose.reaction for dose in subject.given) for subject in subjects])
    for outcome in (alive, reacted):
        share = outcome.mean()
        error = np.sqrt(share * (1 - share) * (1 / treated.sum() + 1 / (~treated).sum()))
        assert abs(outcome[treated].mean() - outcome[~treated].mean()) < 3 * error
