"""One value per patient and time point, and quantiles of them, by hand; laws on the built trials."""

import numpy as np
import pytest

from clinical.scores import REGISTRY
from data_access.common.database import open_database
from data_access.scores import cohort
from data_access.scores.lines import ALL, BANDS, THINNED, behind, lines
from tests.data_access.tiny_trial import found, lab, planned_trial, rule, trial

ARM = {"arm": "MSC-EV", "armcd": "MSCEV", "actarm": "MSC-EV"}
TRIALS = ("simulated", "pilot", "msg/xpt")
SCORE_OF = {"simulated": "MELD", "pilot": "ALBI", "msg/xpt": "ALBI"}


def tube(moment, inr):
    """Bilirubin and creatinine at 1 mg/dL: MELD is 6.43 + 11.2 ln(INR): 6, 14, 19, 22, 24 for INR 1 to 5."""
    return [
        lab("BILI", 17.1, moment, "umol/L"), lab("CREAT", 88.4, moment, "umol/L"), lab("INR", inr, moment),
    ]  # fmt: skip


def plasma(moment):
    return [{"cmdecod": "FRESH FROZEN PLASMA", "cmstdtc": moment}]


BEFORE = tube("2025-03-10T08:00", 3)
# Treated on 10 March: planned day 8 is 17 March, its window 14 to 20 March.
WEEK_1 = {
    "the closest of three": rule(
        [("VALUE", 14.0)],
        lb=[
            *BEFORE,
            *tube("2025-03-15T08:00", 4),
            *tube("2025-03-17T08:00", 2),
            *tube("2025-03-19T08:00", 1),
        ],
    ),
    "of two equally close the later": rule(
        [("VALUE", 6.0)], lb=[*BEFORE, *tube("2025-03-16T08:00", 4), *tube("2025-03-18T08:00", 1)]
    ),
    "the closest is confounded": rule(
        [("VALUE", 22.0)],
        lb=[*BEFORE, *tube("2025-03-17T08:00", 1), *tube("2025-03-19T08:00", 4)],
        cm=plasma("2025-03-17T06:00"),
    ),
    "only a confounded value": rule(
        [("CONFOUNDED", None)], lb=[*BEFORE, *tube("2025-03-17T08:00", 1)], cm=plasma("2025-03-17T06:00")
    ),
    "outside the window": rule(
        [("NO_VALUE", None)], lb=[*BEFORE, *tube("2025-03-13T08:00", 1), *tube("2025-03-22T08:00", 1)]
    ),
    "transplanted before": rule(
        [("TRANSPLANTED", None)],
        lb=[*BEFORE, *tube("2025-03-17T08:00", 1)],
        pr=[{"prdecod": "LIVER TRANSPLANTATION", "prstdtc": "2025-03-16"}],
    ),
    "dead before": rule([("DEAD", None)], lb=BEFORE, dm={"dthdtc": "2025-03-16", "dthfl": "Y"}),
    "a value, then death within the window": rule(
        [("VALUE", 14.0)],
        lb=[*BEFORE, *tube("2025-03-15T08:00", 2)],
        dm={"dthdtc": "2025-03-16", "dthfl": "Y"},
    ),
    "last seen before": rule([("NOT_SEEN", None)], lb=[*BEFORE, *tube("2025-03-13T08:00", 1)]),
}


@pytest.fixture(scope="module")
def db():
    return planned_trial(WEEK_1)


@pytest.mark.parametrize("name", WEEK_1)
def test_what_stands_for_day_8_by_hand(name, db):
    query = "SELECT status, aval FROM adam.adscwk WHERE {patient} AND paramcd = 'MELD' AND avisitn = 8"
    assert found(db, name, query) == WEEK_1[name].expected


@pytest.mark.parametrize("name", WEEK_1)
def test_the_last_value_before_the_first_dose_stands_for_baseline(name, db):
    query = "SELECT status, aval FROM adam.adscwk WHERE {patient} AND paramcd = 'MELD' AND avisitn = 0"
    assert found(db, name, query) == [("VALUE", 19.0)]


def test_a_day_after_the_cut_off_is_not_reached():
    db = planned_trial({"P": rule(None, lb=BEFORE)}, cutoff="2025-03-16")
    query = "SELECT status FROM adam.adscwk WHERE {patient} AND paramcd = 'MELD' AND avisitn = 8"
    assert found(db, "P", query) == [("NOT_REACHED",)]


def test_without_visits_a_week_holds_the_three_days_around_its_day():
    """Anchor 10 March: day 7 after it is 17 March; 14 and 20 March belong to week 1, 13 March to none."""
    draws = {"2025-03-13": 1, "2025-03-14": 2, "2025-03-20": 3, "2025-03-21": 4}
    db = trial(
        {"P": rule(None, lb=[*BEFORE, *(row for day, inr in draws.items() for row in tube(day, inr))])}
    )
    query = "SELECT avisit, day_offset, aval FROM adam.adscwk WHERE {patient} AND paramcd = 'MELD' ORDER BY avisitn"
    assert found(db, "P", query) == [("Baseline", 0, 19.0), ("Week 1", 7, 19.0), ("Week 2", 14, 22.0)]


def test_collected_visits_stand_where_they_were_planned():
    rows = [row | {"visit": "WEEK 2", "visitnum": 4, "visitdy": 14} for row in tube("2025-03-25T08:00", 2)]
    db = trial({"P": rule(None, lb=[*BEFORE, *rows])})
    query = "SELECT avisit, day_offset, aval FROM adam.adscwk WHERE {patient} AND paramcd = 'MELD' ORDER BY avisitn"
    assert found(db, "P", query) == [("Baseline", 0, 19.0), ("Week 2", 13, 14.0)]


class Asked:
    """A connection that answers as an opened database does."""

    def __init__(self, connection):
        self.connection = connection

    def rows(self, sql, **parameters):
        return self.connection.execute(sql, parameters).fetchdf()


def test_median_and_quartiles_of_a_small_trial_by_hand():
    """MELD 6, 14, 19 and 22 on day 8: quartiles 10, 16.5 and 20.5 by definition 5; the confounded 24 does not count."""
    rules = {
        f"P{inr}": rule(None, dm=ARM, lb=[*BEFORE, *tube("2025-03-17T08:00", inr)]) for inr in (1, 2, 3, 4)
    } | {
        "confounded": rule(
            None, dm=ARM, lb=[*BEFORE, *tube("2025-03-17T08:00", 5)], cm=plasma("2025-03-17T06:00")
        )
    }
    asked = Asked(planned_trial(rules))
    table = cohort.spread(asked, "MELD")
    for rows in (table[table["arm"] == "MSC-EV"], table[table["arm"].isna()]):
        week_1 = rows[rows["avisitn"] == 8].iloc[0]
        assert (week_1["n"], week_1["n_alive"]) == (4, 5)
        assert (week_1["q25"], week_1["q50"], week_1["q75"]) == (10, 16.5, 20.5)
    place = cohort.standing(asked, "MELD", "P3")
    assert (place.avisit, place.value, place.others, place.lower, place.median) == ("Day 8", 19, 3, 2, 16.5)
    assert cohort.standing(asked, "MELD", "nobody") is None


@pytest.fixture
def opened_trial(request, database_file):
    return open_database(database_file(request.param)), SCORE_OF[request.param]


each_trial = pytest.mark.parametrize("opened_trial", TRIALS, indirect=True, ids=TRIALS)


@each_trial
def test_an_unconfounded_record_of_a_visit_stands_for_it(opened_trial):
    """anl01fl of adlb, by the rules of the visit windows, wherever no confounder interferes."""
    db, _ = opened_trial
    disagree = db.rows(
        """
        SELECT * FROM adam.adlb JOIN adam.adscwk USING (usubjid, paramcd, avisitn)
        JOIN (SELECT usubjid, ltdt FROM adam.adsl) USING (usubjid)
        WHERE anl01fl = 'Y' AND adlb.confound IS NULL AND adlb.aval IS NOT NULL AND (ltdt IS NULL OR adlb.adt <= ltdt)
          AND avisitn > 0
          AND (status <> 'VALUE' OR adscwk.aval <> adlb.aval OR adscwk.source_row <> adlb.source_row)
        """
    )
    assert disagree.empty


@each_trial
def test_the_inputs_kept_with_a_value_give_that_value(opened_trial):
    """The formula on the inputs of each row of adscore is its aval, in every score."""
    db, _ = opened_trial
    rows = db.rows("SELECT paramcd, aval, araw, inputs FROM adam.adscore WHERE aval IS NOT NULL")
    assert len(rows)
    for code, part in rows.groupby("paramcd"):
        score = REGISTRY[str(code)]
        names = [item.name for item in score.inputs]
        given = [{each["name"]: each["aval"] for each in inputs} for inputs in part["inputs"]]
        columns = {name: np.array([one.get(name, np.nan) for one in given], dtype=float) for name in names}
        np.testing.assert_array_equal(score.value(**columns), part["aval"].to_numpy(float))
        np.testing.assert_array_equal(score.raw(**columns), part["araw"].to_numpy(float))


@each_trial
def test_an_input_is_what_the_named_row_of_the_source_holds(opened_trial):
    """File and row of each laboratory input lead to a row of sdtm.lb of that moment, its value or its limit."""
    db, _ = opened_trial
    counted = db.rows(
        """
        WITH used AS (SELECT usubjid, unnest(inputs) AS input FROM adam.adscore WHERE aval IS NOT NULL)
        SELECT count(*) AS n, count(*) FILTER (adlb.aval = input.aval OR adlb.anrhi = input.aval
                   OR adlb.certainty = 'LIMIT' AND CAST(ltrim(adlb.avalc, '<>= ') AS DOUBLE) = input.aval) AS agreeing
        FROM used LEFT JOIN adam.adlb ON adlb.source_file = input.source_file AND adlb.source_row = input.source_row
         AND adlb.usubjid = used.usubjid AND adlb.adtm = input.adtm AND adlb.paramtyp IS NULL
        WHERE input.source_file LIKE 'lb%'
        """
    ).iloc[0]
    assert counted["n"] == counted["agreeing"] > 0


@each_trial
def test_rows_drawn_and_not_drawn_are_all_rows(opened_trial):
    db, code = opened_trial
    arms = tuple(cohort.arms(db)["arm"])
    subject = cohort.time_points(db, code)["usubjid"].iloc[0]
    for shown, last in ((arms, 400.0), (arms[:1], 60.0)):
        seen = lines(db, code, subject, shown, -7.0, last)
        assert seen.mode == ALL and len(seen.drawn) + len(seen.missing) == len(cohort.values(db, code))
        assert seen.missing["why"].notna().all() and seen.n_drawn == len(seen.drawn)
        assert seen.drawn["y"].notna().all() and seen.drawn["offset"].between(-7.0, last).all()
    only = behind(db, code, subject, -7.0, 60.0)
    assert only.mode == BANDS and set(only.drawn["usubjid"]) <= {subject}


def test_nothing_after_a_transplant_is_drawn(database_file):
    db = open_database(database_file("simulated"))
    grafted = db.rows(
        "SELECT usubjid, CAST(ltdt AS VARCHAR) AS day FROM adam.adsl WHERE ltdt IS NOT NULL AND randfl = 'Y'"
    )
    assert len(grafted)
    seen = lines(db, "MELD", grafted["usubjid"][0], tuple(cohort.arms(db)["arm"]), -30.0, 500.0)
    for subject, day in zip(grafted["usubjid"], grafted["day"], strict=True):
        own = seen.drawn[seen.drawn["usubjid"] == subject]
        assert len(own) and (own["taken"] <= day).all()
        assert (seen.missing.loc[seen.missing["usubjid"] == subject, "why"] == "GRAFT").any()


def test_many_values_are_thinned_to_one_per_time_point_but_not_those_of_the_patient(
    database_file, monkeypatch
):
    db = open_database(database_file("simulated"))
    monkeypatch.setattr("data_access.scores.lines.MOST_POINTS", 250)
    seen = lines(db, "MELD", "SIM-014", tuple(cohort.arms(db)["arm"]), -30.0, 500.0)
    assert seen.mode == THINNED
    own = seen.drawn["usubjid"] == "SIM-014"
    assert own.sum() == cohort.values(db, "MELD", "SIM-014")["why"].isna().sum()
    stands = cohort.time_points(db, "MELD")
    assert (~own).sum() == (stands[stands["usubjid"] != "SIM-014"]["status"] == "VALUE").sum()
    assert seen.drawn.loc[~own, "confound"].isna().all()


@each_trial
def test_a_score_that_nobody_has_says_why(opened_trial):
    db, code = opened_trial
    known = cohort.scores(db)
    assert set(known) == set(REGISTRY) and known[code].n_patients
    lacking = [each for each in known.values() if not each.n_patients]
    assert lacking and all(each.reason for each in lacking)
