"""Files that a fuzzer grows towards unread corners of our readers: each loads whole, or is refused in one sentence."""

import importlib.util
import os
import platform
import subprocess
import sys

import pytest

from tests.conftest import ROOT, need
from tests.faults.reading import LONGEST_S
from tests.faults.test_damaged_files import FILES, SEED

RUNS = FILES // 5
ONE_OF_EACH = ("msg/dsjc/dm.dsjc", "msg/json/te.json", "msg/ndjson/dm.ndjson", "pilot/te.xpt")
HAVE_ATHERIS = importlib.util.find_spec("atheris") is not None
HAS_A_BUILD = sys.platform == "linux" and platform.machine() == "x86_64"
pytestmark = pytest.mark.campaign


@pytest.mark.skipif(not HAS_A_BUILD, reason="atheris has no build for this machine: Linux on x86-64 alone")
@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_no_file_that_a_fuzzer_finds_is_lost_or_ends_in_a_traceback(name, shared, tmp_path):
    need(HAVE_ATHERIS, "atheris is not installed")
    original = shared / "data" / name
    asked = [sys.executable, "-m", "tests.faults.guided", str(original), f"-runs={RUNS}", f"-seed={SEED}"]
    # A file that fails is left where pytest keeps what a test wrote.
    asked += [f"-timeout={LONGEST_S}", "-len_control=0", f"-artifact_prefix={tmp_path}{os.sep}"]
    # By way of a small process: Linux counts the memory of whoever starts a process as that process's own, at first.
    asked = ["sh", "-c", '"$@"; exit $?', "sh", *asked]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-6000:]
    assert f"Done {RUNS} runs" in done.stderr
