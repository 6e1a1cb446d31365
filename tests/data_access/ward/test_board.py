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


def test_the_seven_day_change_of_the_score_is_the_difference_of_two_unconfounded_rows(database_file):
    database = open_database(database_file("simulated"))
    changed = ward_board.board(database).dropna(subset=["meld_chg7d"])
    assert len(changed) > 3
    for _, patient in changed.iterrows():
        clean = database.rows(
            """
            SELECT aval, adtm FROM adam.adlb JOIN (SELECT usubjid, ltdt FROM adam.adsl) USING (usubjid)
            WHERE usubjid = $usubjid AND paramcd = 'MELD' AND aval IS NOT NULL AND confound IS NULL
              AND (ltdt IS NULL OR adt <= ltdt) ORDER BY adtm
            """,
            usubjid=patient["usubjid"],
        )
        last = clean.iloc[-1]
        days = (last["adtm"] - clean["adtm"]).dt.total_seconds() / 86400
        near = clean[(days >= 5) & (days <= 10)]
        assert patient["meld_chg7d"] in set((last["aval"] - near["aval"]).round(6))
