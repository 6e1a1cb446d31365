"""A hospital's files as they show: the right values stand in ../shared/field (faults.md and the READMEs there)."""

from datetime import date, datetime

import openpyxl
import pytest

from data_access.importing import mapping
from data_access.importing.column_names import meaning, stated_unit
from data_access.importing.refusals import Refused
from data_access.importing.sheet import read_sheet
from tests.data_access.importing.field import field_file

PLAIN = [("S01-001", "403.8"), ("S01-001", "362.7")]


def first_two(sheet):
    at = sheet.column("总胆红素(μmol/L)")
    return [(cells[sheet.column("受试者编号")], cells[at]) for _, cells in sheet.rows[:2]]


def saved(folder, fill, name="t.xlsx"):
    book = openpyxl.Workbook()
    fill(book.active)
    book.save(folder / name)
    return folder / name


def test_case_01_a_merged_id_holds_in_the_rows_of_its_merge_ecma_376_mergecell():
    sheet = read_sheet(field_file("cases/01_merged_id.xlsx"))
    assert [(number, cells[0], cells[2]) for number, cells in sheet.rows] == [
        (2, "QX1", "205.2"), (3, "QX1", "188.1"), (4, "QX2", "51.3")]  # fmt: skip


def test_blank_cells_without_a_stated_merge_stay_blank():
    sheet = read_sheet(field_file("hospital/13_merged_subject_cells.xlsx"))
    assert [cells[0] for _, cells in sheet.rows[:2]] == ["S01-001", ""]


def test_case_03_a_percent_cell_says_what_a_reader_sees_ecma_376_numfmt():
    sheet = read_sheet(field_file("cases/03_percent_cell.xlsx"))
    assert [cells[2:] for _, cells in sheet.rows] == [("29%", "37%"), ("33", "41")]


@pytest.mark.parametrize(("written", "shown"), [
    ("0.00%", "35.2%"), ("0.0_ %", "35.2%"), ('0"%"', "0.352"), ("0\\%", "0.352"), ("[Red]0%;0", "35.2%"),
    ("General", "0.352"),
])  # fmt: skip
def test_a_percent_sign_counts_only_where_the_format_multiplies(tmp_path, written, shown):
    def fill(page):
        page.append(["住院号", "凝血酶原活动度", "检查日期"])
        page.append(["a", 0.352, "2026-01-01"])
        page["B2"].number_format = written

    assert read_sheet(saved(tmp_path, fill)).rows[0][1][1] == shown


def test_case_05_the_first_sheet_that_is_not_hidden_and_how_much_is():
    sheet = read_sheet(field_file("cases/05_hidden.xlsx"))
    assert (sheet.name, sheet.names, sheet.hidden_sheets) == ("化验", ("化验",), ("代码表",))
    assert sheet.hidden_rows == (3, 6)
    beside = read_sheet(field_file("hospital/09_hidden_sheet_first.xlsx"))
    assert (beside.hidden_rows, beside.hidden_columns) == ((3,), ("总胆红素(μmol/L)",))


def test_case_04_a_column_of_numbers_of_more_than_15_digits_is_named_ieee_754():
    assert read_sheet(field_file("cases/04_long_id_excel.xlsx")).long_numbers == {"编号": 2}


def test_a_number_that_a_spreadsheet_rounded_is_named_in_text_too(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "住院号,检查日期,总胆红素\n9.99999E+17,2026-01-01,5\n999999199001011234,2026-01-01,6\n",
        encoding="utf-8",
    )
    assert read_sheet(path).long_numbers == {"住院号": 2}


@pytest.mark.parametrize("name", ["03_title_row.xlsx", "03b_title_row.csv"])
def test_h5_the_header_below_a_title_is_found_and_the_title_shown(name):
    sheet = read_sheet(field_file(f"hospital/{name}"))
    assert (sheet.columns[0], sheet.rows[0][0], len(sheet.rows)) == ("受试者编号", 3, 18)
    assert [(each.row, each.kind) for each in sheet.aside] == [(1, "title")]


def test_h5_a_note_beside_the_table_is_shown_with_its_cell():
    sheet = read_sheet(field_file("hospital/16_nameless_note.xlsx"))
    assert [(each.row, each.column, each.text) for each in sheet.aside] == [(6, "X", "患者当日转ICU")]


def test_h6_name_and_unit_in_two_rows_are_one_header():
    sheet = read_sheet(field_file("hospital/04_two_headers.xlsx"))
    assert len(sheet.rows) == 18
    proposed = {column.meaning: column.unit for column in mapping.propose(sheet.columns).columns}
    assert (proposed["BILI"], proposed["PTA"], proposed["PLAT"], proposed["INR"]) == (
        "umol/L",
        "%",
        "10^9/L",
        "",
    )
    assert "age" in proposed


def test_h6_a_group_over_merged_cells_names_the_specimen_and_is_no_row(tmp_path):
    def fill(page):
        page.append(["随访表", *[None] * 5])
        page.append(["受试者编号", "日期", "血生化", None, "尿液", None])
        page.append([None, None, "肌酐", "钠", "肌酐", "钠"])
        page.append(["S1", "2026-01-01", 80, 138, 9000, 40])
        for merged in ("A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:F2"):
            page.merge_cells(merged)

    sheet = read_sheet(saved(tmp_path, fill))
    assert [number for number, _ in sheet.rows] == [4]
    assert [meaning(name) for name in sheet.columns] == ["subject", "date", "CREAT", "SODIUM", "", ""]


def test_h1_totals_means_and_notes_are_no_patients():
    sheet = read_sheet(field_file("hospital/08_totals_blank_note.xlsx"))
    assert len(sheet.rows) == 18
    assert [(each.row, each.kind) for each in sheet.aside] == [(22, "total"), (23, "total"), (24, "note")]


@pytest.mark.parametrize("cells", [
    ["总计", 5], ["均数±标准差", "3±1"], ["Mean", 4], [None, "平均"], ["n=18", None], ["审核者：", "张"],
    ["注：溶血者重抽", None],
])  # fmt: skip
def test_other_words_of_totals_and_notes(tmp_path, cells):
    def fill(page):
        page.append(["受试者编号", "总胆红素", "检查日期"])
        page.append(["S1", 5, "2026-01-01"])
        page.append(cells)

    sheet = read_sheet(saved(tmp_path, fill))
    assert [number for number, _ in sheet.rows] == [2]
    assert [each.row for each in sheet.aside] == [3]


@pytest.mark.parametrize("code", ["N1", "SD-001", "MAX01", "SUM-3", "注01", "Mean-1"])
def test_a_patient_whose_code_looks_like_a_total_stays_a_patient(tmp_path, code):
    path = tmp_path / "a.csv"
    path.write_text(f"受试者编号,检查日期,总胆红素\n{code},2026-01-01,5\n", encoding="utf-8")
    assert len(read_sheet(path).rows) == 1


def test_h8_a_workbook_that_was_never_calculated_is_refused_by_its_cell():
    with pytest.raises(Refused) as refused:
        read_sheet(field_file("hospital/10_formula_not_calculated.xlsx"))
    assert (refused.value.code, refused.value.about["cell"]) == ("not_calculated", "H2")


@pytest.mark.parametrize("name", ["01_ok_gb18030.csv", "22d_tab.txt", "22_old.xls"])
def test_h11_every_format_gives_the_same_table(name):
    sheet = read_sheet(field_file(f"hospital/{name}"))
    assert (len(sheet.rows), len(sheet.columns)) == (18, 23)
    assert first_two(sheet) == PLAIN


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("mark", "\t;,|")
def test_h11_every_encoding_and_mark(tmp_path, encoding, mark):
    text = field_file("hospital/22d_tab.txt").read_bytes().decode("gb18030")
    path = tmp_path / "a.txt"
    path.write_bytes(text.replace("\t", mark).encode(encoding))
    assert first_two(read_sheet(path)) == PLAIN


def test_a_header_with_line_breaks_and_a_number_of_rows():
    sheet = read_sheet(field_file("hospital/24_header_linebreak_serial.xlsx"))
    proposed = {column.meaning: column.name for column in mapping.propose(sheet.columns).columns}
    assert (proposed["subject"], proposed["BILI"]) == ("受试者编号", "总胆红素 (μmol/L)")


def test_days_count_from_1904_where_the_workbook_says_so(tmp_path):
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append(["受试者编号", "检查日期", "总胆红素"])
    book.active.append(["S1", datetime(2026, 3, 1, 8, 30), 5])
    book.save(tmp_path / "a.xlsx")
    sheet = read_sheet(tmp_path / "a.xlsx")
    assert sheet.rows[0][1][1] == "2026-03-01T08:30"
    assert sheet.day_zero == date(1904, 1, 1)


@pytest.mark.parametrize(
    ("name", "code"),
    [("hospital/23_password.xlsx", "encrypted"), ("uploads/row_999999999.xlsx", "many_cells")],
)
def test_a_workbook_that_cannot_be_read_is_refused_in_one_sentence(name, code):
    with pytest.raises(Refused) as refused:
        read_sheet(field_file(name))
    assert refused.value.code == code


@pytest.mark.parametrize(("column", "code", "unit"), [
    ("中性粒细胞(%)", "", None), ("中性粒细胞(#)", "NEUT", None),
    ("淋巴细胞(#)(10^9/L)", "LYMPH", "10^9/L"), ("NEUT%", "", None),
    ("PT(%)", "PTA", "%"), ("PT%", "PTA", "%"), ("PT（％）", "PTA", "%"), ("凝血酶原时间（%）", "PTA", "%"),
    ("PT(s)", "PT", "s"),
    ("PT(INR)", "INR", ""), ("肌酐(尿)(μmol/L)", "", None), ("尿肌酐", "", None), ("24h尿钠", "", None),
    ("白蛋白(腹水)(g/L)", "", None),
    ("腹水白蛋白", "", None), ("Creatinine (urine)", "", None), ("总胆红素(DBIL)", "", None),
    ("总胆红素(TBIL)", "BILI", None),
    ("血尿素氮(mmol/L)", "UREA", "mmol/L"), ("尿酸", "URATE", None), ("总胆汁酸", "BILEAC", None),
    ("ALT(速率法)(U/L)", "ALT", "U/L"),
    ("肌酐(血清)", "CREAT", None), ("TBIL umol/L", "BILI", "umol/L"), ("总胆红素(最高值)", "", None),
])  # fmt: skip
def test_s2_what_stands_in_brackets_is_part_of_the_name(column, code, unit):
    assert meaning(column) == code
    assert not code or stated_unit(column, code) == unit


def test_h4_the_study_code_is_the_subject_wherever_the_hospital_number_stands():
    for names in (["住院号", "受试者编号", "检查日期"], ["受试者编号", "检查日期", "住院号"]):
        chosen = mapping.propose(names)
        assert chosen.column_of("subject") == "受试者编号"
        assert [column.meaning for column in chosen.columns if column.name == "住院号"] == [""]
    assert mapping.propose(["住院号", "检查日期"]).column_of("subject") == "住院号"
