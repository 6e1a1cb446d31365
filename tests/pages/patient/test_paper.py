"""The patient's sheet: complete, self-contained, labelled, and no data in it act as markup."""

from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from clinical.common.disclaimer import FOOTER
from data_access.common.database import open_database
from data_access.common.study import study
from data_access.patient import handover, profile
from pages.common import data_label
from pages.common.paper import cut
from pages.common.text import LANGUAGES, Words
from pages.parts.patient import paper
from pages.parts.patient.paper_lists import MOST_EVENTS, MOST_TREATMENTS
from tests.odd_trial import JAPANESE_TERMS, LONG_TERM, MARKUP, NASTY, TOO_MUCH
from tests.pages.test_every_page import KEY_LIKE, string_table

MADE_AT = datetime(2026, 4, 1, 3, 5, tzinfo=UTC)
ABSENT = {"nan", "NaN", "NaT", "<NA>", "inf"}
MOST_PATIENTS = 25
VOID = {"meta", "br"}
MAY_POINT_NOWHERE = {"src", "href", "xlink:href", "action", "data", "srcset", "poster"}


class Sheet(HTMLParser):
    """The text of a document, its tags, and that every tag is closed in its place."""

    def __init__(self, document):
        super().__init__(convert_charrefs=True)
        self.open, self.tags, self.attributes, self.texts = [], [], [], []
        self.feed(document)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.texts.append(data)

    @property
    def text(self):
        return " ".join(self.texts)


def sheet_of(database, subject, language):
    return paper.document(database, subject, study(database), Words(language), made_at=MADE_AT)


@pytest.fixture
def odd(database_file):
    return open_database(database_file("odd"))


@pytest.fixture
def simulated(database_file):
    return open_database(database_file("simulated"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("trial", ["simulated", "odd", "pilot"])
def test_every_sheet_is_whole_labelled_and_needs_nothing_else(database_file, trial, language):
    database, text = open_database(database_file(trial)), Words(language)
    for subject in profile.patients(database)[:MOST_PATIENTS]:
        document = sheet_of(database, subject, language)
        sheet = Sheet(document)
        assert {name for name, _ in sheet.attributes} & MAY_POINT_NOWHERE == set()
        assert "url(" not in document and "@import" not in document
        assert {"script", "link", "iframe", "img", "object"}.isdisjoint(sheet.tags)
        assert data_label.stamp(study(database), text) in sheet.text
        assert "2026-04-01 03:05 UTC" in sheet.text and FOOTER.of(language) in sheet.text
        assert (text("frame.simulated") in sheet.text) == (trial == "simulated")
        keys = {token for part in sheet.texts for token in KEY_LIKE.findall(part)} & set(string_table())
        assert keys == set(), "keys instead of words"
        assert ABSENT.isdisjoint(sheet.text.split()) and "None" not in sheet.texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hostile_patient_is_text(odd, language):
    sheet = Sheet(sheet_of(odd, NASTY, language))
    assert sheet.tags.count("b") and "img" not in sheet.tags
    assert NASTY.replace("\u202e", "\ufffd") in sheet.text
    assert MARKUP not in sheet_of(odd, NASTY, language) and "\u202e" not in sheet.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_left_out_is_counted(odd, language):
    text, sheet = Words(language), Sheet(sheet_of(odd, TOO_MUCH, language))
    events, treatments = handover.events(odd, TOO_MUCH), handover.treatments(odd, TOO_MUCH)
    assert text("sheet.more", n=len(events) - MOST_EVENTS) in sheet.texts
    assert text("sheet.more", n=len(treatments) - MOST_TREATMENTS) in sheet.texts


def test_a_long_term_ends_in_an_ellipsis(odd):
    sheet = Sheet(sheet_of(odd, "LONG-TERM", "en"))
    (shown,) = (part for part in sheet.texts if part.startswith("Very long term"))
    assert shown.endswith("…") and LONG_TERM.startswith(shown[:-1])


def test_a_chinese_character_takes_the_room_of_two_letters():
    assert cut("肝性脑病", 8) == "肝性脑病"
    assert cut("肝性脑病加重", 8) == "肝性脑…"
    assert cut("abcdefgh", 8) == "abcdefgh" and cut("abcdefghi", 8) == "abcdefg…"


def test_terms_of_another_language_stay_as_delivered(odd):
    events = handover.events(odd, "JAPANESE")
    assert set(events["aedecod"]) & set(JAPANESE_TERMS)
    assert events["aedecod"][0] in Sheet(sheet_of(odd, "JAPANESE", "zh")).texts


def test_an_absent_value_has_its_reason(odd):
    text = Words("en")
    nothing, partial = (Sheet(sheet_of(odd, subject, "en")) for subject in ("NOTHING", "PARTIAL-DATES"))
    assert nothing.texts.count(text("patient.not_measured")) >= 7
    assert text("sheet.date_unknown") in partial.texts
    assert text("sheet.dose_undated") in nothing.texts


def test_the_figures_are_those_of_the_newest_results(simulated):
    for subject in profile.patients(simulated):
        texts = Sheet(sheet_of(simulated, subject, "en")).texts
        for row in profile.newest(simulated, subject, ("CREAT", "SODIUM", "MELD")).itertuples():
            assert f"{row.aval:.0f}" in texts, (subject, row.paramcd)


def test_a_value_drawn_under_plasma_is_marked(simulated):
    text = Words("en")
    rows = simulated.rows(
        "SELECT usubjid, confound FROM adam.latest JOIN adam.board USING (usubjid) "
        "WHERE paramcd = 'INR' AND confound IS NOT NULL ORDER BY usubjid"
    )
    assert len(rows)
    for subject, confound in rows.itertuples(index=False, name=None):
        sheet = Sheet(sheet_of(simulated, subject, "en"))
        for code in confound.split(";"):
            assert f"○ {text(f'sheet.confound.{code}')}" in sheet.texts
