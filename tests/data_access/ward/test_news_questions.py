"""Questions about what is new, on two data cuts of the simulated trial a week apart."""

from datetime import date

from data_access.common.database import open_database
from data_access.ward import news
from tests.data_access.building.loading.test_previous_database import answer


def test_two_cuts_of_the_simulated_trial(two_cuts):
    """What is dated after the first cut is new, what it knew is known, and nothing was entered late."""
    told = answer(
        two_cuts, "SELECT known, latefl, min(adt), max(adt) FROM adam.adnews GROUP BY ALL ORDER BY known"
    )
    (new, new_late, new_first, _), (old, old_late, _, old_last) = told
    assert (new, new_late, old, old_late) == ("N", "N", "Y", "N")
    assert new_first > date(2026, 3, 24) >= old_last
    gone = "FROM meta.previous_news ANTI JOIN adam.adnews USING (usubjid, newskey)"
    assert answer(two_cuts, gone) == []


def test_questions_since_the_previous_cut_and_since_a_day(two_cuts):
    database = open_database(two_cuts)
    times = news.times(database)
    assert (times.previous, times.last, times.recent) == (
        date(2026, 3, 24),
        date(2026, 3, 31),
        date(2026, 3, 25),
    )
    since_cut, total = news.ranked(database, None, 500)
    since_day, _ = news.ranked(database, times.recent, 500)
    assert 0 < len(since_cut) == total and list(since_cut["rank"]) == sorted(since_cut["rank"])
    assert list(since_cut["usubjid"]) == list(since_day["usubjid"])
    few, all_of_them = news.ranked(database, times.first, 3)
    assert len(few) == 3 and all_of_them > 100 and set(few["code"]) == {"DEATH"}


def test_the_foremost_of_each_patient_stands_in_the_order_of_the_board(two_cuts):
    database = open_database(two_cuts)
    foremost = news.foremost(database, None)
    assert list(foremost["usubjid"]) == list(database.rows("SELECT usubjid FROM adam.board")["usubjid"])
    for row in foremost.itertuples():
        own = news.of_patient(database, row.usubjid, None)
        assert len(own) == row.n and (not row.n or row.code == own["code"].iloc[0])


def test_several_of_one_kind_are_one_row_that_counts_them(two_cuts):
    database = open_database(two_cuts)
    everything = news.of_patient(database, "SIM-024", news.times(database).first)
    liver = everything[everything["paramcd"] == "BILI"]
    counted = "SELECT count(*) FROM adam.adnews WHERE usubjid = 'SIM-024' AND paramcd = 'BILI'"
    assert liver["times"].tolist() == [answer(two_cuts, counted)[0][0]]
    assert everything["paramcd"].dropna().is_unique
