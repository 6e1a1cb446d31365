"""Every page for every odd patient, in both languages: nothing breaks, and no data act as markup."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data_access.common import database
from pages.common.text import LANGUAGES, plain
from tests.odd_trial import MARKUP, NASTY, patients
from tests.pages.test_every_page import PAGES, elements, opened_page, texts

SUBJECTS = sorted(subject for subject, _, _ in patients())
# A name chosen there opens the page of the patient, which has its own turn.
LEADS_AWAY = "named_subject"
# What Streamlit shows as it is, and never as markdown: options of lists and cells of tables.
LITERAL = ("selectbox", "multiselect", "dataframe", "table")


@pytest.fixture(autouse=True)
def in_odd_trial(database_file, monkeypatch):
    monkeypatch.setenv(database.ENVIRONMENT, str(database_file("odd")))


def read_as_markup(app: AppTest) -> Iterator[str]:
    """Every text on the screen that is read as markdown, as HTML or as the markup of a figure."""
    for element in elements(app.main):
        if element.type == "plotly_chart":
            yield from strings(json.loads(element.proto.spec))
        elif element.type not in LITERAL:
            # The identity of a widget may hold a subject; nobody reads it.
            yield from (text for text in texts(element.proto) if not text.startswith("$$ID-"))


def strings(value: object) -> Iterator[str]:
    """Every text in a JSON document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


def run(app: AppTest) -> None:
    """Run the page with every fold open that knows whether it is, and expect it calm."""
    for fold in filter(None, map(fold_key, blocks(app.main))):
        app.session_state[fold] = True
    app.run()
    assert [error.message for error in app.exception] == []
    assert [text for text in read_as_markup(app) if MARKUP in text] == []


def blocks(block: Any) -> Iterator[Any]:
    for child in block.children.values():
        if hasattr(child, "children"):
            yield child
            yield from blocks(child)


def fold_key(block: Any) -> str | None:
    """The key of an expander or a popover that runs the page when it is opened."""
    inner = getattr(block.proto, "popover", block.proto)
    named = re.fullmatch(r"\$\$ID-[0-9a-f]+-(\w+)", getattr(inner, "id", ""))
    return named[1] if named else None


def switches(app: AppTest) -> list[Any]:
    """The switches of the page itself: choices that are kept, without the language."""
    return [
        group
        for group in app.get("button_group")
        if group.key != "lang" and f"kept_{group.key}" in app.session_state
    ]


def choose_every_patient(app: AppTest, seen: set[str]) -> None:
    """Choose each odd patient in every list of patients that is not among the `seen`."""
    here = [box for box in app.selectbox if box.key != LEADS_AWAY]
    for box in [box for box in here if NASTY in box.options and box.key not in seen]:
        seen.add(box.key)
        for subject in box.options:
            app.selectbox(key=box.key).set_value(subject)
            run(app)
        app.selectbox(key=box.key).set_value(NASTY)
        run(app)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_page_opens_for_every_odd_patient_and_in_every_view(page, language):
    app, seen = opened_page(page, language), set()
    run(app)
    choose_every_patient(app, seen)
    for key, options in [(switch.key, switch.options) for switch in switches(app)]:
        for option in [*options[1:], options[0]]:
            next(group for group in app.get("button_group") if group.key == key).set_value(option)
            run(app)
            choose_every_patient(app, seen)


def test_the_patient_page_offers_every_odd_patient():
    assert sorted(opened_page("patient.py", "en").selectbox(key="subject").options) == SUBJECTS


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hostile_subject_id_stands_on_the_page_as_text(language):
    app = opened_page("patient.py", language)
    app.selectbox(key="subject").set_value(NASTY).run()
    assert any(plain(NASTY) in element.value for element in app.markdown)
