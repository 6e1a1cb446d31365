"""The worked examples of the self-test page: all pass, and each is what its source says."""

import json

import pytest

from clinical.protocols.worked_cases import EXAMPLES, run_all
from clinical.protocols.worked_examples import CASE_1, ScoreExample
from tests.clinical import eligible
from tests.clinical.vectors import keywords


def test_every_worked_example_passes():
    assert [outcome.id for outcome in run_all() if not outcome.passed] == []


def test_an_example_with_another_answer_fails():
    wrong = ScoreExample("wrong", "MELD", EXAMPLES[0].inputs, 21, "nowhere")
    assert not wrong.run().passed


@pytest.mark.parametrize("example", [e for e in EXAMPLES if isinstance(e, ScoreExample)], ids=lambda e: e.id)
def test_the_example_is_the_published_vector(example, shared):
    text = (shared / "clinical/score_vectors.json").read_text(encoding="utf-8")
    vector = next(each for each in json.loads(text)["vectors"] if each["id"] == example.id)
    assert vector["use"]
    expected = vector["expected"]
    assert example.expected == next(
        expected[key] for key in ("score", "score_3dp", "r_1dp") if key in expected
    )
    measured = {"bilirubin_umol_l", "inr", "creatinine_umol_l", "albumin_g_l", "sodium_mmol_l", "alt", "alp"}
    ours = {
        name: example._converted(name, given) for name, given in example.inputs.items() if name in measured
    }
    if example.code == "RRATIO":
        published = {name: entry["value"] for name, entry in vector["inputs"].items()}
    else:
        published = keywords(vector)
    assert ours == pytest.approx({name: published[name] for name in ours})


def test_case_1_is_the_candidate_of_the_tests():
    assert dict(CASE_1) == eligible.CASE_1


def test_every_golden_case_is_on_the_page():
    cases = {example.id.rstrip("abcde") for example in EXAMPLES if example.id.startswith("Case")}
    assert cases == {f"Case {number}" for number in range(1, 11)}
