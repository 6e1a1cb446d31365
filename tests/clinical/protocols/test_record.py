"""The registered record: complete, in both languages, and free of the machine translation's errors."""

import re

import pytest

from clinical.common.disclaimer import FOOTER, INTENDED_USE, NOT_STORED, OPEN_STUDY
from clinical.eligibility.criteria import CRITERIA
from clinical.protocols.contradictions import CONTRADICTIONS, NOT_REGISTERED
from clinical.protocols.record import ENTRIES, PRIMARY_OUTCOMES, SECONDARY_OUTCOMES, SOURCES

TEXTS = (
    *(text for entry in ENTRIES for text in (entry.title, entry.text)),
    *(text for o in (*PRIMARY_OUTCOMES, *SECONDARY_OUTCOMES) for text in (o.title, o.measure, o.time_frame)),
    *(text for entry in CONTRADICTIONS for text in (entry.finding, entry.decision)),
    *(text for criterion in CRITERIA for text in (criterion.title, criterion.wording, criterion.origin)),
    *(FOOTER, INTENDED_USE, NOT_STORED, OPEN_STUDY, NOT_REGISTERED, SOURCES),
)


def test_all_contradictions_and_outcomes_of_the_record_are_there():
    assert [entry.id for entry in CONTRADICTIONS] == [f"C{number}" for number in range(1, 26)]
    assert (len(PRIMARY_OUTCOMES), len(SECONDARY_OUTCOMES)) == (7, 2)


def test_the_footer_says_what_the_product_is_not():
    assert FOOTER.en.startswith("Registry-based aid for checking; not a medical device; not a substitute")
    assert "不是医疗器械" in FOOTER.zh


def test_the_contradictions_are_those_of_the_design_document(shared):
    document = (shared / "clinical/trial.md").read_text(encoding="utf-8")
    table = document[document.index("### 1.5") : document.index("### 1.6")]
    assert re.findall(r"^\| (C\d+) \|", table, flags=re.MULTILINE) == [entry.id for entry in CONTRADICTIONS]


@pytest.mark.parametrize(
    "wrong", ["慢性慢性", "武器", "屏蔽", "打开标签", "鼓室", "碳水化合物", "地位", "肝昏迷", "安慰剂"]
)
def test_no_word_of_the_machine_translation_is_used(wrong):
    assert not [text.zh for text in TEXTS if wrong in text.zh]


def test_the_control_is_never_called_placebo_and_nothing_recommends_enrolment():
    for text in TEXTS:
        assert "placebo" not in text.en.lower()
        assert "recommend" not in text.en.lower()
