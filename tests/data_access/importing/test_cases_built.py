"""Case files of ../shared/field through the mapping and the build: the values that its README and faults.md give."""

from dataclasses import replace

import duckdb
import pytest

from data_access.build import build
from data_access.importing import before_building, mapping, sheet_to_sdtm
from data_access.importing.sheet import read_sheet
from tests.data_access.importing.field import field_file


@pytest.fixture
def asked(tmp_path):
    def build_and_ask(name, sql, **choices):
        sheet = read_sheet(field_file(name))
        chosen = replace(mapping.propose(sheet.columns, "HOSP01"), **choices)
        assert mapping.faults(chosen) + before_building.questions(sheet, chosen) == []
        (tmp_path / "sdtm").mkdir(exist_ok=True)
        sheet_to_sdtm.write(sheet, chosen, tmp_path / "sdtm")
        build(tmp_path / "sdtm", tmp_path / "out.duckdb")
        with duckdb.connect(tmp_path / "out.duckdb", read_only=True) as connection:
            return connection.execute(sql).fetchall()

    return build_and_ask


def test_case_01_two_visits_and_six_results_of_qx1(asked):
    sql = "SELECT count(DISTINCT lbdtc), count(*) FROM sdtm.lb WHERE usubjid = 'QX1'"
    assert asked("cases/01_merged_id.xlsx", sql) == [(2, 6)]


def test_case_03_percent_cells_are_percent(asked):
    sql = "SELECT usubjid, paramcd, aval FROM adam.adlb WHERE paramcd IN ('PTA', 'HCT') ORDER BY ALL"
    found = asked("cases/03_percent_cell.xlsx", sql)
    assert found == [("V1", "HCT", 37), ("V1", "PTA", 29), ("V2", "HCT", 41), ("V2", "PTA", 33)]


def test_case_02_the_share_is_never_a_count(asked):
    sql = "SELECT lbtestcd, lbstresn FROM sdtm.lb ORDER BY 1"
    assert asked("cases/02_percent_twin.csv", sql) == [("LYMPH", 1.18), ("MONO", 0.43)]
    assert asked("cases/02_pt_percent.csv", "SELECT lbtestcd, lbstresn FROM sdtm.lb") == [("PTA", 38)]


def test_case_06_dates(asked):
    found = dict(asked("cases/06_dates.csv", "SELECT usubjid, lbdtc FROM sdtm.lb"))
    assert found == {
        "D1": "2025-11-05T14:20", "D2": "2025-11-06T00:00", "D3": "2025-11-05T14:20",
        "D4": "2025-11-05T14:20", "D5": "2025-11",
    }  # fmt: skip


def test_h7_all_288_results_of_the_serial_numbers_have_their_day(asked):
    sql = "SELECT count(*), count(*) FILTER (lbdtc LIKE '2026-__-__T__:__') FROM sdtm.lb"
    assert asked("hospital/06c_serials_general.xlsx", sql) == [(288, 288)]


def test_h2_a_patient_in_five_spellings_is_one_and_it_is_said(asked):
    assert asked("hospital/12_subject_spelling.csv", "SELECT count(*) FROM sdtm.dm")[0][0] == 3
    sheet = read_sheet(field_file("hospital/12_subject_spelling.csv"))
    said = dict(before_building.statements(sheet, mapping.propose(sheet.columns)))
    assert said["spellings"]["taken"] == "S01-001"


def test_case_20_sex_codes_are_asked_and_then_m_f_and_unknown(asked):
    sheet = read_sheet(field_file("cases/20_sex_codes.csv"))
    assert before_building.questions(sheet, mapping.propose(sheet.columns)) == [("sex_codes", "1, 2, 9")]
    found = dict(asked("cases/20_sex_codes.csv", "SELECT usubjid, sex FROM sdtm.dm", sex="12"))
    assert found == {"S1": "M", "S2": "F", "S3": "U", "S4": "F", "S5": "M"}


@pytest.mark.parametrize(("name", "code"), [
    ("cases/04_long_id_excel.xlsx", "long_numbers"), ("cases/19_long_table.csv", "long_table"),
    ("hospital/lis_long.csv", "long_table"),
])  # fmt: skip
def test_what_cannot_come_in_is_held_back_by_name(name, code):
    sheet = read_sheet(field_file(name))
    assert code in [
        question for question, _ in before_building.questions(sheet, mapping.propose(sheet.columns))
    ]


def test_dates_that_are_not_read_are_counted_before_the_build():
    sheet = read_sheet(field_file("hospital/06_dates.csv"))
    said = dict(before_building.statements(sheet, mapping.propose(sheet.columns)))
    unread = said["dates_unread"]
    assert "3月1日" in unread["examples"]
    assert unread["m"] == 18


def test_h3_a_long_table_is_known_by_its_cells_whatever_its_columns_are_called(tmp_path):
    path = tmp_path / "a.csv"
    rows = (
        "住院号,检查日期,甲,总胆红素",
        "Y1,2026-03-04,总胆红素,205",
        "Y1,2026-03-04,肌酐,97",
        "Y1,2026-03-04,钠,133",
    )
    path.write_text("\n".join(rows), encoding="utf-8")
    sheet = read_sheet(path)
    assert ("long_table", "") in before_building.questions(sheet, mapping.propose(sheet.columns))


def test_hidden_parts_are_said():
    sheet = read_sheet(field_file("cases/05_hidden.xlsx"))
    said = dict(before_building.statements(sheet, mapping.propose(sheet.columns)))
    assert said["hidden"] == {"rows": 2, "columns": 0, "sheets": 1}
