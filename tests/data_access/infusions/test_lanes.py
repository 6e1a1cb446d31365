"""What the infusion page asks, on the built trials."""

import pytest

from data_access.common.database import open_database
from data_access.infusions import assessments, signs
from data_access.infusions import lanes as infusions_lanes


@pytest.fixture
def simulated(database_file):
    return open_database(database_file("simulated"))


def test_lanes_stand_by_arm_in_protocol_order(simulated):
    lanes = infusions_lanes.lanes(simulated)
    assert list(dict.fromkeys(lanes["arm"])) == ["MSC-EV", "Control"] and len(lanes) == 20
    assert all(own["usubjid"].is_monotonic_increasing for _, own in lanes.groupby("arm"))


def test_every_planned_infusion_is_a_mark_inside_or_beside_its_window(simulated):
    marks = infusions_lanes.marks(simulated, infusions_lanes.lanes(simulated)["usubjid"])
    assert len(marks) == 80 and set(marks["kind"]) == {"GIVEN", "MISSED", "DUE", "PLANNED"}
    on_time = marks[(marks["kind"] == "GIVEN") & (marks["delay_days"] == 0)]
    assert (on_time["start"].between(on_time["window_lo"], on_time["window_hi"])).all()
    assert (marks["planned_day"].isin([0, 7, 14, 21])).all()


def test_the_change_is_that_of_the_vital_signs_table(simulated):
    """adam.advs.chgpre and the change of this page are one definition."""
    disagreeing = simulated.rows(
        "SELECT count(*) AS n FROM adam.adsign JOIN adam.advs USING (source_file, source_row) "
        "WHERE derived = 'N' AND adsign.chgpre IS DISTINCT FROM advs.chgpre AND source_domain = 'VS'"
    )
    assert disagreeing["n"][0] == 0


def test_what_cannot_be_drawn_says_why(simulated):
    subject = simulated.rows("SELECT usubjid FROM adam.adinfn WHERE n_no_pre > 0 LIMIT 1")["usubjid"][0]
    values, changes = (signs.signs(simulated, subject, change=change) for change in (False, True))
    assert set(values["why"].dropna()) <= {"NOT_DONE"}
    assert "NO_PRE" in set(changes["why"]) and changes.loc[changes["why"] == "NO_PRE", "change"].isna().all()


def test_medians_stand_on_the_values_of_the_arm(simulated):
    medians = signs.medians(simulated, "MSC-EV")
    one = medians[(medians["paramcd"] == "TEMP") & (medians["doseno"] == 1) & (medians["tptnum"] == 2)].iloc[
        0
    ]
    values = simulated.rows(
        "SELECT aval FROM adam.adinf JOIN adam.adsl USING (usubjid) "
        "WHERE trt01p = 'MSC-EV' AND paramcd = 'TEMP' AND doseno = 1 AND tptnum = 2 AND aval IS NOT NULL"
    )["aval"]
    assert one["value"] == pytest.approx(values.median()) and one["n"] == len(values)
    assert one["value_q1"] == pytest.approx(values.quantile(0.25))


@pytest.mark.shows("primary outcome 1")
def test_the_grid_has_55_looks_for_each_infusion(simulated):
    subject = infusions_lanes.lanes(simulated)["usubjid"][0]
    grid = assessments.grid(simulated, subject)
    assert set(grid.groupby("doseno").size()) == {55}
    shown = grid[grid["state"] == "ASSESSED"].groupby("doseno").size()
    told = signs.infusions(simulated, subject).set_index("doseno")["n_assessed"]
    assert shown.to_dict() == told.to_dict()


def test_completeness_of_patients(simulated):
    patients = assessments.patients(simulated, "Control")
    counted = assessments.completeness(simulated, patients[:3])
    assert set(counted["usubjid"]) == set(patients[:3]) and (counted["n_assessed"] <= counted["n_due"]).all()


def test_prompts_without_an_entry_come_first(simulated):
    prompts = assessments.prompts(simulated, "MSC-EV", None)
    assert prompts["entered"].is_monotonic_increasing and not prompts["entered"].all()
    assert (prompts.loc[~prompts["entered"], "entries"] == "").all()


@pytest.mark.shows("primary outcome 1")
def test_events_say_hours_only_where_a_time_was_entered(simulated):
    events = assessments.events(simulated, "MSC-EV", None)
    assert (events["hours"].notna() == (events["inf24how"] == "TIMED")).all() and events[
        "hours"
    ].notna().any()
    assert (events["hours"].dropna().between(0, 26)).all()


@pytest.mark.shows("primary outcome 1")
def test_the_reaction_of_the_interrupted_infusion_is_flagged_and_entered(simulated):
    """The simulated reaction: chills from 24 min on, 39.2 degC, pulse up by a third."""
    (subject,) = simulated.rows("SELECT usubjid FROM adam.adex WHERE interrupted = 'Y'")["usubjid"]
    prompts = assessments.prompts(simulated, None, subject)
    assert {"CHILLS", "TEMP", "HR"} <= set(prompts["paramcd"])
    assert prompts["entries"].str.contains("Infusion related reaction").all()


@pytest.mark.parametrize("trial", ["pilot", "msg/xpt"])
def test_studies_without_planned_infusions_have_lanes_and_no_assessments(trial, database_file):
    db = open_database(database_file(trial))
    lanes = infusions_lanes.lanes(db)
    marks = infusions_lanes.marks(db, lanes["usubjid"][:40])
    assert not lanes["planned"].any() and set(marks["kind"]) <= {"RUN", "MISSED"}
    assert signs.signs(db, lanes["usubjid"][0], change=False).empty
    assert assessments.grid(db, lanes["usubjid"][0]).empty
