"""Builds into one file at the same moment: each gives a whole database or one sentence, and one file lies there."""

import subprocess
import sys
from pathlib import Path

import duckdb

from tests.conftest import ROOT
from tests.data_access.deliveries import dm, ds, ex, lb, write_csv

ROUNDS = 3
AT_ONCE = 3


def deliver(folder: Path, results: int) -> Path:
    folder.mkdir()
    write_csv(folder, "dm.csv", [dm()])
    write_csv(folder, "ds.csv", [ds()])
    write_csv(folder, "ex.csv", [ex()])
    write_csv(
        folder, "lb.csv", [lb(seq=at, LBDTC=f"2024-01-02T08:{at % 60:02}") for at in range(1, results + 1)]
    )
    return folder


def start(source: Path, out: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "data_access.build", str(source), "--out", str(out)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def test_builds_at_once_into_one_file(tmp_path):
    sources = [deliver(tmp_path / f"cut{number}", 10 * number) for number in range(1, AT_ONCE + 1)]
    out = tmp_path / "out" / "x.duckdb"
    refused = 0
    for _ in range(ROUNDS):
        builds = [start(source, out) for source in sources]
        ended = [(build.communicate()[1], build.returncode) for build in builds]
        assert 0 in [code for _, code in ended]
        for said, code in ended:
            if code:
                refused += 1
                assert said.count("\n") == 1 and "Another build is writing" in said
        with duckdb.connect(out, read_only=True) as db:
            assert db.execute("SELECT count(*) FROM sdtm.lb").fetchone()[0] in (10, 20, 30)
        assert [path.name for path in out.parent.iterdir()] == [out.name]
    assert refused > 0
