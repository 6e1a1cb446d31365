"""Adverse events of the arms against R and the published ADAE of the CDISC pilot, by the tables of the questions."""

import pytest

from data_access.common.database import open_database
from data_access.meeting.questions import ask
from data_access.safety import adverse_events
from data_access.safety.adverse_events import EMERGENT, LAYERS
from tests.data_access.opened import opened
from tests.data_access.tiny_trial import planned_trial, rule
from tests.oracle_answers.events import SYSTEM_OF, TERM_OF

AS_PUBLISHED = {"analysis_set": "treated", "treatment": "planned"}


@pytest.fixture(scope="module")
def pilot(database_file):
    return open_database(database_file("pilot"))


@pytest.fixture(scope="module")
def simulated(database_file):
    return open_database(database_file("simulated"))


def rows(db, layer="any", emergent="emergent"):
    return ask(db, "adverse_events", **AS_PUBLISHED, layer=layer, emergent=emergent).tables["rows"]


def by_arm(table):
    return dict(zip(table["arm"], table["n"], strict=True))


@pytest.mark.parametrize("oracle", SYSTEM_OF)
@pytest.mark.shows("primary outcome 7")
def test_patients_by_system_as_r_counts_them(oracle, pilot, oracles):
    found = rows(pilot, emergent="all")
    found = found[(found["kind"] == "SOC") & (found["soc"] == SYSTEM_OF[oracle])]
    assert by_arm(found) == oracles[oracle]["expected"]


@pytest.mark.parametrize("oracle", TERM_OF)
@pytest.mark.shows("primary outcome 7")
def test_patients_by_term_as_published(oracle, pilot, oracles):
    found = rows(pilot)
    found = found[(found["kind"] == "PT") & (found["term"] == TERM_OF[oracle])]
    assert by_arm(found) == oracles[oracle]["expected"]


def test_all_systems_as_published_cp_tesoc(pilot, oracles):
    found = rows(pilot)
    systems = found[found["kind"] == "SOC"].groupby("soc")
    assert {soc: by_arm(part) for soc, part in systems} == oracles["CP-TESOC"]["expected"]


@pytest.mark.shows("primary outcome 7")
def test_any_event_as_published_cp_teae_01_and_cp_ae_02(pilot, oracles):
    published, found = oracles["CP-TEAE-01"]["expected"], rows(pilot)
    top = found[found["kind"] == "ANY"]
    assert by_arm(top) == published["subjects"]
    assert top["events"].sum() == published["rows"]
    everything = rows(pilot, emergent="all")
    everything = everything[everything["kind"] == "ANY"]
    assert by_arm(everything) == oracles["CP-AE-02"]["expected"]
    expected = oracles["CP-AE-01"]["expected"]
    assert (everything["events"].sum(), everything["n"].sum()) == (expected["rows"], expected["subjects"])


def test_worst_severity_stands_for_the_grade_where_none_is_given_cp_ae_07(pilot, oracles):
    top = rows(pilot, emergent="all").query("kind == 'ANY'").set_index("arm")
    for arm, expected in oracles["CP-AE-07"]["expected"].items():
        assert dict(zip(expected, top.loc[arm, ["grade_1", "grade_2", "grade_3"]], strict=True)) == expected
    assert (top["ungraded"] == top["events"]).all()


@pytest.mark.shows("primary outcome 7")
def test_serious_events_as_r_lists_them_cp_ae_06(pilot, oracles):
    choices = AS_PUBLISHED | {"layer": "serious", "emergent": "all"}
    found = adverse_events.people(pilot, choices, kind="ANY", soc=None, term=None, arm=None)
    listed = found.sort_values("usubjid")[["usubjid", "aedecod", "aestdtc"]]
    expected = [(e["USUBJID"], e["AEDECOD"], e["AESTDTC"]) for e in oracles["CP-AE-06"]["expected"]]
    assert [tuple(row) for row in listed.itertuples(index=False)] == expected


def test_the_most_frequent_stand_first(pilot):
    found = rows(pilot)
    for kind, within in (("SOC", []), ("PT", ["soc"])):
        lines = found[found["kind"] == kind].groupby([*within, "rank"])["n"].sum()
        parts = [part for _, part in lines.groupby(level=0)] if within else [lines]
        assert parts
        assert all(part.is_monotonic_decreasing for part in parts)


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("emergent", EMERGENT)
def test_a_cell_counts_the_patients_that_a_click_lists(layer, emergent, simulated):
    choices = AS_PUBLISHED | {"layer": layer, "emergent": emergent}
    for row in rows(simulated, layer, emergent).itertuples():
        soc, term = (value if isinstance(value, str) else None for value in (row.soc, row.term))
        found = adverse_events.people(simulated, choices, kind=row.kind, soc=soc, term=term, arm=row.arm)
        assert (found["usubjid"].nunique(), len(found)) == (row.n, row.events)


AFTER_2_H = {"aestdtc": "2025-03-10T12:00", "aetoxgr": "3", "aerel": "RELATED"}
EVENTS = {
    "severe and related": (AFTER_2_H, {"any", "related", "severe", "toxicity"}),
    "not related": (AFTER_2_H | {"aerel": "NOT RELATED"}, {"any", "severe"}),
    "causality missing": (AFTER_2_H | {"aerel": None}, {"any", "related", "severe", "toxicity"}),
    "grade 2, serious": (AFTER_2_H | {"aetoxgr": "2", "aeser": "Y"}, {"any", "related", "serious"}),
    "severe, not graded": (
        AFTER_2_H | {"aetoxgr": None, "aesev": "SEVERE"},
        {"any", "related", "severe", "toxicity"},
    ),
    "graded 2 whatever the severity": (AFTER_2_H | {"aetoxgr": "2", "aesev": "SEVERE"}, {"any", "related"}),
    "25 h after the end": (AFTER_2_H | {"aestdtc": "2025-03-11T12:00"}, set()),
}


@pytest.mark.parametrize("name", EVENTS)
@pytest.mark.shows("primary outcome 1")
def test_what_counts_towards_the_primary_endpoint_by_hand(name):
    event, counted = EVENTS[name]
    dose = {"exstdtc": "2025-03-10T10:00", "exendtc": "2025-03-10T11:00", "exdose": 1.0}
    one = rule(None, ex=[dose], ae=[{"aeseq": 1, "aeterm": "Chills"} | event])
    with planned_trial({name: one, "without an infusion": rule(None)}) as connection:
        found = ask(
            opened(connection), "infusion_toxicity", analysis_set="randomised", treatment="planned"
        ).tables
    assert set(found["patients"].query("n == 1")["row"]) == counted
    assert set(found["patients"]["of"]) == {1}
    assert set(found["infusions"].query("n == 1")["row"]) == counted


@pytest.mark.shows("primary outcome 1")
def test_nobody_of_ten_is_compatible_with_31_percent_as_the_record_of_the_trial_says(simulated):
    """trial.md 3.5: 0/10 toxicity is compatible with a true rate up to 30.8 %."""
    found = ask(simulated, "infusion_toxicity", **AS_PUBLISHED).tables["patients"]
    none_of_ten = found[(found["n"] == 0) & (found["of"] == 10)]
    assert not none_of_ten.empty
    assert (none_of_ten["upper"].round(3) == 0.308).all()
