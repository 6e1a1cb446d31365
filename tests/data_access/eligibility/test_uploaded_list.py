"""Uploaded lists of candidates: encodings, damage, limits, and what is done with each."""

import io

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from clinical.eligibility import assess
from clinical.eligibility.candidate import FIELDS
from clinical.eligibility.cohort import assess_many
from data_access.eligibility.uploaded_list import LARGEST_BYTES, FileUnusable, read, template
from tests.clinical.eligible import CASE_1

ROW = "age_years,liver_cancer,diabetes\r\n45,否,稳定\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_same_list_in_any_encoding(encoding):
    candidates = read(ROW.encode(encoding))
    assert candidates.frame[["age_years", "liver_cancer", "diabetes"]].values.tolist() == [
        ["45", "否", "稳定"]
    ]


def workbook(*rows):
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet, percent = book.add_worksheet(), book.add_format({"num_format": "0%"})
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            shares = rows[0][place] == "pta_percent" and number > 0
            sheet.write(number, place, value, percent if shares else None)
    book.close()
    return content.getvalue()


def test_a_workbook_is_read_as_a_reader_of_the_sheet_sees_it():
    content = workbook(("candidate", "age_years", "pta_percent", "liver_cancer"), ("A", 45, 0.35, "否"))
    frame = read(content).frame
    assert frame[["candidate", "age_years", "liver_cancer"]].values.tolist() == [["A", "45", "否"]]
    assert assess({"pta_percent": frame["pta_percent"][0]}).laboratory == {"pta_percent": 35}


def test_a_damaged_workbook_is_refused_with_what_to_do():
    with pytest.raises(FileUnusable, match="Open and save it"):
        read(workbook(("age_years",), (45,))[:300])


@pytest.mark.parametrize("content", [ROW.splitlines()[0].encode(), workbook(("age_years", "inr"))])
def test_s11_faults_a_list_with_only_a_header_has_no_row(content):
    with pytest.raises(FileUnusable, match="no row"):
        read(content)


def test_lines_of_different_encodings_are_read_each_for_itself_and_counted():
    content = b"age_years,liver_cancer\n" + "45,否\n".encode() + "46,是\n".encode("gb18030")
    candidates = read(content)
    assert candidates.frame["liver_cancer"].tolist() == ["否", "是"]
    assert ["1 lines are not UTF-8" in note.en for note in candidates.notes] == [True]


def test_three_megabytes_of_mixed_encodings_are_read():
    header = b"candidate,age_years,bilirubin_umol_l,liver_cancer,remark\n"
    lines = [
        f"P{n},45,342,{'否'},{'备注' * 20}\n".encode("gb18030" if n % 3 else "utf-8") for n in range(27_000)
    ]
    content = header + b"".join(lines)
    assert 2_500_000 < len(content) < LARGEST_BYTES
    candidates = read(content)
    assert len(candidates.frame) == 27_000
    assert set(candidates.frame["liver_cancer"]) == {"否"}
    assert set(assess_many(candidates.frame)["problems"]) == {0}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"a,b,c\n1,2,3\n",
        b"\x50\x4b\x03\x04\x00\x00 not a text",
        b"<!DOCTYPE html><html></html>",
        b"candidate\nP1\n",
        b"x" * (LARGEST_BYTES + 1),
        b"age_years\n" + b"45\n" * 50_001,
    ],
    ids=["empty", "blank", "foreign header", "zip", "html", "label only", "too large", "too long"],
)
def test_a_file_without_candidates_is_refused_in_one_sentence(content):
    with pytest.raises(FileUnusable) as refused:
        read(content)
    assert refused.value.text.en.endswith(".")
    assert refused.value.text.zh.endswith("。")


def test_other_columns_are_named_and_left_aside():
    candidates = read("姓名,age_years\n张三,45\n".encode())
    assert "姓名" not in candidates.frame.columns
    assert "姓名" in candidates.notes[0].zh


def test_short_rows_are_read_as_far_as_they_go_and_counted():
    candidates = read(b"age_years,inr\n45\n46,2.1,9\n")
    assert candidates.frame["inr"].tolist() == ["", "2.1"]
    assert "2 rows" in candidates.notes[0].en


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_are_recognised_by_the_header(delimiter):
    candidates = read(f"age_years{delimiter}inr\n45{delimiter}2.1\n".encode())
    assert candidates.frame["inr"].tolist() == ["2.1"]


def test_bad_values_of_a_list_are_counted_and_never_decide():
    assessed = assess_many(read(b"age_years,bilirubin_umol_l,inr\nabc,0,-1\n45,342,2.1\n").frame)
    assert assessed["problems"].tolist() == [3, 0]
    assert assessed["verdict"].tolist() == ["UNDETERMINED", "UNDETERMINED"]


def test_the_template_is_read_back_and_assessed():
    fields = tuple(FIELDS)
    example = {name: str(value) for name, value in CASE_1.items()}
    candidates = read(template(fields, [example]).encode("utf-8-sig"))
    assert candidates.frame["candidate"].tolist() == ["example 1"]
    assert assess_many(candidates.frame)["verdict"].tolist() == ["ELIGIBLE"]
    assert candidates.notes == ()


@given(st.binary(max_size=400))
def test_no_file_whatever_raises_anything_else(content):
    try:
        read(b"age_years\n" + content)
    except FileUnusable as refused:
        assert refused.text.en
