"""The 24 hours around an infusion: which record counts for which planned assessment, and what is flagged."""

import pytest

from tests.data_access.tiny_trial import found, planned_trial, rule, trial

START, END = "2025-03-10T10:00", "2025-03-10T11:30"


def infusion(start: str = START, end: str | None = END, number: int = 1) -> dict:
    return {"exseq": number, "exstdtc": start, "exendtc": end}


def sign(
    code: str, value: float | None, moment: str, point: str | None = None, unit: str = "C", **more
) -> dict:
    return {"vstestcd": code, "vsstresn": value, "vsstresu": unit, "vsdtc": moment, "vstpt": point} | more


def finding(what: str, answer: str | None, moment: str, point: str | None = None, **more) -> dict:
    return {"fatestcd": "OCCUR", "faobj": what, "fastresc": answer, "fadtc": moment, "fatpt": point} | more


POINTS = {
    "by its name, wherever it lies": rule(
        [("TEMP", 3, 36.9)], vs=[sign("TEMP", 36.9, "2025-03-10T10:41", "30 MIN")], ex=[infusion()]
    ),
    "by the minutes after the start": rule(
        [("TEMP", 3, 36.9)], vs=[sign("TEMP", 36.9, "2025-03-10T10:37")], ex=[infusion()]
    ),
    "no point is near enough": rule(
        [("TEMP", None, 36.9)], vs=[sign("TEMP", 36.9, "2025-03-10T10:37:30")], ex=[infusion()]
    ),
    "by the hours after the end": rule(
        [("TEMP", 9, 36.9), ("TEMP", 11, 37.0)],
        vs=[sign("TEMP", 36.9, "2025-03-10T15:10"), sign("TEMP", 37.0, "2025-03-11T13:00")],
        ex=[infusion()],
    ),
    "by name where no time is known": rule(
        [("TEMP", 1, 36.5), ("TEMP", 2, 37.5)],
        vs=[sign("TEMP", 36.5, "2025-03-10", "PRE-INFUSION"), sign("TEMP", 37.5, "2025-03-10", "15 MIN")],
        ex=[infusion("2025-03-10", "2025-03-10")],
    ),
    "a pulse counts where no heart rate was taken": rule(
        [("HR", 2, 80)], vs=[sign("PULSE", 80, "2025-03-10T10:15", unit="BEATS/MIN")], ex=[infusion()]
    ),
    "but not beside a heart rate": rule(
        [("HR", 3, 82)],
        vs=[sign("PULSE", 80, "2025-03-10T10:15"), sign("HR", 82, "2025-03-10T10:30")],
        ex=[infusion()],
    ),
    "the mean pressure of two pressures": rule(
        [("MAP", 2, 80)],
        vs=[sign("SYSBP", 120, "2025-03-10T10:15"), sign("DIABP", 60, "2025-03-10T10:15")],
        ex=[infusion()],
    ),
    "the mean pressure as measured": rule(
        [("MAP", 2, 77)],
        vs=[
            sign("SYSBP", 120, "2025-03-10T10:15"),
            sign("DIABP", 60, "2025-03-10T10:15"),
            sign("MAP", 77, "2025-03-10T10:15"),
        ],
        ex=[infusion()],
    ),
    "one pressure is no mean": rule([], vs=[sign("SYSBP", 120, "2025-03-10T10:15")], ex=[infusion()]),
    "signs of allergy as other studies write them": rule(
        [("CHILLS", 2, 1), ("ITCH", 2, 0), ("RASH", 2, None)],
        fa=[
            finding("Rigors", "Y", "2025-03-10T10:15", fatestcd="XOCC", fatest="Occurrence Indicator"),
            finding("PRURITUS", None, "2025-03-10T10:15", faorres="no"),
            finding("URTICARIA", "UNKNOWN", "2025-03-10T10:15"),
            finding("PAIN", "Y", "2025-03-10T10:15"),
            finding("RASH", "MILD", "2025-03-10T10:15", fatestcd="SEV", fatest="Severity/Intensity"),
            finding("ITCH", "Y", "2025-03-10T10:15", facat="INJECTION SITE REACTION"),
        ],
        ex=[infusion()],
    ),
    "a record of another day belongs to no infusion": rule(
        [], vs=[sign("TEMP", 38.5, "2025-03-13T08:00")], ex=[infusion()]
    ),
}


def flagged(code, before, after, unit, moment="2025-03-10T10:30"):
    return [sign(code, before, "2025-03-10T09:50", unit=unit), sign(code, after, moment, unit=unit)]


FLAGS = {
    "fever": rule(("Y", "Y"), vs=flagged("TEMP", 36.6, 38.0, "C"), ex=[infusion()]),
    "a degree below the limit": rule(("N", "Y"), vs=flagged("TEMP", 36.6, 37.6, "℃"), ex=[infusion()]),
    "warm before already": rule(("Y", "N"), vs=flagged("TEMP", 38.2, 38.3, "C"), ex=[infusion()]),
    "a fifth faster": rule(("N", "Y"), vs=flagged("HR", 80, 96, "beats/min"), ex=[infusion()]),
    "a low pressure": rule(("Y", "N"), vs=flagged("MAP", 70, 64, "mmHg"), ex=[infusion()]),
    "three points": rule(("N", "Y"), vs=flagged("OXYSAT", 98, 95, "%"), ex=[infusion()]),
    "no value before: the change is not judged": rule(
        ("N", None), vs=[sign("TEMP", 37.6, "2025-03-10T10:30")], ex=[infusion()]
    ),
    "a unit that is not known is not judged": rule(
        (None, None), vs=flagged("TEMP", 98.6, 101.3, "F"), ex=[infusion()]
    ),
    "no unit at all is not judged": rule((None, None), vs=flagged("HR", 80, 130, None), ex=[infusion()]),
    "breathing has no limit": rule((None, None), vs=flagged("RESP", 16, 40, "/min"), ex=[infusion()]),
    "the last minute of the window": rule(
        ("Y", "Y"), vs=flagged("TEMP", 36.5, 39, "C", "2025-03-11T11:30"), ex=[infusion()]
    ),
    "after 24 h without the name of the point, but near it": rule(
        ("Y", "Y"), vs=flagged("TEMP", 36.5, 39, "C", "2025-03-11T12:00"), ex=[infusion()]
    ),
    "without an end, 24 h from the start": rule(
        (None, None), vs=flagged("TEMP", 36.5, 39, "C", "2025-03-11T10:01"), ex=[infusion(end=None)]
    ),
}

NEXT = {"ecoccur": "N", "ecstdtc": "2025-03-17", "ecreasoc": "FEVER"}
STATES = {
    "assessed": rule(("ASSESSED", None, None), vs=[sign("TEMP", 37, "2025-03-10T10:15")], ex=[infusion()]),
    "not done, with the reason": rule(
        ("NOT ASSESSED", "NOT DONE", "ASLEEP"),
        vs=[sign("TEMP", None, "2025-03-10T10:15", "15 MIN", vsstat="NOT DONE", vsreasnd="ASLEEP")],
        ex=[infusion()],
    ),
    "unreadable": rule(
        ("NOT ASSESSED", "NO VALUE", "hot"),
        vs=[sign("TEMP", None, "2025-03-10T10:15", vsstresc="hot")],
        ex=[infusion()],
    ),
    "no record": rule(("NOT ASSESSED", "NO RECORD", None), ex=[infusion()]),
    "died the same day": rule(
        ("NOT APPLICABLE", "DEATH", None), ex=[infusion()], dm={"dthfl": "Y", "dthdtc": "2025-03-10"}
    ),
    "a short infusion is over before": rule(
        ("NOT APPLICABLE", "ENDED", None), ex=[infusion(end="2025-03-10T10:15")]
    ),
}
LATER = {
    "not given": rule(("NOT APPLICABLE", "NOT GIVEN", "FEVER"), ex=[infusion()], ec=[NEXT]),
    "planned": rule(("NOT DUE", "DUE", None), ex=[infusion()]),
    "given on the day of the cut-off": rule(
        ("NOT DUE", "CUT-OFF", None),
        ex=[infusion(), infusion("2025-03-17T09:00", "2025-03-17T10:30", 2)],
    ),
}


INSPECT = "SELECT state, why, reason FROM adam.adinf WHERE {patient} AND paramcd = 'TEMP' "


@pytest.fixture(scope="module")
def db():
    return planned_trial(POINTS | FLAGS | STATES | PROMPTS)


@pytest.mark.parametrize("name", POINTS)
def test_which_record_counts_for_which_point(name, db):
    query = "SELECT paramcd, tptnum, aval FROM adam.adsign WHERE {patient} ORDER BY paramcd, adtm, tptnum"
    assert found(db, name, query) == POINTS[name].expected


@pytest.mark.parametrize("name", FLAGS)
def test_flags_of_the_value_after_the_infusion(name, db):
    query = "SELECT levelfl, changefl FROM adam.adsign WHERE {patient} AND prefl = 'N'"
    assert found(db, name, query) == [FLAGS[name].expected]


def test_a_value_before_the_infusion_is_never_flagged(db):
    assert db.execute(
        "SELECT count(*) FROM adam.adsign WHERE prefl = 'Y' AND levelfl IS NOT NULL"
    ).fetchone() == (0,)


@pytest.mark.parametrize("name", STATES)
def test_whether_a_look_was_taken(name, db):
    query = INSPECT + "AND doseno = 1 AND tptnum = 2"
    assert found(db, name, query) == [STATES[name].expected]


@pytest.mark.parametrize("name", LATER)
def test_a_look_at_the_second_infusion(name):
    query = INSPECT + "AND doseno = 2 AND tptnum = 11"
    assert found(planned_trial(LATER, cutoff="2025-03-17"), name, query) == [LATER[name].expected]


def test_every_infusion_has_the_same_assessments(db):
    """4 infusions, 11 points, 4 vital signs and 6 signs of allergy for each patient with a plan."""
    counts = db.execute("SELECT count(*) FROM adam.adinf GROUP BY usubjid, doseno").fetchall()
    assert set(counts) == {(11 * 10,)}


def event(term: str, start: str, end: str | None = None, **more) -> dict:
    return {"aeterm": term, "aedecod": term, "aestdtc": start, "aeendtc": end} | more


HOT = flagged("TEMP", 36.5, 38.4, "C")
PROMPTS = {
    "without an entry": rule([("TEMP", 38.4, [], [])], vs=HOT, ex=[infusion()]),
    "with an entry in the window": rule(
        [("TEMP", 38.4, ["Fever"], [])], vs=HOT, ex=[infusion()], ae=[event("Fever", "2025-03-10T10:40")]
    ),
    "an entry known by date only": rule(
        [("TEMP", 38.4, ["Chills"], [])], vs=HOT, ex=[infusion()], ae=[event("Chills", "2025-03-11")]
    ),
    "going on since before": rule(
        [("TEMP", 38.4, [], ["Lung infection"])],
        vs=HOT,
        ex=[infusion()],
        ae=[event("Lung infection", "2025-03-07"), event("Nausea", "2025-03-01", "2025-03-04")],
    ),
    "the lowest pressure, the highest temperature": rule(
        [("MAP", 58, [], []), ("TEMP", 39.1, [], [])],
        vs=[
            sign("TEMP", 38.2, "2025-03-10T10:30"),
            sign("TEMP", 39.1, "2025-03-10T13:30"),
            sign("MAP", 58, "2025-03-10T10:30", unit="mmHg"),
            sign("MAP", 62, "2025-03-10T10:45", unit="mmHg"),
        ],
        ex=[infusion()],
    ),
    "nothing to ask": rule([], vs=flagged("TEMP", 36.5, 37.0, "C"), ex=[infusion()]),
}


@pytest.mark.parametrize("name", PROMPTS)
def test_prompts_and_the_entries_beside_them(name, db):
    query = "SELECT paramcd, aval, entries, ongoing FROM adam.adprompt WHERE {patient} ORDER BY paramcd"
    assert found(db, name, query) == PROMPTS[name].expected


SIX = ("FLUSHING", "RASH", "ITCH", "CHILLS", "BRONCHOSPASM", "ANGIOEDEMA")
COUNTED = {
    "six answers are one assessment": rule(
        (55, 1), fa=[finding(each, "N", "2025-03-10T10:15") for each in SIX], ex=[infusion()]
    ),
    "five answers are none": rule(
        (55, 0), fa=[finding(each, "N", "2025-03-10T10:15") for each in SIX[:5]], ex=[infusion()]
    ),
    "one temperature": rule((55, 1), vs=[sign("TEMP", 37, "2025-03-10T10:15")], ex=[infusion()]),
    "an infusion of 50 minutes has no assessment at 60": rule((50, 0), ex=[infusion(end="2025-03-10T10:50")]),
}


@pytest.mark.parametrize("name", COUNTED)
def test_looks_assessed_of_those_due(name):
    """11 points times temperature, heart rate, pressure, saturation and allergy: 55."""
    query = "SELECT n_due, n_assessed FROM adam.adinfn WHERE {patient} AND doseno = 1"
    assert found(planned_trial(COUNTED), name, query) == [COUNTED[name].expected]


def test_medians_of_an_arm_by_hand():
    patients = {
        f"P{n}": rule(
            None,
            vs=[sign("TEMP", before, "2025-03-10T09:50"), sign("TEMP", after, "2025-03-10T10:15")],
            ex=[infusion()],
        )
        for n, (before, after) in enumerate([(36.0, 37.0), (36.4, 36.6), (36.8, 38.0), (37.0, 37.4)])
    }
    (row,) = (
        planned_trial(patients)
        .execute(
            "SELECT n, value, value_q1, value_q3, value_low, value_high, n_change, round(change, 9), n_flagged "
            "FROM adam.adinfmed WHERE doseno = 1 AND tptnum = 2"
        )
        .fetchall()
    )
    assert row == (4, pytest.approx(37.2), pytest.approx(36.9), pytest.approx(37.55), 36.6, 38.0, 4, 0.7, 2)


def test_a_study_without_a_plan_has_no_looks_and_still_counts_its_events():
    rules = {
        "P": rule(
            None, ex=[infusion("2025-03-10", "2025-03-10")], ae=[event("Rash", "2025-03-10")], dm={"arm": "X"}
        )
    }
    db = trial(rules)
    assert db.execute("SELECT count(*) FROM adam.adinf").fetchone() == (0,)
    assert found(db, "P", "SELECT doseno, n_due, n_events FROM adam.adinfn WHERE {patient}") == [(1, 0, 1)]
