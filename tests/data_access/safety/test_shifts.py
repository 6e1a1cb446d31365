"""Shifts of laboratory grades and risk differences, by the tables of their questions."""

import pytest

from data_access.common.database import open_database
from data_access.meeting.questions import ask
from data_access.safety import risk_difference, shifts
from tests.data_access.opened import opened
from tests.data_access.tiny_trial import lab, planned_trial, rule

BILIRUBIN = "Blood bilirubin increased"
RANGE = {"lbstnrlo": 0.0, "lbstnrhi": 20.0}
GRAFT = [{"prdecod": "LIVER TRANSPLANTATION", "prstdtc": "2025-03-20"}]


def bilirubin(*values):
    """Results of 8 March (before the dose), then of 12, 14, ... March."""
    moments = ["2025-03-08", *(f"2025-03-{day}" for day in range(12, 31, 2))]
    return [
        lab("BILI", value, moment, "umol/L", **RANGE) for value, moment in zip(values, moments, strict=False)
    ]


# CTCAE v4.03 by hand, ULN 20: above 20 grade 1, above 30 grade 2, above 60 grade 3, above 200 grade 4.
SHIFTS = {
    "rises from 3 to 4": (rule(None, lb=bilirubin(100.0, 100.0, 210.0)), (3, 4)),
    "stays at 4": (rule(None, lb=bilirubin(300.0, 250.0, 400.0)), (4, 4)),
    "only better": (rule(None, lb=bilirubin(300.0, 50.0, 25.0)), (4, 2)),
    "worse only with the graft": (
        rule(None, lb=bilirubin(100.0, 100.0, 90.0, 80.0, 70.0, 100.0, 500.0), pr=GRAFT),
        (3, 3),
    ),
    "worst at an unscheduled visit": (
        rule(
            None,
            lb=[*bilirubin(10.0), lab("BILI", 70.0, "2025-03-13", "umol/L", visit="UNSCHEDULED 2", **RANGE)],
        ),
        (0, 3),
    ),
    "nothing after the dose": (rule(None, lb=bilirubin(100.0)), (3, None)),
    "no baseline": (rule(None, lb=bilirubin(100.0, 250.0)[1:]), (None, 4)),
}


@pytest.fixture(scope="module")
def answer():
    with planned_trial({name: case for name, (case, _) in SHIFTS.items()}) as connection:
        choices = {"analysis_set": "randomised", "treatment": "planned", "term": BILIRUBIN}
        return ask(opened(connection), "shift", **choices).tables


@pytest.mark.parametrize("name", SHIFTS)
def test_baseline_and_worst_grade_by_hand(name, answer):
    row = answer["patients"].set_index("usubjid").loc[name]
    found = tuple(None if grade != grade else int(grade) for grade in (row["base"], row["worst"]))
    assert found == SHIFTS[name][1]


def test_grade_4_of_those_who_entered_at_grade_4_is_no_toxicity(answer):
    counts = answer["emergent"].set_index("rise")
    assert tuple(counts.loc["higher", ["n", "of"]]) == (2, 5)
    assert tuple(counts.loc["to_severe", ["n", "of"]]) == (1, 5)


def test_every_level_is_kept_and_everybody_counted_once(answer):
    table = answer["shift"]
    assert len(table) == 6 * 6
    assert table["n"].sum() == len(SHIFTS) == table["of"].iloc[0]


def test_a_test_with_two_terms_is_graded_by_each_alone():
    """Sodium 136 to 128 and to 158, limits 137 and 147: hyponatraemia 1 to 3, hypernatraemia 0 to 3."""
    sodium = [
        lab("SODIUM", value, moment, "mmol/L", lbstnrlo=137.0, lbstnrhi=147.0)
        for value, moment in ((136.0, "2025-03-08"), (128.0, "2025-03-12"), (158.0, "2025-03-14"))
    ]
    with planned_trial({"both": rule(None, lb=sodium)}) as connection:
        db = opened(connection)
        found = db.rows("SELECT term, base, worst FROM adam.adshift ORDER BY term")
        assert shifts.terms(db) == {"Hyponatremia": ("SODIUM", "LOW"), "Hypernatremia": ("SODIUM", "HIGH")}
    assert [tuple(row) for row in found.itertuples(index=False)] == [
        ("Hypernatremia", 0, 3),
        ("Hyponatremia", 1, 3),
    ]


@pytest.fixture(scope="module")
def pilot(database_file):
    return open_database(database_file("pilot"))


def compared(db, versus):
    return risk_difference.most_frequent(
        db, analysis_set="treated", treatment="planned", layer="any", emergent="emergent", versus=versus
    )


def test_incidence_is_that_of_the_published_adae_and_the_difference_that_of_newcombe(pilot, oracles):
    """26 of 84 against 8 of 86: 21.7 % , from the two Wilson intervals of statsmodels."""
    pairs = risk_difference.pairs(pilot, "treated", "planned")
    versus = next(place for place, (arm, _) in pairs.items() if arm == "Xanomeline High Dose")
    assert pairs[versus] == ("Xanomeline High Dose", "Placebo")
    found = compared(pilot, versus)
    itching = found["incidence"].query("term == 'PRURITUS'")
    assert dict(zip(itching["arm"], itching["n"], strict=True)) == oracles["CP-TEPT-01"]["expected"]
    difference = found["difference"].set_index("term").loc["PRURITUS"]
    wilson = {(26, 84): (0.220819, 0.414888), (8, 86): (0.047892, 0.172957)}
    high, low = 26 / 84, 8 / 86
    lower = high - low - ((high - wilson[26, 84][0]) ** 2 + (wilson[8, 86][1] - low) ** 2) ** 0.5
    upper = high - low + ((wilson[26, 84][1] - high) ** 2 + (low - wilson[8, 86][0]) ** 2) ** 0.5
    assert difference[["value", "lower", "upper"]].tolist() == pytest.approx(
        [high - low, lower, upper], abs=1e-5
    )


def test_the_most_frequent_terms_are_shown_and_no_more(pilot):
    found = compared(pilot, "0")
    assert found["difference"].empty
    totals = found["incidence"].groupby("rank")["n"].sum()
    assert len(totals) == risk_difference.TERMS
    assert totals.is_monotonic_decreasing


def test_deaths_of_the_pilot_are_those_of_the_published_adsl(pilot):
    """ADSL: DTHFL = Y for 01-701-1211, 01-704-1445 and 01-710-1083."""
    found = ask(pilot, "serious_events", analysis_set="randomised", treatment="planned").tables["deaths"]
    assert sorted(found["usubjid"]) == ["01-701-1211", "01-704-1445", "01-710-1083"]
