"""Peaks and quadrants against R and the published ADLBHY of the CDISC pilot, by the tables of the question."""

import numpy as np
import pytest

from clinical.scores.liver_injury import (
    HYPERBILIRUBINAEMIA,
    NORMAL,
    POSSIBLE_HYS_LAW,
    TEMPLES_COROLLARY,
    potential_hys_law,
)
from data_access.common.database import open_database
from data_access.meeting.questions import ask

QUADRANT = {
    "hy": POSSIBLE_HYS_LAW,
    "temple": TEMPLES_COROLLARY,
    "cholestasis": HYPERBILIRUBINAEMIA,
    "normal": NORMAL,
}
CASE = "01-705-1186"


@pytest.fixture(scope="module")
def pilot(database_file):
    return open_database(database_file("pilot"))


@pytest.fixture(scope="module")
def simulated(database_file):
    return open_database(database_file("simulated"))


def tables(db, enzyme="HIGHER", multiple="uln"):
    choices = {"analysis_set": "randomised", "treatment": "planned", "enzyme": enzyme, "multiple": multiple}
    return ask(db, "liver_injury", **choices).tables


def test_quadrants_as_r_counts_them_cp_edish(pilot, oracles):
    counts = tables(pilot)["quadrants"].set_index(["arm", "quadrant"])["n"]
    for arm, expected in oracles["CP-EDISH"]["expected"].items():
        assert {name: counts.get((arm, QUADRANT[name]), 0) for name in QUADRANT} | {
            "n": counts[arm].sum()
        } == expected


def test_patients_of_the_quadrants_as_r_lists_them_cp_edish_id(pilot, oracles):
    patients = tables(pilot)["patients"]
    for name, expected in oracles["CP-EDISH-ID"]["expected"].items():
        assert sorted(patients.loc[patients["quadrant"] == QUADRANT[name], "usubjid"]) == expected


def test_modified_hys_law_as_published_cp_hy_01(pilot, oracles):
    found = tables(pilot)["same_visit"]
    assert [
        {"subject": row.usubjid, "arm": row.arm, "avisit": row.avisit} for row in found.itertuples()
    ] == oracles["CP-HY-01"]["expected"]


@pytest.mark.parametrize(
    ("multiple", "quadrant"), [("uln", POSSIBLE_HYS_LAW), ("baseline", HYPERBILIRUBINAEMIA)]
)
def test_the_real_case_of_the_pilot_is_found_at_an_unscheduled_visit(multiple, quadrant, pilot):
    """By hand: AST 54 to 135 is 4 x ULN, but only 2.5 x a baseline that was raised already."""
    patients = tables(pilot, multiple=multiple)["patients"].set_index("usubjid")
    assert patients.loc[CASE, "quadrant"] == quadrant
    assert patients.loc[CASE, "y_visit"].startswith("UNSCHEDULED")
    assert patients.loc[CASE, "hysfl"] == "Y"


@pytest.mark.parametrize("trial", ["pilot", "simulated"])
def test_hys_law_of_the_build_is_that_of_the_clinical_rule(trial, request):
    db = request.getfixturevalue(trial)
    results = db.rows(
        """
        SELECT usubjid, paramcd, date_diff('day', DATE '2000-01-01', adt) AS day, r2anrhi
        FROM adam.adlb JOIN (SELECT usubjid, ltdt FROM adam.adsl) USING (usubjid)
        ANTI JOIN (FROM meta.finding WHERE check_id = 'unit_slip') USING (source_file, source_row)
        WHERE paramcd IN ('ALT', 'AST', 'BILI') AND prefl = 'N' AND r2anrhi IS NOT NULL
          AND (ltdt IS NULL OR adt <= ltdt)
        """
    )
    flags = dict(db.rows("SELECT usubjid, coalesce(hysfl, '') FROM adam.adinjury").itertuples(index=False))
    seen = set()
    for subject, part in results.groupby("usubjid"):
        jaundice = part["paramcd"] == "BILI"
        expected = potential_hys_law(
            aminotransferase_day=part.loc[~jaundice, "day"].to_numpy(float),
            aminotransferase_xuln=part.loc[~jaundice, "r2anrhi"].to_numpy(float),
            bilirubin_day=part.loc[jaundice, "day"].to_numpy(float),
            bilirubin_xuln=part.loc[jaundice, "r2anrhi"].to_numpy(float),
        )
        assert flags[subject] == {True: "Y", False: "N", None: ""}[expected], subject
        seen.add(flags[subject])
    assert "Y" in seen


def test_in_liver_failure_multiples_of_the_uln_put_patients_where_multiples_of_baseline_do_not(simulated):
    by_uln, by_baseline = (
        tables(simulated, multiple=multiple)["patients"]["quadrant"] for multiple in ("uln", "baseline")
    )
    assert (by_uln == HYPERBILIRUBINAEMIA).sum() + (by_uln == POSSIBLE_HYS_LAW).sum() == len(by_uln)
    assert (by_baseline == NORMAL).sum() > len(by_baseline) / 2
    began = tables(simulated)["baseline"]
    assert (began["n"] == began["of"]).all()


def test_days_between_the_peaks_are_those_of_their_days(simulated):
    patients = tables(simulated, enzyme="ALT").get("patients").dropna(subset=["days"])
    after_start = patients[(patients["x_day"] > 0) & (patients["y_day"] > 0)]
    assert np.array_equal(after_start["days"], after_start["y_day"] - after_start["x_day"])
    assert len(after_start) > 0
