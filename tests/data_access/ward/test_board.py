"""The ward board and the study figures, on the built trials."""

import pytest

from data_access.common.database import open_database
from data_access.common.study import study
from data_access.ward import board as ward_board


@pytest.fixture(params=["simulated", "pilot", "msg/xpt"])
def database(request, database_file):
    return open_database(database_file(request.param))


def test_the_board_has_each_randomised_subject_once(database):
    board = ward_board.board(database)
    randomised = database.rows("SELECT usubjid FROM adam.adsl WHERE randfl = 'Y'")["usubjid"]
    assert sorted(board["usubjid"]) == sorted(randomised)


def test_arms_add_up_to_the_study(database):
    figures = ward_board.study_figures(database)
    whole, arms = figures.iloc[-1], figures.iloc[:-1]
    assert list(arms["arm"]) == list(study(database).arms)
    for counted in (
        "randomised",
        "treated",
        "doses_given",
        "doses_planned",
        "grade3",
        "deaths",
        "transplants",
    ):
        assert whole[counted] == arms[counted].sum(), counted


def test_screened_counts_screening_failures_and_no_arm_does(database):
    whole = ward_board.study_figures(database).iloc[-1]
    assert whole["screened"] == len(database.rows("SELECT usubjid FROM sdtm.dm"))
    assert whole["randomised"] == len(ward_board.board(database))


def test_deaths_of_the_pilot_against_r_oracle_cp_dm_09(database_file, oracles):
    figures = ward_board.study_figures(open_database(database_file("pilot"))).iloc[:-1]
    deaths = {row["arm"]: int(row["deaths"]) for _, row in figures.iterrows() if row["deaths"]}
    assert deaths == oracles["CP-DM-09"]["expected"]


def test_patients_who_can_still_be_helped_stand_above_the_others(database_file):
    board = ward_board.board(open_database(database_file("simulated")))
    ended = board["status"].isin(["DEAD", "TRANSPLANTED", "COMPLETED", "DISCONTINUED"]).tolist()
    assert ended == sorted(ended)
    open_rows = board[[not each for each in ended]]
    assert open_rows["n_red"].is_monotonic_decreasing


def test_the_seven_day_change_is_that_of_the_number_shown(database_file):
    database = open_database(database_file("simulated"))
    changed = ward_board.board(database).dropna(subset=["meld_chg7d"])
    assert len(changed) > 3
    for _, patient in changed.iterrows():
        values = database.rows(
            """
            SELECT aval, adtm, confound FROM adam.adlb JOIN (SELECT usubjid, ltdt FROM adam.adsl) USING (usubjid)
            WHERE usubjid = $usubjid AND paramcd = 'MELD' AND aval IS NOT NULL
              AND coalesce(adt > ltdt, false) = (ltdt IS NOT NULL) ORDER BY adtm
            """,
            usubjid=patient["usubjid"],
        )
        last = values.iloc[-1]
        assert patient["MELD"] == last["aval"]
        days = (last["adtm"] - values["adtm"]).dt.total_seconds() / 86400
        near = values[(days >= 5) & (days <= 10)].assign(away=(days - 7).abs())
        near = near[near["confound"].isna()] if near["confound"].isna().any() else near
        assert patient["meld_chg7d"] == last["aval"] - near.sort_values("away")["aval"].iloc[0]


def latest(database, subject, paramcd):
    rows = database.rows(
        "SELECT * FROM adam.latest WHERE usubjid = $subject AND paramcd = $paramcd",
        subject=subject,
        paramcd=paramcd,
    )
    return rows.iloc[0]


@pytest.mark.parametrize(
    ("paramcd", "value", "change"), [("PTA", 23, -19), ("MELD", 26, 4), ("INR", 2.18, 0.61)]
)
def test_the_change_beside_a_number_under_plasma_is_its_own_and_says_so_faults_md_w5(
    database_file, paramcd, value, change
):
    row = latest(open_database(database_file("simulated")), "SIM-032", paramcd)
    assert (row["aval"], row["chg7d"], row["chgconf"]) == (value, pytest.approx(change), "FFP24")


def test_shock_lactate_glucose_and_procalcitonin_stand_on_the_board_faults_md_w3(database_file):
    board = ward_board.board(open_database(database_file("simulated")))
    assert board["usubjid"].iloc[0] == "SIM-044"
    first = board.iloc[0]
    marks = dict(mark.split(":") for mark in first["marks"])
    reached = dict(zip(marks, first["mark_values"], strict=True))
    assert marks["LACTATE"] == "red" and {marks[code] for code in ("MAP", "GLUC", "PCT")} == {"amber"}
    assert [reached[code] for code in ("MAP", "LACTATE", "GLUC", "PCT")] == [60, 6.06, 3.64, 4.39]
    assert "MELD_RISE" in marks, "faults.md W2"


def test_a_transplanted_patient_is_shown_by_the_liver_he_has_faults_md_w6(database_file):
    row = latest(open_database(database_file("simulated")), "SIM-016", "INR")
    assert (row["graft"], row["aval"], row["native_aval"]) == ("Y", 0.93, 3.49)
    assert row["adtm"] > row["native_adtm"]


def test_the_age_is_that_of_the_oldest_figure_in_the_row_faults_md_w9(database_file):
    board = ward_board.board(open_database(database_file("simulated"))).set_index("usubjid")
    assert board.loc["SIM-018", ["newest_age_days", "oldest_age_days"]].tolist() == [8, 67]
