"""Files that leave the machine: complete, labelled, and harmless in a spreadsheet."""

import csv
import io
import zipfile
from contextlib import suppress

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.exports.tables import FORMULA_STARTS, csv_bytes, file_name, harmless, xlsx_bytes


def read_back(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def is_number(text: str) -> bool:
    with suppress(ValueError):
        return float(text) is not None
    return False


def test_a_file_says_what_data_it_holds_before_its_columns():
    rows = read_back(csv_bytes(pd.DataFrame({"a": [1]}), ["SIMULATED", "cut 2026-03-31"]))
    assert rows == [["# SIMULATED"], ["# cut 2026-03-31"], ["a"], ["1"]]


def test_excel_finds_the_mark_of_utf_8():
    assert csv_bytes(pd.DataFrame({"总胆红素": [1]}), []).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_what_would_start_a_formula_is_written_as_text_owasp_csv_injection(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-0.5", "+3", "<0.2", "SIM-001", "总胆红素", ""])
def test_plain_text_and_numbers_stay_as_they_are(text):
    assert harmless(text) == text


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20), max_size=8))
def test_no_cell_of_any_text_starts_a_formula_and_none_is_lost(texts):
    rows = read_back(csv_bytes(pd.DataFrame({"=h": texts}, dtype=object), []))
    assert len(rows) == 1 + len(texts) or any("\x00" in text for text in texts)
    for row in rows:
        assert not row or not row[0].startswith(FORMULA_STARTS) or is_number(row[0])


def test_missing_values_and_days_keep_their_meaning():
    frame = pd.DataFrame(
        {
            "x": [1.5, None],
            "d": pd.to_datetime(["2026-03-31 08:05", None]),
            "t": ["a", None],
            "l": [[1, 2], None],
        }
    )
    assert read_back(csv_bytes(frame, []))[1:] == [
        ["1.5", "2026-03-31 08:05", "a", "[1, 2]"],
        ["", "", "", ""],
    ]


@pytest.mark.parametrize("subject", ["../../etc/passwd", 'a"b<c>', "患者\u202e", "x" * 10_000])
def test_a_file_name_is_plain_whatever_the_subject_is_called(subject):
    name = file_name(["STUDY", subject], "csv")
    assert name.isascii() and len(name) < 100 and not set(name) & set('/\\<>:"|?* ')


def sheets_of(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name).decode() for name in file.namelist() if name.endswith(".xml")}


def test_a_workbook_has_a_sheet_per_table_the_facts_and_no_formula():
    tables = {
        "flow": pd.DataFrame({"arm": ["=1+1", "@x"], "n": [1, None]}),
        "x" * 40: pd.DataFrame({"a": []}),
    }
    parts = sheets_of(xlsx_bytes(tables, ["SIMULATED"]))
    assert sorted(name for name in parts if "worksheets/" in name) == [
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
    ]
    assert not [name for name, text in parts.items() if "<f>" in text]
    assert "SIMULATED" in parts["xl/sharedStrings.xml"]
    assert "'=1+1" in parts["xl/sharedStrings.xml"]
