"""SUPP-- beside its parent and on it."""

import pytest

from data_access.building.loading.supplemental import orphans
from tests.data_access.deliveries import ae, dm, lb, loaded, rows, supp, write_csv


def orphaned(db):
    return rows(db, f"SELECT domain, source_row, detail FROM ({orphans(db)}) ORDER BY ALL")


def test_qualifiers_of_the_subject_become_columns_of_dm(tmp_path):
    write_csv(tmp_path, "dm.csv", [dm("T-1"), dm("T-2")])
    flags = [("T-1", "SAFETY"), ("T-2", "SAFETY"), ("T-1", "ITT")]
    write_csv(tmp_path, "suppdm.csv", [supp("DM", subject, "", "", flag, "Y") for subject, flag in flags])
    db = loaded(tmp_path)
    query = "SELECT usubjid, safety, itt FROM sdtm.dm ORDER BY 1"
    assert rows(db, query) == [("T-1", "Y", "Y"), ("T-2", "Y", None)]
    assert rows(db, "SELECT count(*) FROM sdtm.suppdm") == [(3,)]
    assert orphaned(db) == []


@pytest.mark.parametrize("value", ["2", "2.0", " 2 "])
def test_a_sequence_number_matches_however_it_is_written(tmp_path, value):
    write_csv(tmp_path, "ae.csv", [ae(seq=1), ae(seq=2)])
    write_csv(tmp_path, "suppae.csv", [supp("AE", "T-1", "AESEQ", value, "AETRTEM", "Y")])
    assert rows(loaded(tmp_path), "SELECT aeseq, aetrtem FROM sdtm.ae ORDER BY 1") == [(1, None), (2, "Y")]


def test_a_text_variable_and_a_group_of_rows_can_be_named(tmp_path):
    write_csv(
        tmp_path,
        "lb.csv",
        [lb(seq=at, VISIT=visit) for at, visit in enumerate(["DAY 1", "DAY 1", "DAY 2"], 1)],
    )
    write_csv(tmp_path, "supplb.csv", [supp("LB", "T-1", "VISIT", "DAY 1", "LBLAB", "central")])
    assert rows(loaded(tmp_path), "SELECT lbseq, lblab FROM sdtm.lb ORDER BY 1") == [
        (1, "central"), (2, "central"), (3, None),
    ]  # fmt: skip


def test_one_qualifier_that_names_its_records_by_two_variables(tmp_path):
    write_csv(tmp_path, "ae.csv", [ae(seq=1), ae(seq=2, AESPID="E2")])
    by_number, by_name = (
        supp("AE", "T-1", "AESEQ", "1", "WHY", "a"),
        supp("AE", "T-1", "AESPID", "E2", "WHY", "b"),
    )
    write_csv(tmp_path, "suppae.csv", [by_number, by_name])
    assert rows(loaded(tmp_path), "SELECT aeseq, why FROM sdtm.ae ORDER BY 1") == [(1, "a"), (2, "b")]


def test_a_delivered_variable_is_never_overwritten(tmp_path):
    write_csv(tmp_path, "ae.csv", [ae(AESEV="MILD")])
    names = ("AESEV", "AESTDY", "SOURCE_ROW")
    write_csv(tmp_path, "suppae.csv", [supp("AE", "T-1", "AESEQ", "1", name, "x") for name in names])
    db = loaded(tmp_path)
    query = "SELECT aesev, aesev_supp, aestdy, aestdy_supp, source_row, source_row_supp FROM sdtm.ae"
    assert rows(db, query) == [("MILD", "x", None, "x", 1, "x")]


def test_a_declared_variable_that_was_not_delivered_is_filled(tmp_path):
    write_csv(tmp_path, "ae.csv", [ae()])
    write_csv(tmp_path, "suppae.csv", [supp("AE", "T-1", "AESEQ", "1", "AETOXGR", "3")])
    assert rows(loaded(tmp_path), "SELECT aetoxgr FROM sdtm.ae") == [("3",)]


def test_qualifiers_without_a_record_are_found_and_lost_nowhere(tmp_path):
    write_csv(tmp_path, "ae.csv", [ae()])
    write_csv(
        tmp_path,
        "supp.csv",
        [
            supp("AE", "T-1", "AESEQ", "9", "A", "x"),
            supp("AE", "T-9", "AESEQ", "1", "B", "x"),
            supp("AE", "T-1", "AENOSUCH", "1", "C", "x"),
            supp("AE", "T-1", "AESEQ", "1", "D", "x"),
            supp("QS", "T-1", "QSSEQ", "1", "E", "x"),
        ],
    )
    db = loaded(tmp_path)
    assert orphaned(db) == [
        ("suppae", 1, "A for AESEQ 9"),
        ("suppae", 2, "B for AESEQ 1"),
        ("suppae", 3, "C for AENOSUCH 1"),
        ("suppqs", 5, "E for QSSEQ 1"),
    ]
    loaded_rows = rows(db, "SELECT domain, rows_loaded FROM meta.source WHERE file = 'supp.csv' ORDER BY 1")
    assert loaded_rows == [("suppae", 4), ("suppqs", 1)]


def test_population_flags_of_the_pilot_against_r(shared, oracles):
    db = loaded(shared / "data/pilot")
    for flag, subjects in oracles["CP-SUPP-01"]["expected"].items():
        assert rows(db, f"SELECT count(*) FROM sdtm.dm WHERE {flag} = 'Y'") == [(subjects,)]
    assert orphaned(db) == []
