"""Rows on their way to a reader without dates: every date is a day, under the name of one, and nothing else moves."""

from datetime import date

import pytest
from pandas import DataFrame, NaT, Timestamp, isna

from pages.common import study_days
from pages.common.text import Words

EN = Words("en", in_days=True)


def told(table: DataFrame, text: Words = EN) -> dict[str, list]:
    shown = study_days.shown(table, text)
    return {name: [None if isna(value) else value for value in shown[name]] for name in shown.columns}


def test_who_sees_dates_sees_the_table_as_it_is():
    table = DataFrame({"adt": [Timestamp("2026-03-04")], "aestdtc": ["2026-03"]})
    assert study_days.shown(table, Words("en")) is table


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"adt": [Timestamp("2000-01-15"), NaT, Timestamp("1999-12-31")]}, {"ady": [15, None, -1]}),
        ({"adt": [Timestamp("2000-01-15")], "ady": [15]}, {"ady": [15]}),
        ({"adtm": [Timestamp("2000-01-15 08:30"), NaT]}, {"ady": [15, None], "atm": ["08:30", None]}),
        ({"aestdtc": ["2000-01-02", None]}, {"aestdy": [2, None]}),
        ({"exstdtc": ["2000-01-02T10:55"]}, {"exstdy": [2], "exsttm": ["10:55"]}),
        ({"exstdtc": ["2000-01-02T10:55", "2000-01-03"]}, {"exstdy": [2, 3], "exsttm": ["10:55", None]}),
        ({"Begin": [Timestamp("2000-01-02 10:55"), NaT]}, {"Begin": ["D2 10:55", None]}),
        ({"Day": [date(2000, 1, 8), None, NaT]}, {"Day": ["D8", None, None]}),
        ({"planned_date": [date(2000, 1, 8)]}, {"planned_dy": [8]}),
        ({"taken": ["2000-01-02 10:55", "1999-12-30"]}, {"taken": ["D2 10:55", "D-2"]}),
        ({"Begin": [Timestamp("2000-01-02"), NaT]}, {"Begin": ["D2", None]}),
        ({"note": ["at 2000-01-02 10:55 · lb.csv", "none"]}, {"note": ["at D2 10:55 · lb.csv", "none"]}),
        ({"n": [20000102, 3], "aval": [1.5, None]}, {"n": [20000102, 3], "aval": [1.5, None]}),
        ({"adt": [NaT]}, {"ady": [None]}),
        ({"aestdtc": [None]}, {"aestdtc": [None]}),
    ],
)
def test_a_column_of_dates_becomes_one_of_days(columns, expected):
    assert told(DataFrame(columns)) == expected


def test_rows_keep_their_place_and_the_language_its_word():
    table = DataFrame({"taken": ["2000-01-02", "2000-01-01"]}, index=[7, 3])
    shown = study_days.shown(table, Words("zh", in_days=True))
    assert shown.index.tolist() == [7, 3]
    assert shown["taken"].tolist() == ["第2天", "第1天"]
