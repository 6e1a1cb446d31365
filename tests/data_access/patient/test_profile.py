"""One patient's rows, on the built trials and against R."""

import pytest

from data_access.common.database import open_database
from data_access.patient import profile


@pytest.fixture
def simulated(database_file):
    return open_database(database_file("simulated"))


@pytest.fixture
def pilot(database_file):
    return open_database(database_file("pilot"))


def test_doses_procedures_and_death_are_all_there(simulated):
    counted = simulated.rows("SELECT usubjid, count(*) AS n FROM adam.adex GROUP BY usubjid")
    for _, row in counted.iterrows():
        marks = profile.marks_in_time(simulated, row["usubjid"], origin="anchor")
        assert (marks["kind"] == "DOSE").sum() == row["n"]
    for subject in simulated.rows("SELECT usubjid FROM adam.adsl WHERE dthfl = 'Y' AND randfl = 'Y'")[
        "usubjid"
    ]:
        assert "DEATH" in set(profile.marks_in_time(simulated, subject, origin="anchor")["kind"])


def test_no_adverse_event_is_lost(pilot):
    counted = pilot.rows(
        "SELECT usubjid, count(*) AS n FROM sdtm.ae GROUP BY usubjid ORDER BY n DESC LIMIT 5"
    )
    for _, row in counted.iterrows():
        assert len(profile.adverse_events(pilot, row["usubjid"], origin="anchor")) == row["n"]


def test_the_table_of_results_shows_what_was_reported_with_high_and_low(pilot):
    table = profile.results(pilot, "01-705-1186", ("BILI", "ALT"))
    assert list(table.columns) == ["taken", "ady", "visit", "BILI", "ALT"]
    assert table["taken"].is_monotonic_decreasing
    assert any(str(cell).endswith(" H") for cell in table["BILI"])


def test_a_study_without_inr_says_why_it_has_no_meld(pilot):
    reasons = profile.why_no_score(pilot, "01-705-1186", "MELD")
    assert "INR: not measured in this study" in reasons["reason"].iloc[0]


def test_a_whole_score_is_shown_whole_in_the_table_of_results(simulated):
    subject = simulated.rows('SELECT usubjid FROM adam.board WHERE "MELD" IS NOT NULL')["usubjid"][0]
    shown = profile.results(simulated, subject, ("MELD",))["MELD"].dropna()
    assert len(shown) and all(value.isdigit() for value in shown)
