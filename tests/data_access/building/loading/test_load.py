"""Rows go where their DOMAIN says; what cannot be loaded is set aside with its reason; nothing is lost."""

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.data_access.deliveries import ae, csv_text, dm, ex, lb, loaded, rows, write_csv

SOURCES = "SELECT file, domain, rows_read, rows_loaded, rows_rejected FROM meta.source ORDER BY file, domain"
REJECTED = 'SELECT domain, "row", "column", reason FROM meta.rejected ORDER BY file, "row"'


def test_split_files_are_stacked_by_their_domain_column(tmp_path):
    for at, name in enumerate(["lbch.csv", "lbhe.csv", "labor_2024.csv"], 1):
        write_csv(tmp_path, name, [lb(seq=at)])
    db = loaded(tmp_path)
    assert rows(db, "SELECT lbseq, source_file, source_row FROM sdtm.lb ORDER BY 1") == [
        (1, "lbch.csv", 1), (2, "lbhe.csv", 1), (3, "labor_2024.csv", 1),
    ]  # fmt: skip


def test_one_file_may_hold_several_domains(tmp_path):
    mixed = [{**lb(), "DOMAIN": domain} for domain in ("LB", "lb ", "ZZ", "", "not a domain")]
    write_csv(tmp_path, "lb.csv", mixed)
    db = loaded(tmp_path)
    assert rows(db, SOURCES) == [
        ("lb.csv", "lb", 3, 3, 0),
        ("lb.csv", "zz", 1, 1, 0),
        ("lb.csv", None, 1, 0, 1),
    ]
    assert rows(db, "SELECT source_row FROM sdtm.lb ORDER BY 1") == [(1,), (2,), (4,)]
    assert rows(db, REJECTED) == [(None, 5, "DOMAIN", "not a domain code: NOT A DOMAIN")]


def test_a_file_without_domain_column_goes_by_its_name(tmp_path):
    row = {name: value for name, value in lb().items() if name != "DOMAIN"}
    write_csv(tmp_path, "LB.CSV", [row])
    assert rows(loaded(tmp_path), SOURCES) == [("LB.CSV", "lb", 1, 1, 0)]


def test_an_unknown_domain_is_kept_with_types_by_suffix(tmp_path):
    write_csv(
        tmp_path, "x.csv", [{"STUDYID": "S", "DOMAIN": "ZZ", "ZZSEQ": "1", "ZZSTRESN": "0.5", "ZZNOTE": "x"}]
    )
    db = loaded(tmp_path)
    assert rows(db, "SELECT zzseq, zzstresn, zznote FROM sdtm.zz") == [(1, 0.5, "x")]


def test_files_of_one_domain_with_different_columns_are_united(tmp_path):
    write_csv(tmp_path, "a.csv", [lb(LBCOLOUR="red")])
    write_csv(tmp_path, "b.csv", [lb(seq=2, LBSITE="arm")])
    db = loaded(tmp_path)
    assert rows(db, "SELECT lbseq, lbcolour, lbsite FROM sdtm.lb ORDER BY 1") == [
        (1, "red", None),
        (2, None, "arm"),
    ]


def test_a_data_set_without_rows_is_listed(tmp_path):
    write_csv(tmp_path, "dm.csv", [dm()])
    (tmp_path / "ae.csv").write_text(csv_text([ae()]).splitlines()[0])
    assert ("ae.csv", "ae", 0, 0, 0) in rows(loaded(tmp_path), SOURCES)


def test_empty_is_null_and_blanks_around_a_value_are_not_part_of_it(tmp_path):
    write_csv(
        tmp_path,
        "lb.csv",
        [lb(usubjid=" T-1\t", LBORRES="  <0.2 ", LBSTRESN="", LBNRIND="\u3000", LBSTNRLO=" 0 ")],
    )
    query = "SELECT usubjid, lborres, lbstresn, lbnrind, lbstnrlo FROM sdtm.lb"
    assert rows(loaded(tmp_path), query) == [("T-1", "<0.2", None, None, 0.0)]


@pytest.mark.parametrize("missing", [".", ".A", "._", "NA", ""])
def test_what_sas_and_r_write_for_a_missing_number_is_no_number(tmp_path, missing):
    write_csv(tmp_path, "lb.csv", [lb(LBSTRESN=missing, VISITNUM=missing, LBSEQ=missing)])
    assert rows(loaded(tmp_path), "SELECT lbstresn, visitnum, lbseq FROM sdtm.lb") == [(None, None, None)]


@pytest.mark.parametrize(
    "text", ["abc", "<1:80", "1,5", "1_000", "inf", "nan", "0x10", "1e400", "5 mg", "１２"]
)
def test_what_is_no_number_rejects_the_row_with_variable_and_value(tmp_path, text):
    write_csv(tmp_path, "lb.csv", [lb(), lb(seq=2, LBSTRESN=text), lb(seq=3)])
    db = loaded(tmp_path)
    assert rows(db, REJECTED) == [("lb", 2, "LBSTRESN", f"not a number: {text}")]
    ((record,),) = rows(db, "SELECT record FROM meta.rejected")
    assert json.loads(record)["LBSTRESN"] == text and json.loads(record)["USUBJID"] == "T-1"
    assert rows(db, SOURCES) == [("lb.csv", "lb", 3, 2, 1)]


@pytest.mark.parametrize(
    ("low", "high", "read"),
    [
        ("", "<41", (None, 41.0)), ("", "≤41", (None, 41.0)), ("", "0-41", (None, 41.0)), ("7", "＜４１", (7.0, 41.0)),
        ("7", "up to 41", (7.0, 41.0)), ("≥7", "41 U/L", (7.0, 41.0)), ("", "see report", (None, None)),
        ("", ">40", (None, None)), ("7", "7～41", (7.0, 41.0)), ("", "小于41", (None, 41.0)),
    ],
)  # fmt: skip
def test_d2_a_reference_limit_is_read_and_never_costs_its_result(tmp_path, low, high, read):
    write_csv(tmp_path, "lb.csv", [lb(LBSTRESN="245", LBSTNRLO=low, LBSTNRHI=high)])
    db = loaded(tmp_path)
    assert rows(db, "SELECT lbstresn, lbstnrlo, lbstnrhi FROM sdtm.lb") == [(245.0, *read)]
    assert rows(db, REJECTED) == []
    unread = [("lb.csv", "lb", 1, "LBSTNRHI", "T-1", high)] if high == "see report" else []
    assert rows(db, "FROM meta.unread_cell") == unread


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("<0.2", "<0.2"),
        ("LESS THAN 10", "<10"),
        ("≥1000", ">=1000"),
        ("＞２０００", ">2000"),
        ("> 2,000", "> 2000"),
    ],
)
@pytest.mark.parametrize("delivered", [True, False])
def test_d3_a_limit_in_the_column_of_numbers_stays_with_its_row(tmp_path, text, kept, delivered):
    row = lb(LBSTRESN=text, LBSTRESC="")
    if not delivered:
        del row["LBSTRESC"]
    write_csv(tmp_path, "lb.csv", [row])
    db = loaded(tmp_path)
    assert rows(db, "SELECT lbstresn, lbstresc FROM sdtm.lb") == [(None, kept)]
    assert rows(db, REJECTED) == []


def test_d12_a_row_of_any_domain_about_subjects_names_its_subject(tmp_path):
    write_csv(tmp_path, "co.csv", [{"DOMAIN": "CO", "USUBJID": each, "COVAL": "a"} for each in ("T-1", "")])
    assert rows(loaded(tmp_path), REJECTED) == [("co", 2, "USUBJID", "missing")]


@pytest.mark.parametrize(
    ("text", "value"), [("0", 0), ("-1.5", -1.5), ("1e3", 1000), ("+5", 5), (".5", 0.5), ("0.10", 0.1)]
)
def test_numbers_in_every_usual_form(tmp_path, text, value):
    write_csv(tmp_path, "lb.csv", [lb(LBSTRESN=text)])
    assert rows(loaded(tmp_path), "SELECT lbstresn FROM sdtm.lb") == [(value,)]


@pytest.mark.parametrize(
    ("text", "loads"), [("7", True), ("7.0", True), ("7.5", False), ("3000000000", False)]
)
def test_a_whole_number_is_never_rounded(tmp_path, text, loads):
    write_csv(tmp_path, "lb.csv", [lb(LBSEQ=text)])
    db = loaded(tmp_path)
    assert rows(db, "SELECT lbseq FROM sdtm.lb") == ([(7,)] if loads else [])
    assert rows(db, REJECTED) == ([] if loads else [("lb", 1, "LBSEQ", f"not a whole number: {text}")])


def test_a_row_without_a_subject_is_rejected_where_there_are_subjects(tmp_path):
    write_csv(tmp_path, "lb.csv", [lb(usubjid="  "), lb()])
    write_csv(tmp_path, "relrec.csv", [{"STUDYID": "S", "RDOMAIN": "LB", "USUBJID": "", "RELID": "1"}])
    db = loaded(tmp_path)
    assert rows(db, REJECTED) == [("lb", 1, "USUBJID", "missing")]
    assert rows(db, "SELECT rdomain FROM sdtm.relrec") == [("LB",)]


def test_a_file_without_subjects_at_all_is_rejected_row_by_row(tmp_path):
    write_csv(tmp_path, "dm.csv", [dm()])
    write_csv(tmp_path, "ae.csv", [{"STUDYID": "S", "DOMAIN": "AE", "AESEQ": 1, "AETERM": "Fever"}])
    assert rows(loaded(tmp_path), REJECTED) == [("ae", 1, "USUBJID", "missing")]


def test_names_from_the_data_stay_names(tmp_path):
    evil = 'x"); DROP TABLE sdtm.dm; --'
    write_csv(
        tmp_path,
        "lb.csv",
        [lb(**{evil: "1", "it's": "2", "LBSTRESN": "bad"}), lb(seq=2, **{evil: "1", "it's": "2"})],
    )
    db = loaded(tmp_path)
    assert rows(db, SOURCES) == [("lb.csv", "lb", 2, 1, 1)]
    assert rows(db, "SELECT count(*) FROM sdtm.dm") == [(0,)]
    assert evil.lower() in [column[0] for column in db.execute("SELECT * FROM sdtm.lb").description]


CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.sampled_from('",\n'), max_size=5
)
NUMBER = st.sampled_from(["1", "2.5", "-3", "", ".", "x", "1e999", "007"])
ROW = st.tuples(CELL, CELL, NUMBER, NUMBER) | st.lists(CELL, max_size=6)


@settings(max_examples=40, deadline=None)
@given(table=st.lists(ROW, max_size=15), encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_rows_read_are_rows_loaded_and_rows_rejected(tmp_path_factory, table, encoding):
    """Whatever stands in the file: each row is in sdtm.lb or in meta.rejected, and in one of them only."""
    out = io.StringIO(newline="")
    header = ("DOMAIN", "USUBJID", "LBORRES", "LBSTRESN", "LBSEQ")
    csv.writer(out, lineterminator="\n").writerows([header, *(("LB", *row) for row in table)])
    folder = tmp_path_factory.mktemp("delivery")
    (folder / "lb.csv").write_bytes(out.getvalue().encode(encoding))
    db = loaded(folder)
    kept = rows(db, "SELECT source_row FROM sdtm.lb") + rows(db, 'SELECT "row" FROM meta.rejected')
    assert sorted(kept) == [(at,) for at in range(1, len(table) + 1)]
    assert rows(db, "SELECT sum(rows_read), sum(rows_loaded + rows_rejected) FROM meta.source") == [
        (len(table), len(table))
    ]


def test_many_ragged_rows_are_stored_at_once(tmp_path):
    (tmp_path / "ex.csv").write_text(csv_text([ex()]) + "TINY,EX\n" * 20_000)
    assert rows(loaded(tmp_path), SOURCES) == [("ex.csv", "ex", 20_001, 1, 20_000)]


def test_ragged_rows_count_for_the_domain_of_the_file(tmp_path):
    (tmp_path / "ex.csv").write_text(csv_text([ex(), ex(seq=2)]) + "TINY,EX\n")
    db = loaded(tmp_path)
    assert rows(db, SOURCES) == [("ex.csv", "ex", 3, 2, 1)]
    assert rows(db, REJECTED) == [("ex", 3, None, "2 values for 9 columns")]
