"""Adverse events and deaths fit together in the simulated files."""

from collections import defaultdict
from datetime import date

import pytest

from clinical import ctcae
from data_access import simulate
from data_access.simulation.calibration import plan
from tests.data_access.simulated import rows

# CTCAE v4.03 grades of the terms that clinical.ctcae does not word, read in the published document.
OTHER_GRADES = {
    "Lung infection": {2, 3, 4, 5},
    "Peritoneal infection": {3, 4, 5},
    "Urinary tract infection": {2, 3, 4, 5},
    "Catheter related infection": {2, 3, 4, 5},
    "Upper respiratory infection": {2, 3, 4, 5},
    "Acute kidney injury": {1, 2, 3, 4, 5},
    "Upper gastrointestinal hemorrhage": {1, 2, 3, 4, 5},
    "Intracranial hemorrhage": {1, 2, 3, 4, 5},
    "Multi-organ failure": {3, 4, 5},
    "Abdominal distension": {1, 2, 3},
    "Diarrhea": {1, 2, 3, 4, 5},
    "Edema limbs": {1, 2, 3},
    "Fatigue": {1, 2, 3},
    "Headache": {1, 2, 3},
    "Hiccups": {1, 2, 3},
    "Insomnia": {1, 2, 3},
}


def test_events_carry_only_grades_that_exist_in_ctcae_v4_03(larger):
    for row in rows(larger, "ae"):
        exist = (
            ctcae.grades_of(row["AEDECOD"]) if row["AEDECOD"] in ctcae.TERMS else OTHER_GRADES[row["AEDECOD"]]
        )
        assert int(row["AETOXGR"]) in exist, row["AEDECOD"]
        assert (int(row["AETOXGR"]) == 5) == (row["AEOUT"] == "FATAL") == (row["AESDTH"] == "Y")


def test_laboratory_events_have_a_value_of_their_grade_at_onset(larger):
    taken = defaultdict(dict)
    for row in rows(larger, "lb"):
        if row["LBSTRESN"]:
            taken[row["USUBJID"], row["LBTESTCD"]][row["LBDTC"][:10]] = row
    for term, code in (("Hyponatremia", "SODIUM"), ("Platelet count decreased", "PLAT"), ("Anemia", "HGB")):
        events = [row for row in rows(larger, "ae") if row["AEDECOD"] == term]
        assert events
        for event in events:
            days = {
                day: row
                for day, row in taken[event["USUBJID"], code].items()
                if event["AESTDTC"] <= day <= (event["AEENDTC"] or "9999")
            }
            worst = max(
                ctcae.grade(term, float(row["LBSTRESN"]), lln=float(row["LBSTNRLO"])) for row in days.values()
            )
            assert event["AESTDTC"] in days and worst >= int(event["AETOXGR"])


def test_events_that_are_not_over_stay_open(larger):
    events = rows(larger, "ae")
    open_ended = [row for row in events if not row["AEENDTC"]]
    assert open_ended and all(row["AEENRTPT"] == "ONGOING" and row["AEENTPT"] for row in open_ended)
    assert all(row["AEENDTC"][:10] >= row["AESTDTC"][:10] for row in events if row["AEENDTC"])


def test_deaths_agree_between_dm_ds_dd_and_ae(larger):
    deaths = {row["USUBJID"]: row["DTHDTC"] for row in rows(larger, "dm") if row["DTHFL"]}
    assert len(deaths) > 10
    assert deaths == {
        row["USUBJID"]: row["DSSTDTC"] for row in rows(larger, "ds") if row["DSDECOD"] == "DEATH"
    }
    assert deaths == {row["USUBJID"]: row["DDDTC"] for row in rows(larger, "dd")}
    assert deaths == {row["USUBJID"]: row["AEENDTC"] for row in rows(larger, "ae") if row["AEOUT"] == "FATAL"}
    for domain, name in (
        ("lb", "LBDTC"),
        ("vs", "VSDTC"),
        ("fa", "FADTC"),
        ("ex", "EXENDTC"),
        ("pr", "PRSTDTC"),
        ("sv", "SVSTDTC"),
    ):
        assert rows(larger, domain)
        assert all(row[name][:10] <= deaths.get(row["USUBJID"], "9999") for row in rows(larger, domain))


def test_a_later_cut_off_never_changes_what_was_known_before(tmp_path):
    """Grades, dates and results up to a day do not depend on what happens after it."""
    with pytest.MonkeyPatch.context() as patch:
        for name, day in (("early", date(2026, 3, 31)), ("late", date(2028, 1, 1))):
            patch.setattr(plan, "CUT_OFF_DATE", day)
            simulate.write_trial(tmp_path / name, patients=40, seed=21)
    early, late = (
        {
            (row["USUBJID"], row["AEDECOD"], row["AESTDTC"]): row
            for row in rows(tmp_path / name, "ae")
            if row["AEDECOD"] not in ("Hyponatremia", "Hypokalemia", "Platelet count decreased", "Anemia")
        }
        for name in ("early", "late")
    )
    assert early.keys() <= late.keys()
    for key, row in early.items():
        assert int(row["AETOXGR"]) <= int(late[key]["AETOXGR"])
        assert not row["AEENDTC"] or row["AEENDTC"] == late[key]["AEENDTC"]
    results = set((tmp_path / "early/lb.csv").read_text(encoding="utf-8").splitlines())
    assert len(results) > 5_000
    assert results <= set((tmp_path / "late/lb.csv").read_text(encoding="utf-8").splitlines())


def test_a_few_events_begin_between_consent_and_the_first_infusion(larger):
    people = {row["USUBJID"]: row for row in rows(larger, "dm")}
    before = [
        row for row in rows(larger, "ae") if row["AESTDTC"][:10] < people[row["USUBJID"]]["RFSTDTC"][:10]
    ]
    assert 0 < len(before) < 0.15 * len(rows(larger, "ae"))
    assert all(row["AESTDTC"] >= people[row["USUBJID"]]["RFICDTC"] for row in before)
