"""Every expected answer about the trials, computed with R or published, asked of the built database."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from data_access import build
from tests.oracle_answers import events, laboratory, sample, subjects, times
from tests.oracle_answers.common import Answer, assert_same

Opened = Callable[[str], duckdb.DuckDBPyConnection]

PILOT: dict[str, Answer] = subjects.ANSWERS | laboratory.ANSWERS | events.ANSWERS | times.ANSWERS
TRIAL_OF = {"CP-SUPPDS-01": "tdf", **dict.fromkeys(sample.JAPANESE, "i18n")}
QUESTIONS = (
    [(oracle, TRIAL_OF.get(oracle, "pilot"), answer) for oracle, answer in (PILOT | sample.JAPANESE).items()]
    + [(oracle, "msg/xpt", answer) for oracle, answer in sample.ANSWERS.items()]
    + [(oracle, "msg/json", answer) for oracle, answer in sample.ANSWERS.items()]
)
REFUSED = {"BAD-01"}
ELSEWHERE = ("EL-", "PBC-", "PBCSEQ-")
"""Not about a built trial: tests/clinical/scores/test_meld.py and tests/clinical/statistics/test_pbc.py answer them."""


def question_id(question: Any) -> str | None:
    return question if isinstance(question, str) and "/" not in question else None


@pytest.mark.parametrize(
    ("oracle", "trial", "answer"),
    QUESTIONS,
    ids=[f"{oracle}-json" if trial == "msg/json" else oracle for oracle, trial, _ in QUESTIONS],
)
def test_answer_against_oracle(
    oracle: str, trial: str, answer: Answer, oracles: dict[str, dict], opened: Opened
) -> None:
    item = oracles[oracle]
    assert_same(answer(opened(trial), oracle), item["expected"], item.get("tolerance", 0))


def test_a_web_page_named_xpt_is_refused_by_name_bad_01(
    oracles: dict[str, dict], shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (page,) = (shared / "data/bad_files").glob("*.xpt")
    assert page.read_text(encoding="latin-1").startswith(oracles["BAD-01"]["expected"]["starts_with"])
    assert build.main([str(page.parent), "--out", str(tmp_path / "out.duckdb")]) != 0
    assert page.name in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_no_oracle_about_the_trials_is_left_without_an_answer(oracles: dict[str, dict]) -> None:
    asked = {oracle for oracle, _, _ in QUESTIONS} | REFUSED
    assert {oracle for oracle in oracles if not oracle.startswith(ELSEWHERE)} == asked
