"""Infusions, the vital signs around them and reactions fit together in the simulated files."""

from collections import defaultdict
from datetime import datetime, timedelta

from data_access import simulate
from data_access.simulation.patient.adverse_events import Event
from data_access.simulation.patient.allergy import signs_at
from tests.data_access.simulated import rows

moment = datetime.fromisoformat


def by_subject(folder, domain):
    found = defaultdict(list)
    for row in rows(folder, domain):
        found[row["USUBJID"]].append(row)
    return found


def test_every_infusion_is_collected_once_and_every_missed_one_has_a_reason(larger):
    given = {(row["USUBJID"], row["EXSPID"], row["EXSTDTC"]) for row in rows(larger, "ex")}
    collected = rows(larger, "ec")
    assert given == {(r["USUBJID"], r["ECSPID"], r["ECSTDTC"]) for r in collected if r["ECOCCUR"] == "Y"}
    missed = [row for row in collected if row["ECOCCUR"] == "N"]
    assert missed and all(row["ECREASOC"] and not row["ECDOSE"] for row in missed)
    assert {row["ECREASOC"] for row in missed} > {"LIVER TRANSPLANTATION", "ACTIVE INFECTION"}


def test_infusions_are_the_planned_four_and_last_as_planned(larger):
    for doses in by_subject(larger, "ex").values():
        numbers = [row["EXSPID"] for row in doses]
        assert numbers == sorted(set(numbers)) and set(numbers) <= {
            f"DOSE {number}" for number in range(1, 5)
        }
        for row in doses:
            minutes = (moment(row["EXENDTC"]) - moment(row["EXSTDTC"])).seconds / 60
            assert 75 <= minutes - (30 if row["EXADJ"] else 0) <= 100
            assert (row["EXTRT"], row["EXDOSE"], row["EXDOSU"], row["EXVAMT"]) in {
                ("MSC-EV", "1", "10E10 PARTICLES", "100"),
                ("SALINE", "100", "mL", "100"),
            }


def test_vital_signs_follow_the_grid_of_trial_md_3_4(larger):
    starts = {
        (row["USUBJID"], row["EXSPID"][-1]): (moment(row["EXSTDTC"]), moment(row["EXENDTC"]))
        for row in rows(larger, "ex")
    }
    seen = set()
    for row in rows(larger, "vs"):
        if not row["VSTPT"]:
            continue
        start, end = starts[row["USUBJID"], row["VSTPTREF"].removeprefix("INFUSION ")]
        planned = {
            "PRE-INFUSION": start - timedelta(minutes=20),
            "END OF INFUSION": end,
            **{f"{minutes} MIN": start + timedelta(minutes=minutes) for minutes in (15, 30, 45, 60)},
            **{f"{hours} H AFTER END": end + timedelta(hours=hours) for hours in (1, 2, 4, 8, 24)},
        }
        assert abs(moment(row["VSDTC"]) - planned[row["VSTPT"]]) <= timedelta(minutes=5)
        assert moment(row["VSRFTDTC"]) == start
        seen.add(row["VSTPT"])
    assert len(seen) == 11


def test_map_is_a_third_of_systolic_and_two_of_diastolic(larger):
    sets = defaultdict(dict)
    for row in rows(larger, "vs"):
        sets[row["USUBJID"], row["VSDTC"]][row["VSTESTCD"]] = float(row["VSSTRESN"])
    complete = [signs for signs in sets.values() if {"SYSBP", "DIABP", "MAP"} <= signs.keys()]
    assert complete
    assert all(abs(s["MAP"] - (s["SYSBP"] + 2 * s["DIABP"]) / 3) <= 0.51 for s in complete)
    assert all(s["DIABP"] < s["MAP"] < s["SYSBP"] and s.get("OXYSAT", 90) <= 100 for s in complete)


def test_5_percent_of_vital_signs_are_missing_against_trial_md_4_3(larger):
    at_points = [row for row in rows(larger, "vs") if row["VSTPT"] and row["VSTESTCD"] != "MAP"]
    points = {(row["USUBJID"], row["VSDTC"]) for row in at_points}
    assert 0.04 <= 1 - len(at_points) / (6 * len(points)) <= 0.06


def test_reactions_begin_during_or_soon_after_their_infusion_and_show_in_temperature(larger):
    doses = {(row["USUBJID"], row["EXSPID"][-1]): row for row in rows(larger, "ex")}
    number = {
        (r["USUBJID"], r["IDVARVAL"]): r["QVAL"] for r in rows(larger, "suppae") if r["QNAM"] == "INFNO"
    }
    warmest = defaultdict(float)
    for row in rows(larger, "vs"):
        if row["VSTESTCD"] == "TEMP" and row["VSTPTREF"]:
            key = row["USUBJID"], row["VSTPTREF"][-1]
            warmest[key] = max(warmest[key], float(row["VSSTRESN"]))
    reactions = [row for row in rows(larger, "ae") if row["AEREL"] == "RELATED"]
    assert reactions
    for row in reactions:
        key = row["USUBJID"], number[row["USUBJID"], row["AESEQ"]]
        assert doses[key]["EXSTDTC"] < row["AESTDTC"] < doses[key]["EXENDTC"]
        assert (row["AEACN"] == "DRUG INTERRUPTED") == bool(doses[key]["EXADJ"])
        if row["AEDECOD"] in ("Fever", "Infusion related reaction"):
            assert warmest[key] >= 38.0


def test_no_infusion_after_transplantation(larger):
    grafts = {row["USUBJID"]: row["PRSTDTC"] for row in rows(larger, "pr") if "TRANSPLANT" in row["PRDECOD"]}
    assert grafts and rows(larger, "ex")
    assert all(row["EXSTDTC"] < grafts.get(row["USUBJID"], "9999") for row in rows(larger, "ex"))
    assert {row["USUBJID"] for row in rows(larger, "cm") if row["CMDECOD"] == "TACROLIMUS"} <= set(grafts)


SHOWN_BY = {
    "FLUSHING": {"Flushing"},
    "RASH/URTICARIA": {"Urticaria"},
    "ITCH": {"Urticaria", "Pruritus"},
    "CHILLS/RIGOR": {"Chills", "Infusion related reaction"},
}


def test_allergy_signs_are_asked_for_where_vital_signs_are_taken(larger):
    taken = {
        (r["USUBJID"], r["VSTPTREF"], r["VSTPT"], r["VSDTC"]) for r in rows(larger, "vs") if r["VSTPTREF"]
    }
    forms = defaultdict(list)
    for row in rows(larger, "fa"):
        forms[row["USUBJID"], row["FATPTREF"], row["FATPT"], row["FADTC"]].append(row)
    assert forms.keys() <= taken
    assert all(len({row["FAOBJ"] for row in form}) == len(form) <= 6 for form in forms.values())
    filled = [form for form in forms.values() if not form[0]["FASTAT"]]
    assert 0.93 <= len(filled) / len(taken) <= 0.97
    assert {row["FASTRESC"] for form in filled for row in form} == {"Y", "N"}


def test_a_form_that_was_not_filled_says_why(larger):
    not_done = [row for row in rows(larger, "fa") if row["FASTAT"]]
    assert not_done and all(row["FAREASND"] and not row["FASTRESC"] for row in not_done)


def test_an_allergy_sign_is_present_while_an_event_that_shows_it_goes_on_and_never_else(larger):
    events = rows(larger, "ae")
    present = [row for row in rows(larger, "fa") if row["FASTRESC"] == "Y"]
    assert {"CHILLS/RIGOR", "ITCH"} <= {row["FAOBJ"] for row in present} <= SHOWN_BY.keys()
    for row in present:
        at = row["FADTC"]
        assert any(
            event["USUBJID"] == row["USUBJID"]
            and event["AEDECOD"] in SHOWN_BY[row["FAOBJ"]]
            and event["AESTDTC"] <= at
            and (not event["AEENDTC"] or at[: len(event["AEENDTC"])] <= event["AEENDTC"])
            for event in events
        ), row
    for event in events:
        signs = {sign for sign, terms in SHOWN_BY.items() if event["AEDECOD"] in terms}
        if len(event["AESTDTC"]) > 10 and signs:
            during = [
                row
                for row in rows(larger, "fa")
                if row["USUBJID"] == event["USUBJID"]
                and event["AESTDTC"] < row["FADTC"] < event["AEENDTC"]
                and row["FAOBJ"] in signs
                and row["FASTRESC"]
            ]
            assert during and {row["FASTRESC"] for row in during} == {"Y"}


def test_a_reaction_shows_its_signs_while_it_lasts():
    events = [Event("Urticaria", "Urticaria", 1, 7.0, 7.1), Event("Flushing", "Flushing", 1, 7.05, 7.2)]
    seen = [signs_at(time, events) for time in (6.9, 7.0, 7.1, 7.15, 7.3)]
    rash = {"RASH/URTICARIA", "ITCH"}
    assert seen == [set(), rash, rash | {"FLUSHING"}, {"FLUSHING"}, set()]


def test_every_other_file_is_what_it_was_before_allergy_signs_were_asked_for(larger, tmp_path, monkeypatch):
    """A new purpose has a stream of its own: without the forms all other files have the same bytes."""
    monkeypatch.setattr(simulate, "fa_rows", lambda subject, events: iter(()))
    simulate.write_trial(tmp_path, patients=60, seed=12)
    for path in tmp_path.iterdir():
        assert (path.read_bytes() == (larger / path.name).read_bytes()) == (path.name != "fa.csv")
