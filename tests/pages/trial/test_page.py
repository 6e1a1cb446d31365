"""The page about the trial: every part opens, the self-test passes, the sheet for sign-off is whole."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from clinical.protocols.contradictions import CONTRADICTIONS
from clinical.protocols.worked_cases import EXAMPLES
from clinical.scores import REGISTRY
from data_access.common import database
from pages.common.text import Words
from pages.parts.trial import paper, record

FRAME = str(Path(__file__).parents[3] / "pages" / "frame.py")


@pytest.fixture(autouse=True)
def in_simulated(database_file, monkeypatch):
    monkeypatch.setenv(database.ENVIRONMENT, str(database_file("simulated")))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("part", record.PARTS)
def test_every_part_opens(part, language):
    app = AppTest.from_file(FRAME, default_timeout=60)
    app.query_params["lang"] = language
    app.session_state["trial_part"] = Words(language)(f"trial.part_{part}")
    app.switch_page("trial.py").run()
    assert [error.message for error in app.exception] == []
    shown = " ".join(element.proto.body for element in app.get("html"))
    marks = {
        "record": "NCT05940610",
        "criteria": "E5",
        "contradictions": "C25",
        "formulas": "3.78",
        "selftest": EXAMPLES[-1].id,
    }
    assert marks[part] in shown
    if part == "selftest":
        assert len(app.success) == 1
        assert f"{len(EXAMPLES)}" in app.success[0].value


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_sheet_for_sign_off_holds_everything(language):
    sheet = paper.document(Words(language), made_at=datetime(2026, 3, 1, tzinfo=UTC))
    for example in EXAMPLES:
        assert example.id in sheet
    for entry in CONTRADICTIONS:
        assert f">{entry.id}<" in sheet
    assert sheet.count("<tr>") > len(EXAMPLES) + len(CONTRADICTIONS) + len(REGISTRY)
    assert Words(language)("trial.fail") not in sheet
    assert "http" not in sheet


def test_what_is_not_verified_says_so():
    score = REGISTRY["COSSH2"]
    assert paper.caveat_of(score, Words("en")).startswith("not verified")
    assert paper.caveat_of(score, Words("zh")).startswith("未核实")
