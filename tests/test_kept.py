"""What tests keep between runs: made once, never stale, never half, and nobody writes into another's copy."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from tests import kept


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """These tests keep nothing for others."""
    monkeypatch.setattr(kept, "KEPT", tmp_path / "kept")


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "dm.csv").write_text("A01")
    return folder


@pytest.fixture
def copied(tmp_path, source):
    """copied(): what a new worker gets of a copy of the source; and how often it was made."""
    made, numbers = [], iter(range(100))

    def make(folder):
        made.append(folder)
        (folder / "built").write_text((source / "dm.csv").read_text())

    def copy(make=make):
        return kept.kept("trial/xpt", make, tmp_path / f"worker{next(numbers)}", source) / "built"

    return copy, made


def test_it_is_made_once_and_each_worker_may_write_into_its_own_copy(copied):
    copy, made = copied
    copy().write_text("spoilt")
    assert copy().read_text() == "A01" and len(made) == 1


def test_a_changed_source_a_new_file_and_another_name_are_made_anew(copied, source):
    copy, made = copied
    copy()
    (source / "dm.csv").write_text("A02")
    assert copy().read_text() == "A02"
    (source / "ae.csv").touch()
    copy()
    (source / "ae.csv").rename(source / "cm.csv")
    copy()
    assert len(made) == 4


def test_changed_code_another_package_and_another_day_are_made_anew(tmp_path, monkeypatch):
    code = tmp_path / "code"
    code.mkdir()
    (code / "score.sql").write_text("SELECT 1")
    monkeypatch.setattr(kept, "ROOT", tmp_path)
    monkeypatch.setattr(kept, "CODE", ("code",))
    keys = {key_now()}
    (code / "score.sql").write_text("SELECT 2")
    keys.add(key_now())
    monkeypatch.setattr(kept, "version", lambda package: "99")
    keys.add(key_now())
    monkeypatch.setattr(kept, "datetime", Tomorrow)
    keys.add(key_now())
    assert len(keys) == 4 and key_now() in keys


class Tomorrow:
    @staticmethod
    def now(zone):
        return datetime(2999, 1, 1, tzinfo=UTC)


def key_now():
    kept._of_code.cache_clear()
    try:
        return kept.key()
    finally:
        kept._of_code.cache_clear()


def test_code_that_has_moved_is_missed(monkeypatch):
    monkeypatch.setattr(kept, "CODE", ("clinical", "gone"))
    with pytest.raises(AssertionError, match="gone"):
        key_now()


def test_whoever_is_interrupted_leaves_nothing(copied):
    copy, made = copied

    def interrupted(folder):
        (folder / "built").write_text("half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy(interrupted)
    assert copy().read_text() == "A01" and len(made) == 1


def test_two_at_once_make_it_once(copied, tmp_path, source):
    made, begun = [], threading.Event()

    def slowly(folder):
        begun.set()
        made.append(folder)
        threading.Event().wait(0.3)
        (folder / "built").write_text("whole")

    with ThreadPoolExecutor() as workers:
        one = workers.submit(kept.kept, "trial", slowly, tmp_path / "one", source)
        begun.wait()
        two = workers.submit(kept.kept, "trial", slowly, tmp_path / "two", source)
    assert [(done.result() / "built").read_text() for done in (one, two)] == ["whole", "whole"]
    assert len(made) == 1


def test_only_the_last_few_states_are_kept(copied, source):
    copy, _ = copied
    for number in range(kept.STATES_KEPT + 2):
        (source / "dm.csv").write_text(f"state {number}")
        copy()
    assert len([path for path in (kept.KEPT / "trial_xpt").iterdir() if path.is_dir()]) == kept.STATES_KEPT
