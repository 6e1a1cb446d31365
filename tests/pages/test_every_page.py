"""Every page, in both languages, on three trials: it runs, bears the data label, shows words and no keys."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data_access.common import database
from pages.common.text import LANGUAGE_NAMES, LANGUAGES, string_table
from tests.pages.app import link

FRAME = Path(__file__).parents[2] / "pages" / "frame.py"
PAGES = sorted(
    path.name for path in FRAME.parent.glob("*.py") if path.name not in ("__init__.py", "frame.py")
)
TRIALS = ("simulated", "pilot", "msg/xpt")
SIMULATED_LABEL = {"zh": "模拟数据", "en": "SIMULATED DATA"}
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
LANGUAGE_SWITCH = {*LANGUAGE_NAMES.values(), "语言"}
KEY_LIKE = re.compile(r"[a-z_]+(?:\.[A-Za-z0-9_]+)+")
TIMEOUT_S = 60


def elements(block: Any) -> Iterator[Any]:
    """Every element below a block, in the order of the screen."""
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from elements(child)
        else:
            yield child


def words_on_screen(app: AppTest) -> list[str]:
    """Every text that the page sends: of elements, their options and the figures."""
    found: list[str] = []
    for element in (*elements(app.main), *elements(app.sidebar)):
        found += texts(element.proto)
    return found


def texts(message: Any) -> Iterator[str]:
    """Every text in a message to the browser."""
    for field, value in message.ListFields():
        values = value if field.is_repeated else [value]
        for item in values:
            if isinstance(item, str):
                yield item
            elif hasattr(item, "ListFields"):
                yield from texts(item)


def opened_page(page: str, language: str) -> AppTest:
    return link(page, lang=language).run()


@pytest.fixture
def in_trial(
    request: pytest.FixtureRequest, database_file: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> str:
    """The app's database is the trial that the test is parametrised with."""
    monkeypatch.setenv(database.ENVIRONMENT, str(database_file(request.param)))
    return request.param


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("in_trial", TRIALS, indirect=True)
def test_page_opens(in_trial, page, language):
    app = opened_page(page, language)
    assert [error.message for error in app.exception] == []
    words = words_on_screen(app)
    label = SIMULATED_LABEL[language] if in_trial == "simulated" else database.current().snapshot.study
    assert any(label in text for text in words), f"the data label is missing: {words[:5]}"
    keys = {token for text in words for token in KEY_LIKE.findall(text)} & set(string_table())
    assert keys == set(), "keys instead of words"
    if language == "en" and in_trial != "simulated":
        chinese = {found for text in words for found in CHINESE.findall(text)}
        assert chinese <= LANGUAGE_SWITCH, "Chinese words on an English page"


@pytest.mark.parametrize("wish", ["", "fr", "zh-CN", "EN", "<script>"])
@pytest.mark.parametrize("in_trial", ["pilot"], indirect=True)
def test_an_unknown_language_falls_back_quietly(in_trial, wish):
    app = AppTest.from_file(str(FRAME), default_timeout=TIMEOUT_S)
    app.query_params["lang"] = wish
    app.run()
    assert [error.message for error in app.exception] == []
    assert any(database.current().snapshot.study in text for text in words_on_screen(app))
