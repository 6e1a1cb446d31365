"""Hostile text in every field: on every page, in every view and in both languages it is text and nothing else."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data_access.common import database
from pages.common.text import LANGUAGES, plain
from tests.hostile_trial import NULL_LIKE, TURN
from tests.pages.test_every_page import PAGES, elements, opened_page, texts
from tests.pages.test_odd_patients import blocks, fold_key, switches

# Options, cells of a grid and code are text to Streamlit, whatever they hold; cells of `st.table` are markdown.
LITERAL = ("selectbox", "multiselect", "dataframe", "code")
TAGS = r"(?<!\\)<(b>x|img|script>alert|a href|/svg|br>second)"
# The second line acts even behind a backslash (tests/browser/test_hostile_text.py looks at it).
IN_MARKDOWN = re.compile(
    TAGS + r"|(?<!\\)(\*\*b|`z`|\$x|:red\[y|\[l\]|&lt;i|~~z)"
    r"|:material/|:\\?//|-\\?>"
)
IN_HTML = IN_FIGURE = re.compile(TAGS)
IN_TEMPLATE = re.compile(r"%\{x\} \{n\}|%\{customdata\[0\]\} \{n\}")
NOT_SHOWN = ("legendgroup",)
PATIENTS_EACH = 6


@pytest.fixture(autouse=True)
def in_hostile_trial(database_file, monkeypatch):
    monkeypatch.setenv(database.ENVIRONMENT, str(database_file("hostile")))


def acting(app: AppTest) -> Iterator[str]:
    """Every text on the screen in which something of the data acts."""
    for element in elements(app.main):
        if element.type == "plotly_chart":
            yield from acting_in_figure(json.loads(element.proto.spec))
        elif element.type not in LITERAL:
            pattern = IN_HTML if element.type == "html" else IN_MARKDOWN
            yield from (f"{element.type}: {said!r}" for said in texts(element.proto) if acts(pattern, said))


def acts(pattern: re.Pattern[str], said: str) -> bool:
    """Whether data act in a text; the identity of a widget may hold a subject, and nobody reads it."""
    return not said.startswith("$$ID-") and (bool(pattern.search(said)) or TURN in said)


def acting_in_figure(part: Any, name: str = "") -> Iterator[str]:
    """The same in a figure, with the name of the attribute; a template must hold no field of the data's."""
    if isinstance(part, dict):
        for key in part.keys() - set(NOT_SHOWN):
            yield from acting_in_figure(part[key], key)
    elif isinstance(part, list):
        for each in part:
            yield from acting_in_figure(each, name)
    elif isinstance(part, str) and (
        acts(IN_FIGURE, part) or (name.endswith("template") and IN_TEMPLATE.search(part))
    ):
        yield f"figure, {name}: {part!r}"


def run(app: AppTest) -> None:
    """Run the page with every fold open that knows whether it is."""
    for fold in filter(None, map(fold_key, blocks(app.main))):
        app.session_state[fold] = True
    app.run()
    assert [error.message for error in app.exception] == []
    assert [found[:300] for found in acting(app)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_hostile_text_is_text_on_every_page_in_every_view(page, language):
    app = opened_page(page, language)
    run(app)
    for key, options in [(switch.key, switch.options) for switch in switches(app)]:
        for option in [*options[1:], options[0]]:
            next(group for group in app.get("button_group") if group.key == key).set_value(option)
            run(app)
    boxes = [box for box in app.selectbox if set(NULL_LIKE) & set(box.options)]
    for key, options in [(box.key, box.options) for box in boxes]:
        for subject in sorted(options)[:: max(1, len(options) // PATIENTS_EACH)]:
            if key in [box.key for box in app.selectbox]:  # a name chosen on the board leads to the patient
                app.selectbox(key=key).set_value(subject)
                run(app)


@pytest.mark.parametrize(
    "said",
    [
        "nan",
        "=1+1",
        "a  b",
        "-0",
        "H~2~O",
        "see https://example.org",
        ":material/home:",
        "me@example.org",
        "x -> y",
    ],
)
def test_what_is_made_plain_is_still_the_same_to_the_eye(said):
    seen = re.sub(r"\\(?=[^\w\s])|\u2060", "", plain(said))
    assert seen == " ".join(said.split())
