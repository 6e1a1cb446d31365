"""A hospital's own table: read as it stands, mapped as the reader says, built like any delivery, nothing lost."""

import io
import json
from dataclasses import replace
from datetime import date, datetime

import duckdb
import openpyxl
import pytest

from data_access.build import build
from data_access.importing import mapping, sheet, sheet_to_sdtm
from data_access.importing.column_names import meaning, stated_unit
from data_access.importing.mapping import Column, Mapping
from data_access.importing.refusals import Refused

TABLE = """住院号,性别,年龄,组别,检查日期,访视,总胆红素(μmol/L),凝血酶原活动度(%),国际标准化比值,肌酐,白蛋白,备注
A01,男,45岁,MSC-EV,2024/1/2,第0周,320.5,35,2.1,1.0,31,
A01,男,45岁,MSC-EV,2024年1月9日,第1周,<5,未查,2.0,溶血,32,转ICU
A02,女,五十,对照组,20240103,第0周,280,,1.9,0.8,30,
,女,50,对照组,2024-01-10,第1周,250,40,1.8,0.9,30,
A02,女,51,对照组,2024-13-45,第1周,250,40,1.8,0.9,30,
"""
UNITS = {"肌酐": "mg/dL", "白蛋白": "g/L"}


def written(folder, text, encoding="gb18030", name="随访.csv"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def mapped(table, units):
    proposed = mapping.propose(table.columns, "HOSP01")
    return replace(
        proposed, columns=tuple(replace(c, unit=units.get(c.name, c.unit)) for c in proposed.columns)
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sheet")
    table = sheet.read_sheet(written(folder, TABLE))
    (folder / "sdtm").mkdir()
    sheet_to_sdtm.write(table, mapped(table, UNITS), folder / "sdtm")
    build(folder / "sdtm", folder / "out.duckdb")
    with duckdb.connect(folder / "out.duckdb", read_only=True) as connection:
        yield connection


def test_every_row_of_the_table_is_one_visit_loaded_or_rejected(built):
    read, loaded, refused = built.execute(
        "SELECT rows_read, rows_loaded, rows_rejected FROM meta.source WHERE domain = 'sv'"
    ).fetchone()
    assert (read, loaded, refused) == (5, 4, 1)


def test_every_cell_with_a_value_is_a_result_loaded_or_rejected(built):
    """By hand: 5 cells in rows 2, 3, 5 and 6, 4 in row 4."""
    read, loaded, refused = built.execute(
        "SELECT rows_read, rows_loaded, rows_rejected FROM meta.source WHERE domain = 'lb'"
    ).fetchone()
    assert (read, loaded, refused) == (24, 19, 5)


def test_a_cell_that_is_no_number_is_reported_with_its_row_and_column(built):
    rows = built.execute(
        "SELECT domain, reason, record FROM meta.rejected WHERE reason LIKE 'not a number%'"
    ).fetchall()
    found = {(domain, reason): json.loads(record) for domain, reason, record in rows}
    assert found["dm", "not a number: 五十"]["DMSPID"] == "4"
    assert len(found) == 1


def test_what_was_not_measured_is_kept_with_its_reason_row_and_column(built):
    rows = built.execute(
        "SELECT lbtestcd, lbstat, lbreasnd, lbspid FROM sdtm.lb WHERE lbreasnd IS NOT NULL"
    ).fetchall()
    assert sorted(rows) == [
        ("CREAT", "NOT DONE", "溶血", "随访.csv:3:肌酐"),
        ("PTA", "NOT DONE", "未查", "随访.csv:3:凝血酶原活动度(%)"),
    ]


def test_an_age_that_is_no_number_does_not_cost_the_patient(built):
    assert built.execute("SELECT usubjid, age, sex, arm FROM sdtm.dm ORDER BY 1").fetchall() == [
        ("A01", 45, "M", "MSC-EV"), ("A02", 51, "F", "对照组")]  # fmt: skip


def test_units_are_those_the_reader_chose(built):
    """1.0 mg/dL creatinine is 88.4 umol/L; bilirubin stays in the unit its column names."""
    rows = built.execute(
        "SELECT paramcd, aval, avalc FROM adam.adlb WHERE usubjid = 'A01' AND paramcd IN ('CREAT', 'BILI') ORDER BY adt"
    ).fetchall()
    assert ("CREAT", 88.4, "88.4") in rows
    assert ("BILI", 320.5, "320.5") in rows
    assert [row[2] for row in rows if row[1] is None or row[1] != row[1]] == ["<5"]


def test_a_date_that_is_none_is_kept_and_questioned(built):
    found = built.execute("SELECT count(*) FROM meta.finding WHERE check_id = 'invalid_date'").fetchone()
    assert found == (6,)  # one visit and its five results
    assert built.execute("SELECT rfstdtc FROM sdtm.dm WHERE usubjid = 'A02'").fetchone() == ("2024-01-03",)


@pytest.mark.parametrize(("given", "expected"), [
    ("2024/1/2", "2024-01-02"), ("2024.01.02", "2024-01-02"), ("2024年1月2日", "2024-01-02"),
    ("20240102", "2024-01-02"), ("2024-01-02 8:05", "2024-01-02T08:05"), ("２０２４－１－２", "2024-01-02"),
    ("45292", "2024-01-01"), ("2024/2/30", "2024/2/30"), ("2024112", "2024112"), ("02/01/2024", "02/01/2024"),
    ("2024-01", "2024-01"), ("", ""),
])  # fmt: skip
def test_dates_as_they_are_written_in_china(given, expected):
    """45292: Microsoft's own example of 2024-01-01 as a serial number. An ambiguous order stays as it is."""
    assert sheet_to_sdtm.iso(given) == expected


@pytest.mark.parametrize(("column", "expected"), [
    ("总胆红素", "BILI"), ("总胆红素(TBil)", "BILI"), ("TBIL", "BILI"), ("凝血酶原活动度（%）", "PTA"),
    ("国际标准化比值", "INR"), ("肌酐", "CREAT"), ("白蛋白", "ALB"), ("住院号", "subject"), ("检查日期", "date"),
    ("患者编号", "subject"), ("性别", "sex"), ("姓名", ""), ("身份证号", ""), ("联系电话", ""), ("随便什么", ""),
])  # fmt: skip
def test_names_of_columns_are_recognised_and_identifiers_are_not(column, expected):
    assert meaning(column) == expected


@pytest.mark.parametrize(("column", "code", "unit"), [
    ("总胆红素", "BILI", None), ("总胆红素(μmol/L)", "BILI", "umol/L"), ("总胆红素（mg/dl）", "BILI", "mg/dL"),
    ("肌酐(mmol/L)", "CREAT", None), ("INR", "INR", ""),
])  # fmt: skip
def test_a_unit_is_read_from_the_name_and_never_guessed(column, code, unit):
    assert stated_unit(column, code) == unit


def test_what_is_open_must_be_settled():
    columns = (Column("a", "subject"), Column("b", "BILI"), Column("c", "BILI", "umol/L"))
    codes = mapping.faults(Mapping("SIM-MSCEV", columns))
    assert codes == [("simulated", "SIM-MSCEV"), ("missing", "date"), ("double", "BILI"), ("unit", "b")]
    assert ("no_test", "") in mapping.faults(Mapping("", (Column("a", "subject"),)))


def test_a_mapping_comes_back_from_its_file(tmp_path):
    table = sheet.read_sheet(written(tmp_path, TABLE))
    chosen = mapped(table, UNITS)
    again = mapping.from_json(mapping.to_json(chosen).encode(), table.columns)
    assert again == chosen
    assert mapping.faults(again) == []


@pytest.mark.parametrize("content", [
    b"", b"\xff\xfe", b"[]", b"{}", b'{"liverline_mapping": 2, "study": "x", "columns": []}',
    b'{"liverline_mapping": 1, "study": "x", "columns": [{"name": "a", "meaning": "BILI", "unit": "g/L"}]}',
    b'{"liverline_mapping": 1, "study": "x", "columns": [{"name": "a", "meaning": "nonsense"}]}',
    b'{"liverline_mapping": 1, "study": "x", "columns": [{"nom": "a"}]}',
])  # fmt: skip
def test_a_file_that_is_no_mapping_is_refused(content):
    with pytest.raises(Refused, match="no_mapping"):
        mapping.from_json(content, ("a",))


@pytest.mark.parametrize(("rows", "code"), [
    ("住院号,性别,检查日期,总胆红素\nA,男,2024-01-01,5\nA,女,2024-01-02,5\n", "contradict_sex"),
    ("住院号,组别,检查日期,总胆红素\nA,1,2024-01-01,5\nA,2,2024-01-02,5\n", "contradict_arm"),
])  # fmt: skip
def test_a_patient_of_two_sexes_or_arms_is_refused_with_the_rows(tmp_path, rows, code):
    table = sheet.read_sheet(written(tmp_path, rows))
    with pytest.raises(Refused) as refused:
        sheet_to_sdtm.write(table, mapped(table, {"总胆红素": "umol/L"}), tmp_path)
    assert refused.value.code == code
    assert (refused.value.about["row"], refused.value.about["other"]) == (2, 3)


@pytest.mark.parametrize(("text", "code"), [
    ("a,b\n", "no_table"), ("a,b\n1,2\n1,2,3\n", "ragged"),
])  # fmt: skip
def test_a_table_that_cannot_be_read_row_by_row_is_refused(tmp_path, text, code):
    with pytest.raises(Refused) as refused:
        sheet.read_sheet(written(tmp_path, text))
    assert refused.value.code == code


def workbook(folder, rows, name="随访.xlsx"):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.create_sheet("second").append(["x"])
    book.save(folder / name)
    return folder / name


def test_a_workbook_is_read_as_it_shows(tmp_path):
    rows = [
        ["住院号", "检查日期", "总胆红素", None],
        ["A01", datetime(2024, 1, 2), 320.5],
        [None, None, None],
        ["A01", datetime(2024, 1, 3, 8, 5), 0.1 + 0.2],
        ["A02", date(2024, 1, 4), 12],
    ]
    table = sheet.read_sheet(workbook(tmp_path, rows))
    assert table.columns == ("住院号", "检查日期", "总胆红素")
    assert table.names == ("Sheet", "second")
    assert table.rows == (
        (2, ("A01", "2024-01-02", "320.5")),
        (4, ("A01", "2024-01-03T08:05", "0.3")),
        (5, ("A02", "2024-01-04", "12")),
    )


def test_a_value_without_a_column_name_is_shown_and_left_aside(tmp_path):
    table = sheet.read_sheet(workbook(tmp_path, [["住院号", None, "总胆红素"], ["1", "lost?", "2"]]))
    assert table.columns == ("住院号", "总胆红素")
    assert [(each.row, each.column, each.text) for each in table.aside] == [(2, "B", "lost?")]


def test_two_columns_of_one_name_are_told_apart(tmp_path):
    table = sheet.read_sheet(workbook(tmp_path, [["a", "a"], ["x", "y"]]))
    assert table.columns == ("a", "a [2]")


def test_a_workbook_that_is_none_is_refused(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(io.BytesIO(b"PK not really").getvalue())
    with pytest.raises(Refused, match="damaged"):
        sheet.read_sheet(tmp_path / "a.xlsx")
