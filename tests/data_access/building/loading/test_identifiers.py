"""What tells who a patient is: names of columns, numbers with a right check digit, and no variable of a trial."""

import pytest

from data_access.building.loading.identifiers import Inspection, is_national_id, named_like
from data_access.building.loading.leave_out_identifiers import identifying
from data_access.building.loading.sdtm_tables import declared_domains
from data_access.building.reading.sources import open_sources

# The example that GB 11643-1999 itself gives.
STANDARD_EXAMPLE = "11010519491231002X"


@pytest.mark.parametrize(
    "column",
    ["NAME", "PATNAME", "Patient Name", "patient_name", "First-Name", "SURNAME", "INITIALS", "SUBJINIT", "姓名",
     "患者姓名", "XINGMING", "PHONE", "PHONE2", "MOBILE_NO", "TEL", "联系电话", "手机号码", "微信号", "DIANHUA",
     "EMAIL", "E-MAIL", "ADDRESS", "HOMEADDR", "ZIP", "家庭住址", "通讯地址", "JIATINGZHUZHI", "IDCARD", "ID_NO",
     "NATIONALID", "电子邮箱", "SSN", "MRN", "PASSPORTNO", "身份证号", "住院号", "病案号", "医保卡号",
     "SHENFENZHENGHAO"],
)  # fmt: skip
def test_a_column_named_like_an_identifier_is_one(column):
    assert named_like(column)


@pytest.mark.parametrize(
    "column",
    ["INVNAM", "INVID", "SITEID", "SITENAME", "AEPATT", "LBNAM", "VSNAM", "SUBJID", "USUBJID", "LBREFID", "CMTRT",
     "DOMAIN", "DRUGNAME", "TESTNAME", "ADDRVISIT", "COUNTRY", "ID", "研究者姓名", "检验者姓名", "总胆红素", "名称",
     "药品名称", "电解质", "手术", "地塞米松", "编号", "TELBIVUDINE", "MOBILITY", "INITDOSE", "STREETDRUG", "NAMEUNIT"],
)  # fmt: skip
def test_a_column_of_a_trial_is_none(column):
    assert named_like(column) is None


def test_the_check_digit_is_the_standards():
    assert is_national_id(STANDARD_EXAMPLE)
    assert is_national_id(STANDARD_EXAMPLE.lower())
    assert not [digit for digit in "0123456789" if is_national_id(STANDARD_EXAMPLE[:17] + digit)]
    assert not is_national_id("110105194913310021"), "there is no month 13"


def reason(column: str, *values: str) -> str | None:
    inspection = Inspection()
    inspection.add(values)
    return inspection.reason(column)


def test_one_national_number_is_enough_and_the_others_need_company():
    plain = ["17.1"] * 99
    assert "national identity" in (reason("NOTE", *plain, f"证件{STANDARD_EXAMPLE}。") or "")
    assert reason("NOTE", *plain, "13800138000") is None
    assert "mobile" in (reason("NOTE", "13800138000", "+86 138-0013-8000") or "")
    assert "e-mail" in (reason("NOTE", "wang@example.org", "") or "")


def test_numbers_of_other_kinds_are_none():
    assert reason("LBREFID", "13800138000", "13800138001") is None, "bar codes of a laboratory"
    assert reason("LBORRES", "12345678901", "10000000000", "2026-03-24T10:30") is None
    assert reason("LBDTC", "202603241030", "2026-03-24 10:30:00") is None


@pytest.mark.parametrize("trial", ["pilot", "tdf", "msg/xpt", "msg/json", "msg/ndjson", "msg/dsjc"])
def test_no_column_of_a_real_trial_is_taken_for_one(shared, tmp_path, trial):
    sources, _ = open_sources(shared / "data" / trial, declared_domains(), tmp_path, lambda share, name: None)
    assert sources
    assert {source.dataset.file: found for source in sources if (found := identifying(source.dataset))} == {}


def test_no_column_of_the_simulated_trial_is_taken_for_one(simulated_folder, tmp_path):
    sources, _ = open_sources(simulated_folder, declared_domains(), tmp_path, lambda share, name: None)
    assert {source.dataset.file: found for source in sources if (found := identifying(source.dataset))} == {}
