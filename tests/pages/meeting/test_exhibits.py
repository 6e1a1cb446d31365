"""The one list of exhibits: each has a name in both languages and a question that `verify` can ask again."""

from data_access.meeting.questions import QUESTIONS
from pages.common.text import LANGUAGES, Words
from pages.meeting import bar
from pages.parts.meeting.exhibits import EXHIBITS


def test_every_exhibit_asks_a_question_that_verify_knows_and_every_question_of_a_page_has_an_exhibit():
    assert {entry.question for entry in EXHIBITS} == QUESTIONS.keys()


def test_the_list_is_in_the_order_of_the_pages_and_each_view_is_named_in_both_languages():
    pages = [entry.page for entry in EXHIBITS]
    order = [page.removesuffix(".py") for page in bar.PAGES]
    assert list(dict.fromkeys(pages)) == order
    assert pages == sorted(pages, key=order.index)
    for language in LANGUAGES:
        assert all(Words(language).has(f"{entry.page}.view.{entry.view}") for entry in EXHIBITS)
    assert len({(entry.page, entry.view) for entry in EXHIBITS}) == len(EXHIBITS) > 0
