"""Cells as moments and as results; right values from faults.md S6 and S7, ISO 8601 and the ways hospitals write."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.importing.reading import results
from data_access.importing.reading.dates import moment
from data_access.importing.reading.results import LIMIT, NOT_DONE, NUMBER, TEXT, UNREAD, result


@pytest.mark.parametrize(("written", "iso"), [
    ("2026-03-01 08:30:15.0", "2026-03-01T08:30"), ("2026/3/1 下午 2:05:00", "2026-03-01T14:05"),
    ("2026-03-01 24:00", "2026-03-02T00:00"), ("46082.354166667", "2026-03-01T08:30"),
    ("20260301083000", "2026-03-01T08:30"), ("01-MAR-2026", "2026-03-01"), ("2026年3月", "2026-03"),
    ("2026年3月1日 8时30分", "2026-03-01T08:30"), ("2026-03-01 8:30 PM", "2026-03-01T20:30"),
    ("45966.597222222", "2025-11-05T14:20"), ("2025-11-05 14:20:00.0", "2025-11-05T14:20"),
    ("2026.3.1 08:30", "2026-03-01T08:30"),
    ("20260301 0830", "2026-03-01T08:30"), ("46082", "2026-03-01"), ("46082.354", "2026-03-01T08:30"),
    ("01MAR2026:08:30:00", "2026-03-01T08:30"), ("2026-03-01 星期日", "2026-03-01"),
    ("2026-03-01 12:05 AM", "2026-03-01T00:05"),
    ("2026-03-01 中午12:30", "2026-03-01T12:30"), ("2026-03-01T08:30:00+08:00", "2026-03-01T08:30"),
    ("2026-02-28 24:00", "2026-03-01T00:00"),
])  # fmt: skip
def test_s6_forms_of_a_moment(written, iso):
    assert (moment(written).text, moment(written).read, moment(written).dropped) == (iso, True, "")


@pytest.mark.parametrize(
    "written", ["03/04/2026", "3月1日", "26-03-01", "2026-02-30", "2026-13-01", "很快", "2026-03-01 早餐前"]
)
def test_s6_what_is_no_certain_day_stays_unread(written):
    assert (moment(written).text, moment(written).read) == (written, False)


def test_s6_the_order_of_day_and_month_is_the_readers_choice():
    assert moment("03/04/2026", order="dmy").text == "2026-04-03"
    assert moment("03/04/2026 8:30", order="mdy").text == "2026-03-04T08:30"
    assert not moment("25/04/2026", order="mdy").read


@pytest.mark.parametrize("clock", ["33:10", "23:60", "24:01", "上午 14:00"])
def test_s6_a_time_that_is_none_is_dropped_and_named(clock):
    assert (moment(f"2026-03-01 {clock}").text, moment(f"2026-03-01 {clock}").dropped) == (
        "2026-03-01",
        clock,
    )


@given(st.datetimes(datetime(1990, 1, 1), datetime(2079, 12, 31)))
def test_every_minute_comes_back_from_every_way_to_write_it(when):
    whole = when.replace(second=0, microsecond=0)
    iso = whole.isoformat(timespec="minutes")
    ways = (
        f"{whole:%Y-%m-%d %H:%M:%S}", f"{whole.year}/{whole.month}/{whole.day} {whole.hour}:{whole:%M}",
        f"{whole:%Y%m%d%H%M%S}",
        f"{whole.year}年{whole.month}月{whole.day}日{whole.hour}时{whole.minute}分", f"{whole:%d-%b-%Y %I:%M %p}",
    )  # fmt: skip
    assert [moment(way).text for way in ways] == [iso] * len(ways)
    serial = (whole - datetime(1899, 12, 30)) / timedelta(days=1)
    assert moment(f"{serial:.9f}").text == (iso if whole.hour or whole.minute else whole.date().isoformat())
    assert moment(f"{(whole - datetime(1904, 1, 1)).days}", date(1904, 1, 1)).text in (
        whole.date().isoformat(),
    )


@pytest.mark.parametrize(("written", "kind", "text", "number", "unit", "flag"), [
    ("342.0↑", NUMBER, "342.0", "342.0", "", "HIGH"), ("342 H", NUMBER, "342", "342", "", "HIGH"),
    ("H 342", NUMBER, "342", "342", "", "HIGH"), ("342*", NUMBER, "342", "342", "", "ABNORMAL"),
    ("342μmol/L", NUMBER, "342", "342", "μmol/L", ""), ("1,234", NUMBER, "1234", "1234", "", ""),
    ("1.23×10^5", NUMBER, "123000", "123000", "", ""), ("1.23×10⁵", NUMBER, "123000", "123000", "", ""),
    ("1.2E+3", NUMBER, "1200", "1200", "", ""), ("4.5×10⁹/L", NUMBER, "4.5", "4.5", "×10^9/L", ""),
    ("3+", TEXT, "3+", "", "", ""), ("1:80", TEXT, "1:80", "", "", ""), ("阴性", TEXT, "阴性", "", "", ""),
    ("未检出", TEXT, "未检出", "", "", ""), ("阳性(+)", TEXT, "阳性(+)", "", "", ""),
    ("＋＋", TEXT, "++", "", "", ""),
    ("溶血", NOT_DONE, "溶血", "", "", ""), ("标本不足", NOT_DONE, "标本不足", "", "", ""),
    ("未做", NOT_DONE, "未做", "", "", ""),
    ("—", NOT_DONE, "—", "", "", ""), ("/", NOT_DONE, "/", "", "", ""),
    ("not done", NOT_DONE, "not done", "", "", ""),
    ("３５６．２", NUMBER, "356.2", "356.2", "", ""), ("３５６。２", NUMBER, "356.2", "356.2", "", ""),
    ("↓23.5", NUMBER, "23.5", "23.5", "", "LOW"),
    ("<3.4", LIMIT, "<3.4", "", "", ""), ("≥600", LIMIT, ">=600", "", "", ""),
    ("＞600", LIMIT, ">600", "", "", ""),
    (">1,000 U/L ↑", LIMIT, ">1000", "", "U/L", "HIGH"), ("小于5", LIMIT, "<5", "", "", ""),
    ("29%", NUMBER, "29", "29", "%", ""),
    ("-1.5", NUMBER, "-1.5", "-1.5", "", ""), ("17,5", UNREAD, "17,5", "", "", ""),
    ("1,23", UNREAD, "1,23", "", "", ""),
    ("转ICU", UNREAD, "转ICU", "", "", ""), ("12-15", UNREAD, "12-15", "", "", ""),
    ("1.2.3", UNREAD, "1.2.3", "", "", ""),
])  # fmt: skip
def test_s7_forms_of_a_result(written, kind, text, number, unit, flag):
    assert result(written) == results.Result(kind, text, number, unit, flag)


@given(
    st.decimals(0, 100000, places=2),
    st.sampled_from(["", "↑", " H", "*", " (L)", "偏高"]),
    st.sampled_from(["", "U/L", " g/L"]),
)
def test_a_flag_and_a_unit_never_change_a_number(number, flag, unit):
    found = result(f"{number}{unit}{flag}")
    assert (found.kind, found.number, found.unit) == (NUMBER, str(number), unit.strip())
    assert bool(found.flag) == bool(flag)
