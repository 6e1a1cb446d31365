"""Points and failure of each organ, by hand from the published tables."""

import numpy as np
import pytest

from clinical.scores.organ_points import FAILS_FROM, FINDINGS, finding_points, mean_arterial_pressure

MG_DL_BILIRUBIN, MG_DL_CREATININE = 17.1, 88.4


def fails(paramcd: str, value: float | None) -> bool | None:
    organ = next(finding.organ for finding in FINDINGS if finding.paramcd == paramcd)
    found = float(finding_points(paramcd, value))
    return None if np.isnan(found) else found >= FAILS_FROM[organ]


@pytest.mark.parametrize(
    ("paramcd", "value", "failing"),
    [
        ("BILI", 11.9 * MG_DL_BILIRUBIN, False),
        ("BILI", 12 * MG_DL_BILIRUBIN, True),
        ("CREAT", 1.9 * MG_DL_CREATININE, False),
        ("CREAT", 2.0 * MG_DL_CREATININE, True),
        ("RRT", None, True),
        ("HEGRADE", 2, False),
        ("HEGRADE", 3, True),
        ("INR", 2.4, False),
        ("INR", 2.5, True),
        ("MAP", 60, False),
        ("VASOPRES", None, True),
        ("PAO2FIO2", 201, False),
        ("PAO2FIO2", 200, True),
        ("SPO2FIO2", 215, False),
        ("SPO2FIO2", 214, True),
        ("VENTIL", None, True),
        ("BILI", None, None),
        ("HEGRADE", 5, None),
        ("INR", 0, None),
    ],
)
def test_organ_failure_of_moreau_2013_by_hand(paramcd, value, failing):
    """Bilirubin 12 mg/dL, creatinine 2 mg/dL or replacement, grade III, INR 2.5, vasopressors, 200 or 214."""
    assert fails(paramcd, value) is failing


@pytest.mark.parametrize(
    ("paramcd", "values", "points"),
    [
        ("BILI", [5.9 * MG_DL_BILIRUBIN, 6 * MG_DL_BILIRUBIN, 12 * MG_DL_BILIRUBIN], [1, 2, 3]),
        ("CREAT", [1.99 * MG_DL_CREATININE, 2 * MG_DL_CREATININE, 3.5 * MG_DL_CREATININE], [1, 2, 3]),
        ("HEGRADE", [0, 1, 2, 3, 4], [1, 2, 2, 3, 3]),
        ("INR", [1.99, 2.0, 2.49, 2.5], [1, 2, 2, 3]),
        ("MAP", [70, 69, 40], [1, 2, 2]),
    ],
)
def test_points_of_jalan_2014_table_by_hand(paramcd, values, points):
    assert finding_points(paramcd, np.array(values)).tolist() == points


def test_mean_pressure_by_hand():
    """(120 + 2 x 60) / 3 = 80."""
    assert float(mean_arterial_pressure(120, 60)) == 80
    assert np.isnan(mean_arterial_pressure(120, None)) and np.isnan(mean_arterial_pressure(0, 60))
