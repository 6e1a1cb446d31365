"""The questions about survival, against R on the CDISC pilot, by hand, and where the data are odd."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from data_access import verify
from data_access.common import analysis_sets
from data_access.common.database import Database, Identity, Snapshot, open_database
from data_access.meeting.questions import ask
from data_access.survival import follow_up
from tests.data_access.tiny_trial import Rule, rule, trial
from tests.oracle_answers.common import assert_same

PLANNED = {"analysis_set": "randomised", "treatment": "planned"}
SNAPSHOT = Snapshot("T", "T", datetime(2026, 1, 1, tzinfo=UTC), "0", False, "2025-12-31", "0" * 16)
IN_MEMORY = Identity(Path("tiny"), 0, 0, 0)


@pytest.fixture(scope="module")
def pilot(database_file) -> Database:
    return open_database(database_file("pilot"))


@pytest.fixture(scope="module")
def simulated(database_file) -> Database:
    return open_database(database_file("simulated"))


def tiny(rules: dict[str, Rule]) -> Database:
    return Database(trial(rules), IN_MEMORY, SNAPSHOT)


def event_free(db: Database, endpoint: str, test: str = "off", **choices: str) -> Any:
    return ask(db, "survival", **PLANNED | choices, endpoint=endpoint, test=test).tables


def present(value: float) -> float | None:
    return value if np.isfinite(value) else None


def on_curve(curve: pd.DataFrame, arm: str, day: float) -> dict[str, Any]:
    """The curve as read on a day by its rows alone: the last row up to it, and those who are there that day."""
    rows = curve[curve["arm"] == arm]
    read, later = rows[rows["day"] <= day].iloc[-1], rows[rows["day"] >= day]
    value = {"t": day, "n_risk": int(later["at_risk"].iloc[0]), "surv": read["value"], "se": read["error"]}
    return value | {"lower": present(read["lower"]), "upper": present(read["upper"])}


def test_medians_of_the_first_dermatologic_event_as_r_cp_tte_01(pilot, oracles):
    tables = event_free(pilot, "TTDE")
    merged = tables["sizes"].merge(tables["median"], on="arm")
    found = {
        row.arm: {
            "n": row.n,
            "events": row.events,
            "median": present(row.value),
            "lower": present(row.lower),
            "upper": present(row.upper),
        }
        for row in merged.itertuples()
    }
    assert_same(found, oracles["CP-TTE-01"]["expected"], oracles["CP-TTE-01"]["tolerance"])


def test_the_curve_of_the_first_dermatologic_event_as_r_cp_tte_02(pilot, oracles):
    tables = event_free(pilot, "TTDE")
    expected = oracles["CP-TTE-02"]["expected"]
    found = {
        arm: [on_curve(tables["curve"], arm, row["t"]) for row in rows] for arm, rows in expected.items()
    }
    assert_same(found, expected, oracles["CP-TTE-02"]["tolerance"])


@pytest.mark.parametrize("day", [90, 180])
def test_the_figures_at_a_day_as_r_cp_tte_02(pilot, oracles, day):
    at = event_free(pilot, "TTDE")["at"].set_index(["arm", "day"])
    for arm, rows in oracles["CP-TTE-02"]["expected"].items():
        (expected,) = (row for row in rows if row["t"] == day)
        row = at.loc[(arm, day)]
        found = [row["at_risk"], row["value"], row["lower"], row["upper"]]
        assert found == pytest.approx([expected[k] for k in ("n_risk", "surv", "lower", "upper")], abs=1e-6)


def test_the_log_rank_test_as_r_cp_tte_03(pilot, oracles):
    tables = event_free(pilot, "TTDE", test="on")
    (result,) = tables["test"].itertuples()
    expected = tables["expected"].set_index("arm")
    found = {"chisq": result.statistic, "df": result.df, "p": result.p}
    found |= {name: expected[name].to_dict() for name in ("observed", "expected")}
    assert_same(found, oracles["CP-TTE-03"]["expected"], oracles["CP-TTE-03"]["tolerance"])


@pytest.mark.shows("secondary outcome 1")
def test_overall_survival_as_r_cp_os_01(pilot, oracles):
    tables = event_free(pilot, "OS")
    expected = oracles["CP-OS-01"]["expected"]
    sizes = tables["sizes"].set_index("arm")[["n", "events"]]
    assert_same(
        {arm: sizes.loc[arm].to_dict() for arm in expected["n_events"]}, expected["n_events"], tolerance=0
    )
    found = {
        arm: [on_curve(tables["curve"], arm, row["t"]) for row in rows]
        for arm, rows in expected["km"].items()
    }
    assert_same(found, expected["km"], oracles["CP-OS-01"]["tolerance"])


@pytest.mark.shows("secondary outcome 1")
def test_without_an_event_the_interval_is_the_exact_one_of_those_at_risk_cp_os_01(pilot):
    at = event_free(pilot, "OS")["at"].set_index(["arm", "day"]).loc[("Xanomeline High Dose", 90)]
    # 54 at risk (R): the lower limit of 54 of 54 is 0.025 ** (1 / 54).
    assert (at["value"], at["upper"], at["method"]) == (1, 1, "CLOPPER_PEARSON")
    assert at["lower"] == pytest.approx(0.025 ** (1 / 54))


@pytest.mark.parametrize("name", ["pilot", "simulated"])
@pytest.mark.parametrize("population", ["randomised", "treated"])
@pytest.mark.parametrize("arms", ["planned", "actual"])
@pytest.mark.shows("secondary outcome 1")
def test_nobody_is_lost_at_any_tick(request, name, population, arms):
    db, choices = request.getfixturevalue(name), {"analysis_set": population, "treatment": arms}
    whole = analysis_sets.counts(db, population, arms).set_index("arm")["n"]
    for endpoint in follow_up.endpoints(db):
        tables = event_free(db, endpoint, **choices)
        sizes, ticks = tables["sizes"].set_index("arm"), tables["ticks"]
        assert (sizes["n"] + sizes["missing"] == whole).all()
        total = ticks["at_risk"] + ticks["events"] + ticks["censored"]
        assert (total == ticks["arm"].map(sizes["n"])).all()
        assert {0, 28, 90, 180} <= set(ticks.loc[ticks["axis"] == "day", "tick"])
    tables = ask(db, "competing", **choices).tables
    ticks, n = tables["ticks"], tables["sizes"].set_index("arm")["n"]
    parts = ticks[["at_risk", "deaths", "transplants", "censored"]].sum(axis=1)
    assert (parts == ticks["arm"].map(n)).all()


def test_without_a_transplantation_incidence_of_death_is_the_complement_of_survival(pilot):
    incidence = ask(pilot, "competing", **PLANNED).tables["incidence"]
    curve = event_free(pilot, "OS")["curve"]
    deaths = incidence[incidence["cause"] == "DEATH"]
    assert deaths["value"].to_numpy() == pytest.approx(1 - curve["value"].to_numpy(), abs=1e-12)


def death(day: str) -> dict[str, Any]:
    return {"dthfl": "Y", "dthdtc": day, "rfpendtc": day}


def ended(day: str) -> dict[str, Any]:
    return {"rfpendtc": day}


def transplanted(day: str) -> list[dict[str, Any]]:
    return [{"prtrt": "Liver transplantation", "prdecod": "LIVER TRANSPLANTATION", "prstdtc": day}]


COMPETING = {
    "died on day 10": rule(None, dm=death("2025-03-19")),
    "transplanted on day 20, died on day 30": rule(
        None, dm=death("2025-04-08"), pr=transplanted("2025-03-29")
    ),
    "censored on day 40": rule(None, dm=ended("2025-04-18")),
    "died on day 50": rule(None, dm=death("2025-04-28")),
}


@pytest.mark.shows("secondary outcome 1")
def test_death_and_transplantation_by_hand():
    tables = ask(tiny(COMPETING), "competing", **PLANNED).tables
    last = tables["incidence"].groupby("cause")["value"].last()
    # 1/4 on day 10; on day 20 3/4 x 1/3; after the censoring one of one dies on day 50: 1/4 + 1/2 x 1.
    assert last.to_dict() == pytest.approx({"DEATH": 0.75, "LIVER TRANSPLANTATION": 0.25})
    assert tables["sizes"].to_dict("records") == [{"arm": "MSC-EV", "n": 4, "missing": 0, "deaths_after": 1}]


def test_transplantation_ends_transplant_free_survival_only():
    db = tiny(COMPETING)
    found = {
        endpoint: event_free(db, endpoint)["patients"].set_index("usubjid") for endpoint in ("OS", "TFS")
    }
    name = "transplanted on day 20, died on day 30"
    assert [found["OS"].loc[name, "day"], found["OS"].loc[name, "outcome"]] == [30, "DEATH"]
    assert [found["TFS"].loc[name, "day"], found["TFS"].loc[name, "outcome"]] == [20, "LIVER TRANSPLANTATION"]


ODD = {
    "nobody": {},
    "nobody randomised": {"a": rule(None, dm={"arm": "Screen Failure", "actarm": "Screen Failure",
                                              "armcd": "SCRNFAIL", "rfstdtc": None, "rfxstdtc": None})},
    "one patient": {"a": rule(None, dm=death("2025-03-19"))},
    "no event": {name: rule(None, dm=ended("2025-06-01")) for name in "abc"},
    "all on one day": {name: rule(None, dm=death("2025-03-19")) for name in "abc"},
    "all censored on day 1": {name: rule(None, dm=ended("2025-03-10")) for name in "abc"},
    "two arms, one without an event": {
        "a": rule(None, dm=death("2025-03-19")),
        "b": rule(None, dm=ended("2025-06-01") | {"arm": "Control", "actarm": "Control", "armcd": "C"}),
    },
    "died before the start": {"a": rule(None, dm=death("2025-03-01")), "b": rule(None, dm=ended("2025-06-01"))},
    "no date at all": {"a": rule(None, dm={"rfstdtc": None, "rfxstdtc": None})},
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_odd_data_get_tables_and_reasons_not_errors(name):
    db = tiny(ODD[name])
    for endpoint in ("OS", "TFS"):
        tables = event_free(db, endpoint, test="on")
        for part in ("at", "median", "mean", "difference"):
            unknown = tables[part][tables[part]["value"].isna()]
            assert unknown["reason"].notna().all()
        sizes, ticks = tables["sizes"].set_index("arm"), tables["ticks"]
        assert (ticks["at_risk"] + ticks["events"] + ticks["censored"] == ticks["arm"].map(sizes["n"])).all()
    ask(db, "competing", **PLANNED)


def test_a_death_before_the_start_is_left_out_by_name():
    tables = event_free(tiny(ODD["died before the start"]), "OS")
    assert tables["sizes"].to_dict("records") == [{"arm": "MSC-EV", "n": 1, "events": 0, "missing": 1}]
    left_out = tables["patients"][tables["patients"]["day"].isna()]
    assert left_out[["usubjid", "outcome"]].values.tolist() == [["a", "BEFORE START"]]


def test_three_of_three_dying_on_one_day_leave_the_exact_interval_of_none():
    at = event_free(tiny(ODD["all on one day"]), "OS")["at"].iloc[0]
    # Nobody of 3: the upper limit is 1 - 0.025 ** (1/3) = 70.8 %.
    assert (at["value"], at["lower"]) == (0, 0)
    assert at["upper"] == pytest.approx(0.7076, abs=1e-4)


def test_the_code_of_every_choice_is_found_equal(simulated, database_file):
    for endpoint, test in (("OS", "off"), ("TFS", "on")):
        code = ask(simulated, "survival", **PLANNED, endpoint=endpoint, test=test).code
        assert verify.verify(code, database_file("simulated"))[0] == verify.EQUAL
    assert verify.verify(ask(simulated, "competing", **PLANNED).code, database_file("simulated"))[0] == 0


def test_an_endpoint_that_the_study_lacks_is_refused(simulated):
    with pytest.raises(KeyError):
        event_free(simulated, "TTDE")


def test_the_test_is_made_only_where_it_is_asked_for(simulated):
    assert "test" not in event_free(simulated, "OS")
    words = event_free(simulated, "OS", test="on")["words"]
    assert words["about"].tolist() == ["name", "assumptions", "power"]
