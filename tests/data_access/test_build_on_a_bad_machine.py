"""A folder without permission, a full disk and a killed build change nothing."""

import getpass
import hashlib
import multiprocessing
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import pytest

from data_access import build
from tests.conftest import ROOT
from tests.data_access.deliveries import dm, ds, ex, lb, write_csv

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="users, limits and signals of POSIX")
NOBODY = 65534
IS_ROOT = sys.platform != "win32" and os.getuid() == 0
KILLS = 50
FILE_LIMIT_BYTES = 1 << 20


@pytest.fixture
def place():
    """A folder in the temporary folder that every user may enter (pytest's own belong to its user alone)."""
    folder = Path(tempfile.mkdtemp(prefix="liverline-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def deliver(folder, results):
    """A small trial with that many results."""
    folder.mkdir()
    write_csv(folder, "dm.csv", [dm()])
    write_csv(folder, "ds.csv", [ds()])
    write_csv(folder, "ex.csv", [ex()])
    write_csv(
        folder, "lb.csv", [lb(seq=at, LBDTC=f"2024-01-02T08:{at % 60:02}") for at in range(1, results + 1)]
    )
    return folder


# Everything is imported first: the interpreter itself may lie where an ordinary user may not read.
AS_USER = """
import codecs, os, sys
from data_access import build
from data_access.building.reading.text_encoding import CODECS
for name in CODECS.values():
    codecs.lookup(name)
user = int(sys.argv.pop())
if user:
    os.setgroups([])
    os.setgid(user)
    os.setuid(user)
sys.exit(build.main())
"""


def run_as_user(source, out):
    """The command as an ordinary user: permissions do not hold for root."""
    user = NOBODY if IS_ROOT else 0
    command = [sys.executable, "-c", AS_USER, str(source), "--out", str(out), str(user)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def is_one_sentence(result, *words):
    assert result.returncode not in (0, None) and result.stdout == ""
    assert result.stderr.count("\n") == 1, result.stderr
    assert all(word in result.stderr for word in words), result.stderr


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_source_folder_without_read_permission(place):
    source = deliver(place / "delivery", 2)
    outputs = place / "out"
    outputs.mkdir(mode=0o777)
    outputs.chmod(0o777)
    source.chmod(0o000)
    result = run_as_user(source, outputs / "x.duckdb")
    source.chmod(0o755)
    is_one_sentence(result, "delivery", "permission denied")
    assert list(outputs.iterdir()) == []


def test_a_source_file_without_read_permission(place):
    source = deliver(place / "delivery", 2)
    outputs = place / "out"
    outputs.mkdir()
    outputs.chmod(0o777)
    (source / "lb.csv").chmod(0o000)
    is_one_sentence(run_as_user(source, outputs / "x.duckdb"), "lb.csv", "permission denied")
    assert list(outputs.iterdir()) == []


def test_an_output_folder_without_write_permission(place):
    source = deliver(place / "delivery", 2)
    outputs = place / "out"
    outputs.mkdir()
    build.build(source, outputs / "x.duckdb")
    before = digest(outputs / "x.duckdb")
    outputs.chmod(0o555)
    result = run_as_user(source, outputs / "x.duckdb")
    outputs.chmod(0o755)
    is_one_sentence(result, "x.duckdb", "Permission denied")
    assert digest(outputs / "x.duckdb") == before


def test_a_disk_that_takes_no_more(place):
    """A limit on the size of files stands in for the disk: the write fails in the same place."""
    source = deliver(place / "delivery", 2)
    out = place / "x.duckdb"
    build.build(source, out)
    before = digest(out)
    limit = (FILE_LIMIT_BYTES, FILE_LIMIT_BYTES)
    command = [sys.executable, "-m", "data_access.build", str(source), "--out", str(out)]
    result = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit),
    )  # fmt: skip
    is_one_sentence(result, "x.duckdb was not written", "File too large")
    assert digest(out) == before and list(place.iterdir()) == [source, out]


@pytest.fixture
def small_disk(place):
    """A file system of its own with room for little more than one small database."""
    disk = place / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m,mode=777", "tmpfs", disk], capture_output=True
    )
    if mounted.returncode:
        pytest.skip(f"{getpass.getuser()} may not mount a small disk; the limit on file size is tested")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk(place, small_disk):
    out = small_disk / "x.duckdb"
    (small_disk / "something else").write_bytes(bytes(2_500_000))
    result = run_as_user(deliver(place / "delivery", 2), out)
    is_one_sentence(result, "x.duckdb was not written: the disk is full.")
    assert [path.name for path in small_disk.iterdir()] == ["something else"]


@pytest.mark.campaign
def test_a_build_killed_at_fifty_random_moments_never_harms_the_old_file(place):
    """Each new database differs from the old: the file is the old one to the byte, or the new one whole."""
    old, new = deliver(place / "old", 10), deliver(place / "new", 2000)
    outputs = place / "out"
    outputs.mkdir()
    out = outputs / "x.duckdb"
    old_hash = build.build(old, out).snapshot["hash"]
    before = out.read_bytes()
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["data_access.build"])

    def start():
        process = processes.Process(target=build.main, args=([str(new), "--out", str(out)],))
        process.start()
        return process

    def timed():
        began = time.monotonic()
        process = start()
        process.join()
        assert process.exitcode == 0
        return time.monotonic() - began

    duration = [timed(), timed()][-1]
    out.write_bytes(before)
    chance = random.Random(20240102)
    untouched = 0
    for _ in range(KILLS):
        process = start()
        process.join(chance.uniform(0, duration))
        process.kill()
        process.join()
        if out.read_bytes() == before:
            untouched += 1
            continue
        with duckdb.connect(out, read_only=True) as db:
            assert db.execute("SELECT hash FROM meta.snapshot").fetchone() != (old_hash,)
            assert db.execute("SELECT count(*) FROM sdtm.lb").fetchone() == (2000,)
        out.write_bytes(before)
    assert untouched > KILLS / 2
    timed()
    assert list(outputs.iterdir()) == [out]
