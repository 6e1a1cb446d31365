"""Who is there and who has left: in this process, and as another process of the machine learns it."""

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from data_access.access_log import append
from data_access.access_log.append import LogUnwritable
from pages.door import presence
from tests.conftest import ROOT

ASK = "import sys; from pages.door import presence; sys.exit(presence.has_ended(sys.argv[1]))"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where sign-offs are kept; nobody has signed off yet."""
    monkeypatch.setenv(append.ENVIRONMENT, str(tmp_path / "access.jsonl"))
    monkeypatch.setattr(presence, "_ended", set())
    monkeypatch.setattr(presence, "_heard", {})
    return tmp_path / "access.jsonl.signed-off"


def another_process_says_it_ended(key: str) -> bool:
    return subprocess.run([sys.executable, "-c", ASK, key], cwd=ROOT, check=False).returncode == 1


def test_presence_forgets_who_signed_off():
    presence.hear("a")
    assert presence.left_s("a", 10) > 9
    presence.end("a")
    assert presence.left_s("a", 10) == 0
    presence.hear("a")
    assert presence.has_ended("a")
    assert presence.left_s("a", 10) == 0


def test_another_process_knows_who_has_signed_off_and_who_has_not():
    presence.end("a")
    assert another_process_says_it_ended("a")
    assert not another_process_says_it_ended("b")


def test_a_page_learns_that_its_reader_signed_off_elsewhere(folder):
    presence.hear("a")
    folder.mkdir()
    (folder / "a").touch()
    assert presence.left_s("a", 10) == 0


def test_a_clock_that_is_moved_brings_no_sign_in_back(monkeypatch):
    for moved_s in (0, -(10**6), 10**7, 0):
        now = time.time() + moved_s
        monkeypatch.setattr(time, "time", lambda now=now: now)
        presence.end(f"at {moved_s}")
        assert all(presence.has_ended(f"at {other}") for other in (0, moved_s))
    assert another_process_says_it_ended("at 0")


def test_only_so_many_are_kept_and_the_last_ones_are(folder, monkeypatch):
    monkeypatch.setattr(presence, "MOST_KEPT", 10)
    for number in range(12):
        presence.end(str(number))
        os.utime(folder / str(number), (number, number))
    assert sorted(int(kept.name) for kept in folder.iterdir()) == [*range(5, 12)]


def test_a_sign_off_that_cannot_be_kept_holds_here_and_says_so(folder):
    folder.write_text("not a folder")
    with pytest.raises(LogUnwritable):
        presence.end("a")
    assert presence.has_ended("a")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such rights")
def test_nobody_else_on_the_machine_may_remove_a_sign_off(folder):
    presence.end("a")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
