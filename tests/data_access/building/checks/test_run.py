"""Every data check finds what it is for, and nothing in a delivery without faults."""

import pytest

from data_access.building.analysis import make
from data_access.building.checks.run import all_checks, run_checks
from data_access.building.loading.snapshot import write_snapshot
from tests.data_access.deliveries import ae, dm, ds, ex, lb, loaded, rows, supp, write_csv

CHECKS = [check.check_id for check in all_checks()]
MH = {
    "STUDYID": "TINY", "DOMAIN": "MH", "USUBJID": "T-7", "MHSEQ": 1, "MHTERM": "ACLF",
    "MHCAT": "LIVER FAILURE TYPE", "MHDECOD": "ACUTE-ON-CHRONIC LIVER FAILURE",
    "MHSTDTC": "2023-12-20", "MHENDTC": "",
}  # fmt: skip
PROCEDURE = {
    "STUDYID": "TINY", "DOMAIN": "PR", "USUBJID": "T-2", "PRSEQ": 1, "PRTRT": "Dialysis",
    "PRSTDTC": "2024-02-09", "PRENDTC": "2024-02-09",
}  # fmt: skip


def checked(folder):
    """The findings of a delivery: (usubjid, source_row, detail) by check."""
    db = loaded(folder)
    write_snapshot(db)
    make.make(db)
    run_checks(db, lambda share, name: None)
    found = {check: [] for check in CHECKS}
    for check, *finding in rows(
        db, "SELECT check_id, usubjid, source_row, detail FROM meta.finding ORDER BY ALL"
    ):
        found[check].append(tuple(finding))
    counted = rows(db, "SELECT check_id, n FROM meta.check_result")
    assert dict(counted) == {check: len(findings) for check, findings in found.items()}
    return found


def results(usubjid, first, values, code="BILI", unit="umol/L", **fields):
    """A course of results, one a day from 2024-01-02 on, numbered from `first`."""
    return [
        lb(usubjid, first + at, LBTESTCD=code, LBORRES=value, LBSTRESC=value, LBSTRESN=value, LBORRESU=unit,
           LBSTRESU=unit, LBSTNRLO="", LBSTNRHI="", LBNRIND="", LBDTC=f"2024-01-{2 + at:02}T08:00", **fields)
        for at, value in enumerate(values)
    ]  # fmt: skip


def randomised(*subjects):
    return [ds(subject, DSSTDTC="2024-01-02") for subject in subjects]


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    """A delivery without faults, one subject of whom dies as all three domains say."""
    folder = tmp_path_factory.mktemp("clean")
    write_csv(folder, "dm.csv", [dm(), dm("T-2", DTHFL="Y", DTHDTC="2024-02-01")])
    death = ds("T-2", 2, DSTERM="DEATH", DSDECOD="DEATH", DSCAT="DISPOSITION EVENT", DSSTDTC="2024-02-01")
    write_csv(folder, "ds.csv", [*randomised("T-1", "T-2"), death])
    fatal = ae("T-2", AESDTH="Y", AEOUT="FATAL", AESTDTC="2024-01", AEENDTC="2024-02-01")
    write_csv(folder, "ae.csv", [ae(AESTDTC="2024-01-03"), fatal | {"AESTDTC": "2024-01-30"}])
    write_csv(folder, "ex.csv", [ex(), ex("T-2")])
    write_csv(folder, "suppae.csv", [supp("AE", "T-1", "AESEQ", "1", "AETRTEM", "Y")])
    courses = results("T-1", 1, [300, 250, 210]) + results("T-2", 1, [80, 300, 700], "ALT", "U/L")
    write_csv(folder, "lb.csv", courses + results("T-1", 4, [21, 130], "CRP", "mg/L"))
    return checked(folder)


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    """A delivery with every fault that a study without a protocol entry can have."""
    folder = tmp_path_factory.mktemp("faulty")
    write_csv(folder, "dm.csv", [
        dm(), dm("T-2", DTHFL="Y", DTHDTC="2024-02-01"), dm("T-3", ACTARM="B"),
        dm("T-4", STUDYID="OTHER"), dm("T-4"),
        dm("T-5", ARM="", ACTARM="", ARMNRS="SCREEN FAILURE", RFSTDTC="", RFXSTDTC=""), dm("T-7"),
    ])  # fmt: skip
    write_csv(folder, "ds.csv", [
        *randomised("T-1", "T-2", "T-3", "T-7"),
        ds("T-3", 2, DSTERM="DEATH", DSDECOD="DEATH", DSCAT="DISPOSITION EVENT", DSSTDTC="2024-03-01"),
    ])  # fmt: skip
    write_csv(folder, "ae.csv", [
        ae(AESTDTC="2024-01-09", AEENDTC="2024-01-08"), ae("T-1", 2, AESTDTC="2024-01", AEENDTC="2024-01-08"),
        ae("T-2", 1, AESDTH="Y", AEENDTC="2024-02-02"), ae("T-2", 2, AESTDTC="2024-02-05", AEENDTC=""),
        ae("T-2", 3, AESTDTC="5 JAN 2024", AEENDTC="2999-01-01"), ae("T-9"),
    ])  # fmt: skip
    write_csv(folder, "pr.csv", [PROCEDURE])
    write_csv(folder, "ex.csv", [
        ex(EXENDTC=""), ex("T-2", EXSTDTC="2024-01-30", EXENDTC="2024-02-03"),
        ex("T-3", EXSTDTC="2023-12-30", EXENDTC="2023-12-30"), ex("T-5"), ex("T-7", EXENDTC="2024-01-01"),
    ])  # fmt: skip
    write_csv(folder, "suppae.csv", [supp("AE", "T-1", "AESEQ", "7", "AETRTEM", "Y")])
    write_csv(folder, "mh.csv", [MH])
    write_csv(folder, "lb.csv", [
        *results("T-1", 1, [300, 17, 280], LBBLFL="Y"),  # 17 mg/dL are 291 umol/L
        lb("T-1", 1, LBDTC="2024-01-04T08:00", LBORRES=279, LBSTRESN=279, LBNRIND="HIGH"),  # number 1 again
        lb("T-2", 1, LBDTC="2024-02-01T23:00"), lb("T-2", 2, LBDTC="2024-02-02"),
        lb("T-3", 1, LBDTC="2024-01"),
        lb("T-3", 2, LBORRESU="furlong", LBSTRESU="furlong", LBDTC="2024-01-03"),
        lb("T-3", 3, LBORRES=1, LBORRESU="mg/dL", LBSTRESN=1, LBSTRESC=1, LBDTC="2024-01-05"),
        lb("T-3", 4, LBSTRESN=9000, LBORRES=9000, LBSTNRHI="", LBDTC="2024-01-06"),
        lb("T-3", 5, LBSTNRLO=22, LBSTRESN=21.5, LBORRES=21.5, LBDTC="2024-01-20"),
        *results("T-7", 1, [18], LBBLFL="Y"), lb("T-8", 1), lb("T-8", 2, LBDTC="2024-01-03T08:00"),
        lb("T-7", 2, LBTESTCD="", LBDTC="2024-01-03"), lb("T-7", 3, LBSTNRHI="see report", LBDTC="2024-01-04"),
        lb("T-7", 4, LBTESTCD="CEA", LBORRESU="U/mL", LBSTRESU="U/mL", LBDTC="2024-01-03"),
        lb("T-7", 5, LBTESTCD="CEA", LBORRESU="ng/mL", LBSTRESU="ng/mL", LBDTC="2024-01-05"),
    ])  # fmt: skip
    return checked(folder)


EXPECTED = {
    "ae_ends_before_start": [("T-1", 1, "Fever: from 2024-01-09 to 2024-01-08")],
    "arm_not_as_planned": [("T-3", 3, "planned A, actual B")],
    "care_after_death": [
        ("T-2", 1, "PRSTDTC 2024-02-09, death on 2024-02-01"),
        ("T-2", 4, "AESTDTC 2024-02-05, death on 2024-02-01"),
    ],
    "conversion_disagrees": [("T-3", 9, "BILI: 1 mg/dL given as 1.0 umol/L")],
    "death_disagrees": [
        ("T-2", 2, "death in DM, none in DS"),
        ("T-2", 3, "death on 2024-02-02 in AE, on 2024-02-01 in DM"),
        ("T-3", 5, "death in DS, none in DM"),
    ],
    "dose_after_death": [("T-2", 2, "A from 2024-01-30 to 2024-02-03, death on 2024-02-01")],
    "dose_before_randomisation": [("T-3", 3, "dose on 2023-12-30, randomised on 2024-01-02")],
    "dose_without_arm": [("T-5", 4, "1 rows in EX")],
    "dose_without_end": [("T-1", 1, "A from 2024-01-02T10:00")],
    "duplicate_key": [("T-1", 4, "sequence number 1, also in row 1")],
    "duplicate_lab": [("T-1", 4, "BILI on 2024-01-04T08:00: 279, and 280 in row 3")],
    "duplicate_subject": [("T-4", 5, "2 rows")],
    "future_date": [("T-2", 5, "AEENDTC 2999-01-01")],
    "implausible_lab": [("T-3", 10, "BILI 9000.0 umol/L on 2024-01-06, seen are 1.0 to 1200.0")],
    "invalid_date": [("T-2", 5, "AESTDTC 5 JAN 2024")],
    "lab_after_death": [("T-2", 6, "BILI on 2024-02-02, death on 2024-02-01")],
    "lab_in_several_units": [("T-7", 17, "CEA 17.1 U/mL"), ("T-7", 18, "CEA 17.1 ng/mL")],
    "lab_without_code": [("T-7", 15, "LBTESTCD missing: Bilirubin 17.1 umol/L")],
    "lab_without_date": [("T-3", 7, "BILI 17.1 at DAY 1")],
    "partial_date": [("T-1", 2, "AESTDTC 2024-01"), ("T-3", 7, "LBDTC 2024-01")],
    "range_indicator_disagrees": [("T-3", 11, "BILI 21.5 umol/L, range 22.0 to 21.0")],
    "range_unreadable": [("T-7", 16, "LBSTNRHI: see report")],
    "range_upside_down": [("T-3", 11, "BILI 22.0 to 21.0")],
    "several_studies": [(None, None, "OTHER, TINY")],
    "subject_not_in_dm": [("T-8", 13, "2 rows"), ("T-9", 6, "1 rows")],
    "supp_without_parent": [("T-1", 1, "AETRTEM for AESEQ 7")],
    "treatment_ends_before_start": [("T-7", 5, "A: from 2024-01-02T10:00 to 2024-01-01")],
    "two_baselines": [("T-1", 3, "BILI: 3 results flagged")],
    "unit_slip": [
        ("T-1", 2, "BILI 17.0 umol/L on 2024-01-03 between 300.0 and 280.0; meant in mg/dL it would be 290.7")
    ],
    "unit_suspect_at_baseline": [
        ("T-7", 12, "BILI 18.0 umol/L at baseline; meant in mg/dL it would be 307.8")
    ],
    "unit_unknown": [("T-3", 8, "BILI 17.1 furlong")],
}
ASK_A_PROTOCOL = {"infusion_outside_window"}
# Its own test asks for a trial summary with a data cut.
ASK_A_CUT = {"after_cutoff"}


@pytest.mark.parametrize("check", CHECKS)
def test_a_delivery_without_faults_has_no_findings(clean, check):
    assert clean[check] == []


@pytest.mark.parametrize("check", sorted(set(CHECKS) - ASK_A_PROTOCOL - ASK_A_CUT))
def test_every_fault_is_found_where_it_stands(faulty, check):
    assert faulty[check] == EXPECTED[check]


def test_d8_what_happened_after_the_stated_cut_is_listed(tmp_path):
    write_csv(tmp_path, "dm.csv", [dm(DTHFL="Y", DTHDTC="2026-04-05")])
    write_csv(tmp_path, "ds.csv", [ds(DSTERM="DEATH", DSDECOD="DEATH", DSSTDTC="2026-04-05")])
    write_csv(
        tmp_path,
        "ts.csv",
        [{"STUDYID": "TINY", "DOMAIN": "TS", "TSSEQ": 1, "TSPARMCD": "DCUTDTC", "TSVAL": "2026-03-31"}],
    )
    said = "death on 2026-04-05, data cut on 2026-03-31"
    assert checked(tmp_path)["after_cutoff"] == [("T-1", 1, said), ("T-1", 1, said)]


def test_infusions_outside_their_window_are_found_in_the_simulated_trial(opened):
    db = opened("simulated")
    off = "SELECT usubjid, given_dt FROM adam.adplan WHERE abs(given_dt - planned_dt) > 1 ORDER BY ALL"
    found = """
        SELECT finding.usubjid, dtc_date(exstdtc) FROM meta.finding JOIN sdtm.ex USING (source_file, source_row)
        WHERE check_id = 'infusion_outside_window' ORDER BY ALL
    """
    assert rows(db, found) == rows(db, off) != []


def test_the_two_unit_slips_of_the_simulated_trial_are_found_and_no_other(opened):
    tests = rows(
        opened("simulated"),
        "SELECT split_part(detail, ' ', 1) FROM meta.finding WHERE check_id = 'unit_slip'",
    )
    assert sorted(tests) == [("BILI",), ("CREAT",)]


def test_what_the_pilot_is_known_for_against_the_manifest(opened):
    found = dict(rows(opened("pilot"), "SELECT check_id, n FROM meta.check_result"))
    assert (found["arm_not_as_planned"], found["dose_without_end"]) == (12, 6)
    assert found["unit_unknown"] == found["unit_slip"] == found["duplicate_lab"] == 0


@pytest.mark.parametrize("check", all_checks(), ids=CHECKS)
def test_a_check_says_what_it_looks_for(check):
    assert check.title[0].isupper() and not check.title.endswith(".")
    assert check.severity in ("error", "warning", "note")
