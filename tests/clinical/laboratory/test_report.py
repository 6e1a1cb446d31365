"""Laboratory reports as wards paste them: what is read, what is left alone, what is asked (issue 13)."""

import pytest

from clinical.laboratory.report import read_report


def values(text):
    return {read.paramcd: read.value for read in read_report(text).read}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TBil 342.5↑ INR 2.1 PTA 30 Cr 80", {"BILI": "342.5", "INR": "2.1", "PTA": "30", "CREAT": "80"}),
        ("总胆红素342.5↑，国际标准化比值 2.1，凝血酶原活动度30%", {"BILI": "342.5", "INR": "2.1", "PTA": "30 %"}),
        ("今日总胆红素升至342.5 μmol/L，INR2.1", {"BILI": "342.5 μmol/L", "INR": "2.1"}),
        ("TBIL: 20 mg/dL H; PT 24.1 s; INR=2.10", {"BILI": "20 mg/dL", "INR": "2.10"}),
        ("Total bilirubin >600 umol/L", {"BILI": ">600 umol/L"}),
        ("ＴＢＩＬ　３４２　ＰＴＡ　３０％", {"BILI": "342", "PTA": "30 %"}),
        ("肌酐(酶法) 80↓ 参考 57-97 钠 131 mmol/L", {"CREAT": "80", "SODIUM": "131 mmol/L"}),
        ("白蛋白 29.4 g/L CREA 0.9 mg/dL", {"ALB": "29.4 g/L", "CREAT": "0.9 mg/dL"}),
        ("PT-INR 1.9 PT% 35", {"INR": "1.9", "PTA": "35"}),
    ],
)  # fmt: skip
def test_a_ward_s_line_is_read(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "DBIL 210 直接胆红素 21",
        "前白蛋白 80",
        "尿肌酐 6000",
        "PT 24.1",
        "CRP 12",
        "ALT 900",
        "INR 2026-03-01",
        "TBil 溶血",
    ],
)
def test_another_test_is_left_alone_and_shown_as_not_read(text):
    report = read_report(text)
    assert report.read == ()
    assert "".join(report.rest).replace(" ", "") == text.replace(" ", "")


def test_the_upper_limit_printed_beside_bilirubin_is_read_with_it():
    report = read_report("总胆红素 342.5↑ μmol/L（5.1-17.1）")
    assert report.rest == ()
    (read,) = report.read
    assert (read.value, read.top) == ("342.5 μmol/L", "17.1 μmol/L")


def test_two_values_of_one_test_are_asked_and_not_chosen_between():
    report = read_report("3月1日 TBil 342，3月2日 TBil 310 INR 2.1")
    assert [read.value for read in report.twice] == ["342", "310"]
    assert [read.paramcd for read in report.read] == ["INR"]


def test_nothing_is_lost_between_what_was_read_and_the_rest():
    report = read_report("王医生：TBil 342 已复查 INR 2.1 谢谢")
    assert report.rest == ("王医生:", "已复查", "谢谢")
