"""The command: files, reproducibility, what the trial says about itself."""

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from data_access import simulate
from data_access.simulation.calibration import plan
from data_access.simulation.screening.enrolment import allocate, enrol
from data_access.simulation.sdtm.columns import COLUMNS
from tests.data_access.simulated import rows


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_every_domain_is_written_with_its_columns_and_unix_line_ends(simulated_folder):
    assert {path.stem.upper() for path in simulated_folder.iterdir()} == set(COLUMNS)
    for domain, columns in COLUMNS.items():
        text = (simulated_folder / f"{domain.lower()}.csv").read_bytes()
        assert text.split(b"\n")[0].decode() == ",".join(columns)
        assert b"\r" not in text and text.endswith(b"\n")


def test_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path):
    for name, seed in (("a", "5"), ("b", "5"), ("c", "6")):
        assert simulate.main(["--out", str(tmp_path / name), "--patients", "3", "--seed", seed]) == 0
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert contents(tmp_path / "a")["lb.csv"] != contents(tmp_path / "c")["lb.csv"]


def test_bytes_do_not_depend_on_hash_seed_locale_or_time_zone(tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    simulate.main(["--out", str(here), "--patients", "1", "--seed", "5"])
    subprocess.run(
        [sys.executable, "-m", "data_access.simulate", "--out", there, "--patients", "1", "--seed", "5"],
        cwd=Path(simulate.__file__).parents[1],
        env=os.environ | {"PYTHONHASHSEED": "99", "LC_ALL": "C", "TZ": "Asia/Shanghai", "PYTHONUTF8": "0"},
        check=True,
        capture_output=True,
    )
    assert contents(here) == contents(there)


@pytest.mark.parametrize("patients", [1, 7])
def test_patients_is_the_number_randomised(tmp_path, patients):
    simulate.main(["--out", str(tmp_path), "--patients", str(patients), "--seed", "2"])
    subjects = rows(tmp_path, "dm")
    assert sum(bool(row["ARM"]) for row in subjects) == patients
    assert sum(row["ARMNRS"] == "SCREEN FAILURE" for row in subjects) == len(subjects) - patients


def test_default_trial_has_ten_patients_per_arm_and_25_to_30_screening_failures(simulated_folder):
    subjects = rows(simulated_folder, "dm")
    arms = [row["ARM"] for row in subjects if row["ARM"]]
    assert (arms.count("MSC-EV"), arms.count("Control")) == (10, 10)
    assert 25 <= len(subjects) - 20 <= 30
    assert [row["USUBJID"] for row in subjects] == [
        f"SIM-{number:03d}" for number in range(1, len(subjects) + 1)
    ]


def test_arms_are_balanced_in_permuted_blocks():
    codes = allocate(400, 3)
    blocks = [codes[start : start + 4] for start in range(0, 400, 4)]
    assert all(sorted(block) == ["CTRL", "CTRL", "MSCEV", "MSCEV"] for block in blocks)
    assert len({tuple(block) for block in blocks}) == 6


def test_the_trial_says_that_it_is_simulated_without_treatment_effect(simulated_folder):
    summary = {row["TSPARMCD"]: row["TSVAL"] for row in rows(simulated_folder, "ts")}
    assert summary["SIMDATA"] == "Y" and summary["SIMNOTE"] == "generated with no treatment effect"
    assert summary["REGID"] == "NCT05940610" and summary["ACTSUB"] == "20"
    assert summary["DCUTDTC"] == plan.CUT_OFF_DATE.isoformat() and summary["TITLE"]
    assert {
        row["STUDYID"] for domain in ("dm", "lb", "ae", "ts") for row in rows(simulated_folder, domain)
    } == {"SIM-MSCEV"}


def test_nothing_after_the_cut_off_is_written(simulated_folder):
    cut_off = f"{plan.CUT_OFF_DATE.isoformat()}T08:00"
    for domain, columns in COLUMNS.items():
        dates = [name for name in columns if name.endswith("DTC")]
        assert rows(simulated_folder, domain.lower())
        for row in rows(simulated_folder, domain.lower()):
            assert all(row[name] <= (cut_off if "T" in row[name] else cut_off[:10]) for name in dates)


def test_patients_are_under_infusion_on_the_day_of_the_cut_off(simulated_folder):
    """The ward board needs three to five patients alive, not transplanted, with infusions to come."""
    dead = {row["USUBJID"] for row in rows(simulated_folder, "dm") if row["DTHFL"]}
    grafted = {row["USUBJID"] for row in rows(simulated_folder, "pr") if "TRANSPLANT" in row["PRDECOD"]}
    recent = (plan.CUT_OFF_DATE - timedelta(days=21)).isoformat()
    on_treatment = [
        row["USUBJID"]
        for row in rows(simulated_folder, "dm")
        if row["RFSTDTC"][:10] > recent and row["USUBJID"] not in dead | grafted
    ]
    assert 3 <= len(on_treatment) <= 5


def test_default_trial_shows_every_feature(simulated_folder):
    procedures = {row["PRDECOD"] for row in rows(simulated_folder, "pr")}
    assert {"PLASMA EXCHANGE", "DPMAS", "LIVER TRANSPLANTATION"} <= procedures
    assert procedures & {"HAEMODIALYSIS", "CRRT"}
    assert {"FRESH FROZEN PLASMA", "HUMAN SERUM ALBUMIN", "ENTECAVIR"} <= {
        row["CMDECOD"] for row in rows(simulated_folder, "cm")
    }
    terms = {row["AEDECOD"] for row in rows(simulated_folder, "ae")}
    assert {"Acute kidney injury", "Encephalopathy", "Infusion related reaction"} <= terms
    assert {row["ECREASOC"] for row in rows(simulated_folder, "ec") if row["ECOCCUR"] == "N"}
    assert {
        row["MHDECOD"] for row in rows(simulated_folder, "mh") if row["MHCAT"] == "LIVER FAILURE TYPE"
    } == {"ACUTE-ON-CHRONIC LIVER FAILURE", "ACUTE LIVER FAILURE"}
    assert len({row["IETESTCD"] for row in rows(simulated_folder, "ie")}) >= 7


def test_enrolment_runs_for_14_months_on_working_days(simulated_folder):
    randomised = [
        date.fromisoformat(row["DSSTDTC"])
        for row in rows(simulated_folder, "ds")
        if row["DSDECOD"] == "RANDOMIZED"
    ]
    assert 365 < (max(randomised) - min(randomised)).days < 435
    assert all(day.weekday() < 5 for day in randomised)


def test_memory_and_numbers_of_thousands_are_named_in_order():
    screened = enrol(500, 4)
    names = [one.usubjid for one in screened]
    assert names == sorted(names) and names[0] == "SIM-0001"
    assert sorted(one.order for one in screened if one.order) == list(range(1, 501))


@pytest.mark.parametrize(("option", "value"), [("--patients", "0"), ("--patients", "x"), ("--seed", "-1")])
def test_impossible_arguments_are_refused(tmp_path, option, value, capsys):
    with pytest.raises(SystemExit) as refused:
        simulate.main(["--out", str(tmp_path), option, value])
    assert refused.value.code == 2 and option in capsys.readouterr().err


def test_an_earlier_cut_off_shows_the_same_patients_up_to_that_morning(tmp_path, simulated_folder):
    assert simulate.main(["--out", str(tmp_path), "--cut-off", "2026-03-24"]) == 0
    summary = {row["TSPARMCD"]: row["TSVAL"] for row in rows(tmp_path, "ts")}
    early, late = rows(tmp_path, "dm"), {row["USUBJID"]: row for row in rows(simulated_folder, "dm")}
    assert summary["DCUTDTC"] == "2026-03-24" and int(summary["SCRNSUB"]) == len(early) < len(late)
    assert int(summary["ACTSUB"]) == sum(bool(row["ARM"]) for row in early) < 20 == int(summary["PLANSUB"])
    same = ("ARM", "AGE", "SEX", "RFICDTC", "RFXSTDTC")
    assert all(row[name] == late[row["USUBJID"]][name] for row in early for name in same)
    assert max(row["LBDTC"] for row in rows(tmp_path, "lb")) < "2026-03-24T08:00"
    for domain in ("lb", "vs", "fa"):
        found = set((tmp_path / f"{domain}.csv").read_text(encoding="utf-8").splitlines())
        assert found < set((simulated_folder / f"{domain}.csv").read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("value", ["tomorrow", "2025-01-20", "2024-02-30"])
def test_an_impossible_cut_off_is_refused(tmp_path, value, capsys):
    with pytest.raises(SystemExit) as refused:
        simulate.main(["--out", str(tmp_path), "--cut-off", value])
    assert refused.value.code == 2 and "--cut-off" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_gives_one_sentence(tmp_path, capsys):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    assert simulate.main(["--out", str(blocked / "trial")]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and str(blocked) in said


def test_progress_is_told_after_each_subject(tmp_path):
    told = []
    simulate.write_trial(tmp_path, patients=2, seed=1, progress=lambda share, message: told.append(share))
    assert told == sorted(told) and told[-1] == 1 and len(told) == len(rows(tmp_path, "dm"))
