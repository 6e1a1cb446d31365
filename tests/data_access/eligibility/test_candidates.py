"""Candidates from the data: the value last known at a moment, its age, and never a guessed no."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from clinical.eligibility.candidate import FIELDS
from clinical.eligibility.cohort import assess_many
from data_access.common.database import open_database
from data_access.eligibility import candidates


@pytest.fixture(scope="module")
def simulated(database_file):
    return open_database(Path(database_file("simulated")))


@pytest.fixture(scope="module")
def people(simulated):
    return candidates.screened(simulated).set_index("usubjid")


def test_everyone_with_laboratory_results_is_screened(simulated, people):
    everyone = simulated.rows(
        "SELECT usubjid FROM adam.adsl WHERE usubjid IN (SELECT usubjid FROM adam.adlb)"
    )
    assert set(people.index) == set(everyone["usubjid"])
    assert (people["first_day"] <= people["last_day"]).all()
    assert people["assessed_at"].notna().all()


def test_every_column_is_an_input_of_the_check(simulated):
    columns = set(candidates.cohort(simulated).columns)
    assert columns - {"usubjid", "judged_at"} <= set(FIELDS)


def test_randomised_patients_met_the_criteria_and_failures_did_not(simulated):
    """The simulation decides by its own code who is randomised, and IE says why the others were not."""
    cohort = candidates.cohort(simulated)
    assessed = assess_many(cohort).assign(usubjid=cohort["usubjid"].to_numpy()).set_index("usubjid")
    listed = simulated.rows("SELECT usubjid, ietestcd FROM sdtm.ie").groupby("usubjid")["ietestcd"].agg(set)
    randomised = simulated.rows("SELECT usubjid FROM adam.adsl WHERE randfl = 'Y'")["usubjid"]
    assert set(assessed.loc[randomised, "verdict"]) == {"ELIGIBLE"}
    for subject, criteria in listed.items():
        assert assessed.loc[subject, "verdict"] != "ELIGIBLE"
        # A criterion that cannot be judged without a second sample is open here and failed there.
        judged = set(assessed.loc[subject, "failed"].split()) | set(assessed.loc[subject, "open"].split())
        assert criteria & judged


def newest(simulated, subject, paramcd, moment):
    rows = simulated.rows(
        "SELECT aval, anrhi, adtm FROM adam.adlb WHERE usubjid = $subject AND paramcd = $paramcd "
        "AND adtm <= $moment AND aval IS NOT NULL ORDER BY adtm DESC LIMIT 1",
        subject=subject,
        paramcd=paramcd,
        moment=moment,
    )
    return rows.iloc[0] if len(rows) else None


def test_the_value_is_the_last_one_up_to_the_moment_with_its_age(simulated, people):
    subject = people.index[people["randfl"] == "Y"][0]
    first = people.loc[subject, "first_day"].date()
    for day in (first, first + timedelta(days=3), first + timedelta(days=20)):
        known = candidates.as_of(simulated, subject, day).iloc[0]
        moment = candidates.end_of(day)
        for field, paramcd in (("bilirubin_umol_l", "BILI"), ("inr", "INR"), ("creatinine_umol_l", "CREAT")):
            expected = newest(simulated, subject, paramcd, moment)
            assert float(known[field]) == expected["aval"]
        age = moment - newest(simulated, subject, "BILI", moment)["adtm"]
        assert known["bilirubin_age_hours"] == pytest.approx(age.total_seconds() / 3600)
        assert known["bilirubin_uln_umol_l"] == newest(simulated, subject, "BILI", moment)["anrhi"]


def test_nothing_is_known_before_the_first_sample(simulated, people):
    subject = people.index[0]
    day = people.loc[subject, "first_day"].date() - timedelta(days=1)
    known = candidates.as_of(simulated, subject, day).iloc[0]
    assert known[["bilirubin_umol_l", "inr", "encephalopathy_grade"]].isna().all()


def test_the_pair_of_bilirubins_lies_18_to_72_hours_apart(simulated, people):
    stays = [
        candidates.stay(simulated, subject, row["first_day"].date(), row["last_day"].date())
        for subject, row in people[people["randfl"] == "Y"].head(5).iterrows()
    ]
    hours = pd.concat(stays)["hours_between_bilirubins"].dropna()
    assert len(hours) > 20
    assert hours.between(18, 72).all()


def test_a_pair_that_starts_after_a_session_is_said_to(simulated):
    sessions = simulated.rows(
        "SELECT usubjid, aendtm FROM adam.adproc WHERE category IN ('PE', 'DPMAS') AND aendtm IS NOT NULL"
    )
    moments = [stamp + timedelta(hours=20) for stamp in sessions["aendtm"]]
    known = candidates.known_at(simulated, sessions["usubjid"].tolist(), moments)
    after = known["bilirubin_hours_after_exchange"].dropna()
    assert len(after) > 0
    assert (after >= 0).all()


def test_a_stay_has_one_row_per_day_and_a_bound(simulated, people):
    subject = people.index[people["randfl"] == "Y"][0]
    first = people.loc[subject, "first_day"].date()
    days = candidates.stay(simulated, subject, first, first + timedelta(days=500))
    assert len(days) == candidates.LONGEST_STAY_DAYS + 1
    assert days["judged_at"].is_monotonic_increasing


def test_a_study_without_inr_procedures_or_histories_knows_nothing_of_them(database_file):
    pilot = open_database(Path(database_file("pilot")))
    cohort = candidates.cohort(pilot)
    assert len(cohort) > 250
    assert cohort["bilirubin_umol_l"].notna().any()
    for field in (
        "liver_cancer",
        "dialysis_past_week",
        "exchange_before_earlier_bilirubin",
        "chronic_liver_disease",
    ):
        assert cohort[field].isna().all(), f"{field} was never asked, and is not no"
    assert set(assess_many(cohort)["verdict"]) <= {"UNDETERMINED", "NOT_ELIGIBLE"}


def test_a_censored_result_keeps_its_sign_and_unit(database_file):
    pilot = open_database(Path(database_file("pilot")))
    censored = pilot.rows(
        "SELECT usubjid, adt FROM adam.adlb WHERE paramcd = 'BILI' AND aval IS NULL AND avalc LIKE '<%' LIMIT 1"
    ).iloc[0]
    known = candidates.as_of(pilot, censored["usubjid"], censored["adt"].date()).iloc[0]
    assert str(known["bilirubin_umol_l"]).startswith("<")
    assert assess_many(pd.DataFrame([known]))["problems"].tolist() == [0]


def test_the_track_holds_days_with_both_values(simulated, people):
    subject = people.index[people["randfl"] == "Y"][0]
    until = people.loc[subject, "first_day"].date() + timedelta(days=14)
    track = candidates.meld_track(simulated, subject, until)
    assert len(track) > 3
    assert track[["bilirubin_umol_l", "creatinine_umol_l"]].notna().all().all()
    assert track["adt"].is_monotonic_increasing
    assert track["adt"].max() <= pd.Timestamp(until)


def test_the_end_of_a_day_is_the_first_moment_of_the_next():
    assert candidates.end_of(date(2025, 2, 28)) == datetime(2025, 3, 1)
