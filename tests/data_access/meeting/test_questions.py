"""Answers with a code: the same question gives the same code, and the code can be checked by anybody."""

from pathlib import Path

import pandas as pd
import pytest

from data_access import verify
from data_access.access_log.append import ENVIRONMENT, path_of_log
from data_access.common.database import Database, open_database
from data_access.masking import masked_copy
from data_access.masking.hidden import Hidden
from data_access.masking.mask_key import key_beside
from data_access.masking.masked_copy import without
from data_access.meeting import questions
from data_access.meeting.questions import NoSuchAnswer, fingerprint


@pytest.fixture(scope="module")
def simulated(database_file) -> Path:
    return database_file("simulated")


@pytest.fixture(scope="module")
def db(simulated) -> Database:
    return open_database(simulated)


def test_the_code_of_an_answer_is_found_equal(db, simulated, capsys):
    code = questions.ask(db, "flow").code
    assert verify.main([code, "--database", str(simulated)]) == verify.EQUAL
    assert "EQUAL" in capsys.readouterr().out


def test_other_numbers_are_found_different(db, simulated, capsys):
    question, snapshot, _ = questions.ask(db, "flow").code.split(":")
    assert verify.main([f"{question}:{snapshot}:00000000", "--database", str(simulated)]) == verify.DIFFERENT
    assert "NOT EQUAL" in capsys.readouterr().out


def test_a_code_of_another_snapshot_names_both(db, simulated, database_file, capsys):
    code = questions.ask(db, "flow").code
    pilot = database_file("pilot")
    assert verify.main([code, "--database", str(pilot)]) == verify.DIFFERENT
    said = capsys.readouterr().out
    assert db.snapshot.hash[:8] in said
    assert open_database(pilot).snapshot.hash[:8] in said


@pytest.mark.parametrize("code", ["", "nothing:1:2", "flow", "flow:1:2:3:4", "; DROP TABLE x", "flow:" * 50])
def test_what_is_no_code_gets_a_sentence(code, simulated, capsys):
    assert verify.main([code or " ", "--database", str(simulated)]) == verify.UNREADABLE
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Traceback" not in said
    with pytest.raises(NoSuchAnswer):
        questions.parse(code)


def test_a_question_says_which_choices_it_has(db):
    with pytest.raises(TypeError, match="flow"):
        questions.ask(db, "flow", analysis_set="randomised")


def test_the_fingerprint_sees_every_number_name_and_order():
    table = pd.DataFrame({"arm": ["A", "B"], "n": [1, 2]})
    others = [
        table.assign(n=[1, 3]),
        table.rename(columns={"n": "m"}),
        table.iloc[::-1],
        table.assign(n=[1, None]),
        table.assign(arm=["A", "C"]),
    ]
    assert len({fingerprint({"t": each}) for each in [table, *others]}) == 1 + len(others)
    assert fingerprint({"t": table}) != fingerprint({"other": table})


def test_the_fingerprint_is_blind_to_number_types_and_to_the_last_bits():
    exact = pd.DataFrame({"x": [1, 2]})
    close = pd.DataFrame({"x": [1.0, 2.0 + 1e-13]})
    assert fingerprint({"t": exact}) == fingerprint({"t": close})


def test_m10_numbers_of_another_snapshot_are_never_equal(db, simulated, capsys):
    question, _, numbers = questions.ask(db, "flow").code.split(":")
    code = f"{question}:deadbeef:{numbers}"
    assert verify.main([code, "--database", str(simulated)]) == verify.DIFFERENT
    assert "made from snapshot deadbeef" in capsys.readouterr().out


LIVER = {"analysis_set": "randomised", "treatment": "planned", "enzyme": "ALT", "multiple": "baseline"}


def test_m11_the_code_of_a_de_identified_figure_is_found_equal_on_the_same_file(db, simulated, monkeypatch):
    """Also in another process, which makes a copy of its own with other source rows."""
    masked = without(db, Hidden(identities=True, arms=False), key_beside(path_of_log()))
    code = questions.ask(masked, "liver_injury", **LIVER).code
    assert code != questions.ask(db, "liver_injury", **LIVER).code
    monkeypatch.setattr(masked_copy, "_made", {})
    assert verify.main([code, "--database", str(simulated)]) == verify.EQUAL


def test_m11_without_the_key_of_the_masks_the_reason_is_said(db, simulated, tmp_path, monkeypatch, capsys):
    masked = without(db, Hidden(identities=True, arms=False), key_beside(path_of_log()))
    code = questions.ask(masked, "liver_injury", **LIVER).code
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "access.jsonl"))
    assert verify.main([code, "--database", str(simulated)]) == verify.UNREADABLE
    assert "mask.key that made them is missing" in capsys.readouterr().err
    assert not (tmp_path / "mask.key").exists()
