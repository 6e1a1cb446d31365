"""The whole ward on A4 (faults.md W21): whole, labelled, and saying what the board says."""

from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest

from data_access.building.analysis.board import ACTIVE
from data_access.common.database import open_database
from data_access.common.study import study
from data_access.ward import board
from pages.common.text import LANGUAGES, Words
from pages.parts.news.since import Since
from pages.parts.ward import paper
from pages.parts.ward.choice import Choice

SINCE = Since(date(2026, 3, 30), date(2026, 3, 30), date(2026, 3, 30), "since 2026-03-30")
MADE = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)


class Rows(HTMLParser):
    """The text of each row of the table."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append("")

    def handle_data(self, data):
        if self.rows:
            self.rows[-1] += data + " "


def sheet(database, language="en", **chosen):
    choice = Choice(**{"status": None, "arm": None, "order": "worst"} | chosen)
    return paper.document(database, choice, SINCE, study(database), Words(language), made_at=MADE)


@pytest.fixture
def simulated(database_file):
    return open_database(database_file("simulated"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_patient_who_can_be_helped_has_a_row_in_the_order_of_the_board(simulated, language):
    rows = Rows(sheet(simulated, language)).rows[1:]
    everybody = board.board(simulated)
    expected = everybody[everybody["status"].isin(ACTIVE)]["usubjid"].tolist()
    assert [row.split()[0] for row in rows] == expected


def test_the_worst_patient_has_what_stands_out_with_its_numbers_and_changes(simulated):
    first = Rows(sheet(simulated)).rows[1]
    for said in (
        "SIM-044",
        "Lactate 6.06",
        "MAP low 60",
        "Glucose low 3.64",
        "PCT 4.39",
        "(47)",
        "+6 / 7 d ○",
        "+7.3 / d",
    ):
        assert said in first, said


def test_a_choice_of_the_board_is_that_of_the_sheet_and_how_many_are_left_out_is_said(simulated):
    text = sheet(simulated, status="DEAD", order="subject")
    rows = Rows(text).rows[1:]
    died = board.board(simulated, "DEAD", None, "subject")["usubjid"].tolist()
    assert [row.split()[0] for row in rows] == died
    assert Words("en")("round.said", n=len(died), all=len(board.board(simulated))) in text


@pytest.mark.parametrize("trial", ["simulated", "pilot", "odd", "msg/xpt"])
def test_the_sheet_says_what_data_it_holds_and_needs_nothing_else(database_file, trial):
    database = open_database(database_file(trial))
    text = sheet(database)
    about = study(database)
    assert about.snapshot in text and about.data_cutoff in text
    assert not {"script", "link", "img", "iframe"} & Rows(text).tags
