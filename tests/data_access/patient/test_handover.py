"""What the next shift needs, worked out by hand for patients of a few rows each; the day is 31 March 2025."""

import pytest

from data_access.common.database import Database
from data_access.patient import handover
from tests.data_access.tiny_trial import lab, planned_trial, rule

CUT_OFF = "2025-03-31"


def plasma(day, amount=200):
    return {"cmtrt": "FRESH FROZEN PLASMA", "cmdose": amount, "cmdosu": "mL", "cmstdtc": day, "cmendtc": day}


def exchange(day):
    return {"prtrt": "PLASMA EXCHANGE", "prdose": 2000, "prdosu": "mL", "prstdtc": day}


def event(term, start, stop=None, **more):
    return {"aeterm": term, "aestdtc": start, "aeendtc": stop} | more


def opened(each):
    return Database(planned_trial({"P": each}, cutoff=CUT_OFF), None, None)


TREATMENTS = {
    "seven days end today: the 25th is in, the 24th is not": (
        rule(None, cm=[plasma("2025-03-25"), plasma("2025-03-24", 300)]),
        [("FFP", 1, 200, 2, 500, 0)],
    ),
    "fourteen days: the 18th is in, the 17th is not": (
        rule(None, pr=[exchange("2025-03-18"), exchange("2025-03-17")]),
        [("PE", 0, None, 1, 2000, 0)],
    ),
    "albumin runs on without an end, and its dose by the day is no sum": (
        rule(None, cm=[{"cmtrt": "HUMAN SERUM ALBUMIN", "cmdose": 10, "cmdosu": "g", "cmstdtc": "2025-03-01"}]),
        [("ALBUMIN", 1, None, 1, None, 0)],
    ),
    "albumin that ended long ago is gone": (
        rule(None, cm=[{"cmtrt": "HUMAN SERUM ALBUMIN", "cmstdtc": "2025-03-01", "cmendtc": "2025-03-05"}]),
        [],
    ),
    "what has no date is counted as such": (
        rule(None, pr=[exchange("2025-03"), exchange(None)]),
        [("PE", 0, None, 0, None, 2)],
    ),
    "after a death the days count back from it": (
        rule(None, dm={"dthfl": "Y", "dthdtc": "2025-03-20"}, pr=[exchange("2025-03-14"), exchange("2025-03-31")]),
        [("PE", 1, 2000, 1, 2000, 0)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("each", "expected"), TREATMENTS.values(), ids=TREATMENTS)
def test_treatments_counted_by_hand(each, expected):
    rows = handover.treatments(opened(each), "P")
    columns = ["category", "n_7d", "amount_7d", "n_14d", "amount_14d", "n_undated"]
    found = rows[columns].astype(object).where(rows[columns].notna(), None)
    assert [tuple(row) for row in found.itertuples(index=False)] == expected


EVENTS = {
    "ongoing, however old": (event("Fever", "2024-01-01"), True),
    "ended 27 days ago": (event("Fever", "2025-02-01", "2025-03-04"), True),
    "ended 28 days ago": (event("Fever", "2025-02-01", "2025-03-03"), False),
    "recovered, nobody knows when, begun long ago": (
        event("Fever", "2025-01-01", aeout="RECOVERED/RESOLVED"),
        False,
    ),
    "its time is not known at all": (event("Fever", None, aeout="RECOVERED/RESOLVED"), True),
    "its time is known by the year": (event("Fever", "2025", "2025"), True),
}


@pytest.mark.parametrize(("row", "shown"), EVENTS.values(), ids=EVENTS)
def test_which_events_still_matter(row, shown):
    assert len(handover.events(opened(rule(None, ae=[row])), "P")) == shown


def test_events_in_the_order_of_what_may_be_worst():
    rows = [
        event("ended", "2025-03-20", "2025-03-21", aetoxgr="5", aeser="Y"),
        event("mild", "2025-03-20", aetoxgr="1", aeser="N"),
        event("not graded", "2025-03-20", aeser="N"),
        event("severe", "2025-03-20", aetoxgr="3", aeser="N"),
        event("serious", "2025-03-20", aetoxgr="2", aeser="Y"),
    ]
    found = handover.events(opened(rule(None, ae=rows)), "P")
    assert list(found["aedecod"]) == ["serious", "not graded", "severe", "mild", "ended"]


@pytest.mark.parametrize(
    ("term", "soc", "infection", "bleeding"),
    [
        ("Upper gastrointestinal hemorrhage", "Gastrointestinal disorders", False, True),
        ("Haematemesis", None, False, True),
        ("上消化道出血", None, False, True),
        ("Peritoneal infection", "Infections and infestations", True, False),
        ("Melasma", "Skin and subcutaneous tissue disorders", False, False),
    ],
)
def test_infection_and_bleeding_by_their_names(term, soc, infection, bleeding):
    found = handover.events(opened(rule(None, ae=[event(term, "2025-03-30", aebodsys=soc)])), "P")
    assert (bool(found["infection"][0]), bool(found["bleeding"][0])) == (infection, bleeding)


def test_gaps_tell_never_from_undated_from_old():
    rows = [
        lab("BILI", 200, "2025-03-24T07:00", "umol/L"),
        lab("CREAT", 80, "2025-03-23T07:00", "umol/L"),
        lab("ALT", 90, "2025-03", "U/L"),
    ]
    found = handover.gaps(opened(rule(None, lb=rows)), "P", ("INR", "BILI", "CREAT", "ALT"))
    days = found["days"].astype(object).where(found["days"].notna(), None)
    assert list(zip(found["paramcd"], days, found["n_undated"], strict=True)) == [
        ("INR", None, 0),
        ("CREAT", 8, 0),
        ("ALT", None, 1),
    ]


def test_the_inputs_of_a_score_are_the_rows_it_was_computed_from():
    rows = [
        lab("BILI", 171, "2025-03-30T07:00", "umol/L", lbseq=1),
        lab("INR", 2.0, "2025-03-30T07:00", lbseq=2),
        lab("CREAT", 88.4, "2025-03-30T07:00", "umol/L", lbseq=3),
        lab("BILI", 300, "2025-03-20T07:00", "umol/L", lbseq=4),
    ]
    found = handover.score_inputs(opened(rule(None, lb=rows)), "P", "MELD")
    assert dict(zip(found["paramcd"], found["aval"], strict=True)) == {"BILI": 171, "INR": 2.0, "CREAT": 88.4}
    # 10 x (0.378 ln 10 + 1.12 ln 2 + 0.957 ln 1) + 6.43, by hand
    assert found["araw"].iloc[0] == pytest.approx(22.90, abs=0.01)


def test_vital_signs_with_the_extremes_of_the_last_day():
    def sign(value, moment):
        return {"vstestcd": "MAP", "vsstresn": value, "vsorres": str(value), "vsdtc": moment}

    rows = [sign(40, "2025-03-28T07:00"), sign(60, "2025-03-30T08:00"), sign(80, "2025-03-31T07:00")]
    found = handover.vital_signs(opened(rule(None, vs=rows)), "P").iloc[0]
    assert (found["aval"], found["low"], found["high"]) == (80, 60, 80)


def test_medicines_without_an_end_and_no_blood_product():
    rows = [
        {"cmtrt": "LACTULOSE", "cmstdtc": "2025-03-01"},
        {"cmtrt": "MEROPENEM", "cmstdtc": "2025-03-20"},
        {"cmtrt": "ENDED", "cmstdtc": "2025-03-01", "cmendtc": "2025-03-05"},
        {"cmtrt": "BEFORE", "cmstdtc": "2024", "cmenrtpt": "BEFORE"},
        plasma("2025-03-30"),
    ]
    assert list(handover.medicines(opened(rule(None, cm=rows)), "P")["name"]) == ["MEROPENEM", "LACTULOSE"]


def test_doses_in_order_with_what_became_of_each():
    doses = [
        {"exseq": n, "exstdtc": day, "exendtc": day} for n, day in enumerate(("2025-03-10", "2025-03-25"), 1)
    ]
    found = handover.doses(opened(rule(None, ex=doses)), "P")
    assert list(found["status"]) == ["GIVEN", "MISSED", "GIVEN", "DUE"]
