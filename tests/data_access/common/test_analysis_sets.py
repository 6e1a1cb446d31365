"""Whom a figure counts, against the published ADSL of the CDISC pilot."""

import pytest

from data_access.common import analysis_sets
from data_access.common.database import open_database


@pytest.fixture(scope="module")
def pilot(database_file):
    return open_database(database_file("pilot"))


def sizes(db, population, arms):
    return dict(analysis_sets.counts(db, population, arms).itertuples(index=False, name=None))


def test_planned_arms_as_the_published_adsl(pilot):
    expected = {"Placebo": 86, "Xanomeline High Dose": 84, "Xanomeline Low Dose": 84}
    assert sizes(pilot, "randomised", "planned") == expected
    assert sizes(pilot, "treated", "planned") == expected


def test_actual_arms_as_pharmaverse_derives_them_from_actarm(pilot):
    expected = {"Placebo": 86, "Xanomeline High Dose": 72, "Xanomeline Low Dose": 96}
    assert sizes(pilot, "treated", "actual") == expected


def test_an_analysis_set_without_anybody_is_not_offered(pilot, database_file):
    assert analysis_sets.available(pilot) == ("randomised", "treated")
    assert analysis_sets.available(open_database(database_file("simulated"))) == tuple(
        analysis_sets.ANALYSIS_SETS
    )


def test_arms_come_in_protocol_order(database_file):
    db = open_database(database_file("simulated"))
    assert analysis_sets.counts(db, "treated", "actual")["arm"].tolist() == ["MSC-EV", "Control"]


@pytest.mark.parametrize(("population", "arms"), [("everybody", "planned"), ("randomised", "'; --")])
def test_a_choice_that_does_not_exist_never_reaches_sql(pilot, population, arms):
    with pytest.raises(KeyError):
        analysis_sets.counts(pilot, population, arms)
