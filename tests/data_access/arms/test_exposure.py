"""Exposure: durations against the published ADSL, doses and plasma against the delivered files."""

import csv
from collections import Counter, defaultdict

import pytest

from data_access.arms.exposure import STATES
from data_access.common.database import open_database
from data_access.meeting.questions import ask

ALL = {"analysis_set": "randomised", "treatment": "planned"}


@pytest.fixture(scope="module")
def simulated(database_file):
    return ask(open_database(database_file("simulated")), "exposure", **ALL).tables


@pytest.fixture(scope="module")
def pilot(database_file):
    return ask(open_database(database_file("pilot")), "exposure", **ALL).tables


def delivered(folder, domain):
    with (folder / f"{domain}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_duration_of_treatment_against_cp_adsl_05(pilot, oracles):
    item = oracles["CP-ADSL-05"]
    names = {"n": "n", "mean": "mean", "sd": "sd", "median": "median", "minimum": "min", "maximum": "max"}
    found = pilot["duration"].set_index("arm")[list(names)].rename(columns=names).to_dict("index")
    for arm, expected in item["expected"].items():
        assert found[arm] == pytest.approx(expected, abs=item["tolerance"])


def test_a_study_without_planned_doses_or_plasma_has_empty_tables(pilot):
    assert all(pilot[name].empty for name in ("doses", "planned", "reasons", "volume", "care"))


def test_doses_per_patient_as_ex_has_them(simulated, simulated_folder):
    arm_of = {row["USUBJID"]: row["ARM"] for row in delivered(simulated_folder, "dm")}
    given = Counter(row["USUBJID"] for row in delivered(simulated_folder, "ex"))
    expected = Counter(
        (arm, given[subject]) for subject, arm in arm_of.items() if arm in ("MSC-EV", "Control")
    )
    found = {(row.arm, row.doses): row.n for row in simulated["doses"].itertuples() if row.n}
    assert found == expected


def test_every_planned_dose_is_in_one_state_and_every_missed_one_has_a_reason(simulated):
    planned, reasons = simulated["planned"], simulated["reasons"]
    assert (planned.groupby(["arm", "doseno"])["n"].sum() == 10).all()
    assert set(planned["state"]) == set(STATES)
    for state in ("MISSED", "OUTSIDE"):
        told = reasons[reasons["state"] == state]
        assert told["n"].sum() == planned[planned["state"] == state]["n"].sum()
        assert told["reason"].notna().all()


def test_plasma_exchange_of_the_whole_follow_up_as_pr_has_it(simulated, simulated_folder):
    arm_of = {row["USUBJID"]: row["ARM"] for row in delivered(simulated_folder, "dm")}
    sessions, volumes = Counter(), defaultdict(float)
    for row in delivered(simulated_folder, "pr"):
        if "PLASMA EXCHANGE" in (row["PRTRT"].upper(), row.get("PRDECOD", "").upper()):
            sessions[arm_of[row["USUBJID"]]] += 1
            volumes[arm_of[row["USUBJID"]]] += float(row["PRDOSE"])
    care = simulated["care"]
    whole = care[(care["category"] == "PE") & care["days"].isna()].set_index("arm")
    assert whole["sessions"].to_dict() == sessions
    assert whole["amount"].to_dict() == volumes


def test_the_first_28_days_hold_no_more_than_the_whole_and_no_more_days_than_there_are(simulated):
    care = simulated["care"].set_index(["arm", "category"])
    early, whole = care[care["days"].notna()], care[care["days"].isna()]
    for column in ("patients", "sessions", "patient_days"):
        assert (early[column] <= whole[column]).all()
    assert (early["patient_days"] <= 28 * early["of"]).all()


def test_albumin_counts_each_daily_dose_field_m1_153_doses_2320_g_and_151_doses_2360_g(simulated):
    care = simulated["care"]
    early = care[(care["category"] == "ALBUMIN") & (care["days"] == 28)].set_index("arm")
    assert early["sessions"].to_dict() == {"MSC-EV": 153, "Control": 151}
    assert early["amount"].to_dict() == {"MSC-EV": 2320.0, "Control": 2360.0}
