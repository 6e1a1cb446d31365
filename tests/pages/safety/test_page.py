"""The safety page: every exhibit on every trial, with one patient and no events, and what a click on a cell lists."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from data_access.common.database import open_database
from data_access.common.study import study
from pages.common.text import Words, string_table
from pages.meeting import bar
from pages.parts.safety import events, infusion_toxicity, listings, liver_injury, risk_difference, shift
from tests.charts.frames import valid
from tests.data_access.opened import opened
from tests.data_access.tiny_trial import planned_trial, rule
from tests.pages.test_every_page import FRAME, KEY_LIKE, TIMEOUT_S, in_trial, words_on_screen

VIEWS = ("infusion", "events", "difference", "liver", "shift", "listings")
ANY = (("layer", "any"), ("emergent", "emergent"))
EXHIBITS = {
    "infusion": infusion_toxicity.build,
    "events": lambda shown, text: events._built(shown, ANY, "grades", text),
    "difference": lambda shown, text: risk_difference._built(shown, (*ANY, ("versus", "0")), text),
    "liver": lambda shown, text: liver_injury._built(shown, "baseline", "ALT", text),
    "shift": lambda shown, text: shift._built(shown, shift.DEFAULT, "bilirubin", text),
    "listings": listings.build,
}
MOST_BYTES = 150_000
__all__ = ["in_trial"]


def shown(view, **choices):
    app = AppTest.from_file(str(FRAME), default_timeout=TIMEOUT_S)
    app.query_params["lang"] = "en"
    for key, value in {"safety_view": view, **choices}.items():
        app.session_state[f"kept_{key}"] = value
    return app.switch_page("safety.py").run()


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("in_trial", ["simulated", "pilot", "msg/xpt"], indirect=True)
def test_every_exhibit_is_shown_in_words(in_trial, view):
    app = shown(view)
    assert [error.message for error in app.exception] == []
    (title,) = app.subheader
    assert "?" in title.value
    words = words_on_screen(app)
    assert any(re.search(r"code\b.*:\w{8}:\w{8}", text.replace("\\", "")) for text in words)
    assert {token for text in words for token in KEY_LIKE.findall(text)} & set(string_table()) == set()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("view", VIEWS)
def test_one_patient_without_any_event_gets_an_exhibit_that_says_so(view, language):
    with planned_trial({"one": rule(None)}) as connection:
        db = opened(connection)
        about = bar.Meeting(db, study.__wrapped__(db), "randomised", "planned", False)
        exhibit = EXHIBITS[view](about, Words(language))
    assert exhibit.sizes == (("MSC-EV", 1),)
    if exhibit.figure is not None:
        valid(exhibit.figure)
        said = " ".join(note.text for note in exhibit.figure.layout.annotations)
        assert "snapshot" in said or "快照" in said


def test_a_cell_that_is_clicked_asks_for_its_row_and_arm(database_file):
    db = open_database(database_file("pilot"))
    about = bar.Meeting(db, study.__wrapped__(db), "treated", "planned", False)
    exhibit = events._built(about, ANY, "patients", Words("en"))
    _, view, _ = exhibit.below.args
    place = next(number for number, cell in enumerate(view.cells) if cell.term == "PRURITUS")
    column = next(name for name, arm in view.arms.items() if arm == "Placebo")
    assert view.shown.loc[place, column] == "8 (9.3%)"
    assert view.cells[place].kind == "PT"


def test_figures_of_254_patients_stay_small(database_file):
    db = open_database(database_file("pilot"))
    about = bar.Meeting(db, study.__wrapped__(db), "randomised", "planned", False)
    for view, build in EXHIBITS.items():
        figure = build(about, Words("zh")).figure
        assert figure is None or len(figure.to_json().encode()) < MOST_BYTES, view
