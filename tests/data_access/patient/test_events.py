"""What happened to one patient by day: the worst of each cell, and no record lost."""

import pytest

from data_access.common.database import open_database
from data_access.patient import events


@pytest.fixture
def simulated(database_file):
    return open_database(database_file("simulated"))


@pytest.fixture
def pilot(database_file):
    return open_database(database_file("pilot"))


def subjects(db):
    return db.rows("SELECT usubjid FROM adam.adsl WHERE anchordt IS NOT NULL ORDER BY usubjid")["usubjid"]


def test_cells_of_a_day_are_the_rows_of_adorgan_and_the_grades(simulated):
    for subject in subjects(simulated)[:5]:
        cells = events.organ_cells(simulated, subject, origin="anchor", days=1)
        organs = simulated.rows("SELECT count(*) AS n FROM adam.adorgan WHERE usubjid = $s", s=subject)["n"][
            0
        ]
        assert (~cells["row"].isin(["HEGRADE", "ASCITES"])).sum() == organs
        assert not cells.duplicated(["row", "start"]).any() and (cells["stop"] - cells["start"] == 1).all()


def test_the_cell_of_a_week_holds_the_worst_of_its_days(simulated):
    for subject in subjects(simulated)[:5]:
        daily = events.organ_cells(simulated, subject, origin="anchor", days=1)
        weekly = events.organ_cells(simulated, subject, origin="anchor", days=7).set_index(["row", "start"])
        by_week = daily.assign(week=daily["start"] // 7 * 7).groupby(["row", "week"])
        assert by_week["level"].max().to_dict() == weekly["level"].to_dict()
        failed = by_week["failing"].apply(lambda states: (states == "Y").any()).to_dict()
        assert failed == (weekly["failing"] == "Y").to_dict()


def test_days_count_from_the_chosen_origin(simulated):
    subject = simulated.rows("SELECT usubjid FROM adam.adsl WHERE trtsdt > randdt")["usubjid"][0]
    starts = [
        events.organ_cells(simulated, subject, origin=origin, days=1)["start"]
        for origin in ("anchor", "randomisation")
    ]
    assert (starts[1] - starts[0]).nunique() == 1 and (starts[1] > starts[0]).all()


@pytest.mark.parametrize("trial", ["simulated", "pilot"])
def test_no_treatment_is_lost(trial, request):
    db = request.getfixturevalue(trial)
    counted = db.rows(
        """
        SELECT usubjid, count(*) AS n FROM (
            SELECT usubjid FROM sdtm.cm WHERE upper(cmoccur) IS DISTINCT FROM 'N'
            UNION ALL SELECT usubjid FROM sdtm.pr WHERE upper(proccur) IS DISTINCT FROM 'N')
        GROUP BY usubjid ORDER BY n DESC LIMIT 3
        """
    )
    for subject, n in zip(counted["usubjid"], counted["n"], strict=True):
        rows = events.treatments(db, subject, origin="anchor")
        assert len(rows) == n and rows["source_row"].notna().all()


def test_a_treatment_of_a_day_lasts_to_the_end_of_it(pilot):
    rows = events.treatments(pilot, "01-716-1157", origin="anchor")
    one_day = rows[(rows["cmstdtc"] == rows["cmendtc"]) & ~rows["start_open"]]
    assert len(one_day) and ((one_day["stop"] - one_day["start"]) == 1).all()


def test_immune_subsets_are_those_of_the_source_in_months_since_the_first_dose(simulated):
    subject = simulated.rows("SELECT usubjid, count(*) AS n FROM sdtm.cp GROUP BY usubjid ORDER BY n DESC")[
        "usubjid"
    ][0]
    rows = events.immune_cells(simulated, subject)
    n = simulated.rows("SELECT count(*) AS n FROM sdtm.cp WHERE usubjid = $s", s=subject)["n"][0]
    assert len(rows) == n
    day_31 = rows[rows["ady"].between(25, 37)]["month"]
    assert len(day_31) and day_31.between(0.75, 1.25).all()
