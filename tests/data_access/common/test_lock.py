"""One build per file at a time."""

import subprocess
import sys

import pytest

from data_access.common.errors import BuildError
from data_access.common.lock import only_builder
from tests.conftest import ROOT

HOLD = """
import sys, time
from pathlib import Path
from data_access.common.lock import only_builder
with only_builder(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the lock for x.duckdb."""
    command = [sys.executable, "-c", HOLD, str(tmp_path / "x.duckdb")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_build_is_told_and_waits_for_nothing(tmp_path, holder):
    with pytest.raises(BuildError, match="Another build is writing"), only_builder(tmp_path / "x.duckdb"):
        pass
    with only_builder(tmp_path / "y.duckdb"):
        pass


def test_the_lock_of_a_killed_build_is_gone(tmp_path, holder):
    holder.kill()
    holder.wait()
    with only_builder(tmp_path / "x.duckdb"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_the_lock_is_free_again_after_a_failure(tmp_path):
    with pytest.raises(ZeroDivisionError), only_builder(tmp_path / "x.duckdb"):
        raise ZeroDivisionError
    with only_builder(tmp_path / "x.duckdb"):
        assert [path.name for path in tmp_path.iterdir()] == [".x.duckdb.lock"]
