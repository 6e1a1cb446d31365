"""One parameter by visit: change from baseline against the published ADLBC, and who is counted where."""

import pytest

from data_access.arms import by_visit
from data_access.common.database import open_database
from data_access.meeting.questions import ask
from tests.oracle_answers.laboratory import CHANGES, END_OF_TREATMENT

NO_COMPARISON = {"compare": "none", "test": "off"}
OUTCOMES = {"AST": 2, "ALT": 3, "BILI": 4, "INR": 5, "GGT": 6}
"""The laboratory values of the record, in the order in which it lists its primary outcomes."""


def of_an_outcome(case):
    """A case of a parameter, or of a parameter at a visit, that shows the outcome it is about."""
    number = OUTCOMES.get(case.partition("-")[0])
    return pytest.param(case, marks=[pytest.mark.shows(f"primary outcome {number}")] if number else [])


@pytest.fixture(scope="module")
def pilot(database_file):
    return open_database(database_file("pilot"))


@pytest.fixture(scope="module")
def simulated(database_file):
    return open_database(database_file("simulated"))


def asked(db, paramcd, measure="change", population="treated", confounded="included", **comparison):
    choices = {"analysis_set": population, "treatment": "planned", "paramcd": paramcd, "measure": measure}
    return ask(db, "endpoint", **choices, confounded=confounded, **NO_COMPARISON | comparison).tables


@pytest.mark.parametrize("name", [of_an_outcome(name) for name in CHANGES.split()])
def test_change_from_baseline_against_the_published_adlbc(name, pilot, oracles):
    paramcd, visit = name.split("-")
    item = oracles[f"CP-CHG-{name}"]
    numbers = asked(pilot, paramcd)["numbers"]
    at_visit = numbers["visit"] == by_visit.END_OF_TREATMENT
    if visit != END_OF_TREATMENT:
        at_visit = numbers["avisitn"] == int(visit)
    rows = numbers[at_visit & (numbers["measure"] == "change")].set_index("arm")
    names = {"n": "n", "mean": "mean_chg", "sd": "sd_chg", "median": "median_chg"}
    found = rows[list(names)].rename(columns=names).to_dict("index")
    for arm, expected in item["expected"].items():
        wanted = {key: value for key, value in expected.items() if key != "mean_aval"}
        assert found[arm] == pytest.approx(wanted, abs=item["tolerance"])


@pytest.mark.parametrize("name", [name for name in CHANGES.split() if not name.endswith(END_OF_TREATMENT)])
def test_values_behind_the_changes_against_the_published_adlbc(name, pilot, oracles):
    paramcd, visit = name.split("-")
    item = oracles[f"CP-CHG-{name}"]
    patients = asked(pilot, paramcd)["patients"]
    changed = patients[(patients["avisitn"] == int(visit)) & patients["change"].notna()]
    means = changed.groupby("arm")["value"].mean()
    for arm, expected in item["expected"].items():
        assert means[arm] == pytest.approx(expected["mean_aval"], abs=item["tolerance"])


@pytest.mark.parametrize("measure", by_visit.MEASURES)
@pytest.mark.parametrize("confounded", by_visit.CONFOUNDED)
@pytest.mark.parametrize("paramcd", [of_an_outcome(name) for name in (*OUTCOMES, "MELD")])
def test_every_member_is_in_one_state_at_every_visit(simulated, paramcd, measure, confounded):
    tables = asked(simulated, paramcd, measure, "randomised", confounded)
    states = tables["visits"][["n", "died", "transplanted", "absent"]]
    assert (states.sum(axis=1) == 10).all()
    measured = tables["patients"][tables["patients"][measure].notna()].groupby(["arm", "avisitn"]).size()
    shown = tables["visits"].set_index(["arm", "avisitn"])["n"]
    assert shown[shown > 0].to_dict() == measured.to_dict()


@pytest.mark.shows("primary outcome 4")
def test_no_change_at_baseline_and_nobody_rises_from_the_dead(simulated):
    visits = asked(simulated, "BILI", "change", "randomised")["visits"]
    assert visits["avisitn"].min() > 0
    for _, rows in visits.groupby("arm"):
        assert rows["died"].is_monotonic_increasing


def test_results_after_transplantation_are_left_out(simulated):
    kept = asked(simulated, "BILI", "value", "randomised")["patients"]
    after = simulated.rows(
        "SELECT usubjid, avisitn FROM adam.at_visit WHERE paramcd = 'BILI' AND after_transplant"
    )
    assert len(after) > 0
    pairs = set(zip(kept["usubjid"], kept["avisitn"], strict=True))
    assert not pairs & set(zip(after["usubjid"], after["avisitn"], strict=True))


def test_without_the_confounded_no_value_set_by_plasma_remains(simulated):
    tables = asked(simulated, "INR", "value", "randomised", "excluded")
    kept = set(zip(tables["patients"]["usubjid"], tables["patients"]["avisitn"], strict=True))
    confounded = simulated.rows(
        "SELECT usubjid, avisitn FROM adam.at_visit WHERE paramcd = 'INR' AND confound IS NOT NULL"
    )
    assert len(confounded) > 0
    assert not kept & set(zip(confounded["usubjid"], confounded["avisitn"], strict=True))


def test_a_comparison_is_first_less_second_and_comes_only_when_asked_for(simulated):
    assert "difference" not in asked(simulated, "BILI", "value")
    tables = asked(simulated, "BILI", "value", compare="1-2")
    assert "test" not in tables
    numbers = tables["numbers"][tables["numbers"]["measure"] == "value"].set_index(["arm", "avisitn"])
    for row in tables["difference"].itertuples():
        medians = [numbers.loc[(arm, row.avisitn), "median"] for arm in ("MSC-EV", "Control")]
        assert row.difference == pytest.approx(medians[0] - medians[1])
        assert not row.lower > row.difference and not row.upper < row.difference


def test_a_test_says_its_name_assumptions_and_power_in_both_languages(simulated):
    rows = asked(simulated, "BILI", "value", compare="1-2", test="on")["test"]
    for language in ("en", "zh"):
        assert rows[[f"name_{language}", f"assumptions_{language}"]].notna().all(axis=None)
        assert "10" in rows[f"power_{language}"].iloc[0]
    assert rows["p"].between(0, 1).all()


@pytest.mark.parametrize(
    "wrong",
    [
        {"paramcd": "NOTHING"},
        {"measure": "guess"},
        {"confounded": "maybe"},
        {"compare": "1-3"},
        {"compare": "2-1"},
        {"test": "yes"},
    ],
    ids=str,
)
def test_a_choice_that_does_not_exist_is_a_key_error(simulated, wrong):
    with pytest.raises(KeyError):
        asked(simulated, **{"paramcd": "BILI"} | wrong)


@pytest.mark.parametrize("paramcd", ["CD3", "CD4NAIVE"])
@pytest.mark.shows("secondary outcome 2")
def test_cell_subsets_come_at_the_months_of_the_record(simulated, paramcd):
    tables = ask(
        simulated, "cells", analysis_set="randomised", treatment="planned", paramcd=paramcd, measure="value"
    ).tables
    assert tables["visits"]["visit"].unique().tolist() == [
        "Baseline",
        "Week 4",
        "Week 8",
        "Week 12",
        "Month 6",
    ]


@pytest.mark.shows("secondary outcome 2")
def test_what_a_percentage_is_one_of_is_known(simulated):
    known = by_visit.parameters(simulated, "CP").set_index("paramcd")["part_of"]
    assert known["CD3"] == "LYMPHOCYTES"
    assert known["CD4NAIVE"] == "CD4+ T CELLS"


def test_a_study_without_cells_offers_none(pilot):
    assert by_visit.parameters(pilot, "CP").empty
