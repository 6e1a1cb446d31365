"""What tests build is kept between workers and runs, under the hash of all it was made from: never a stale hit.

It lies in `.pytest_cache/kept`, which may be removed at any time. Every worker gets a copy of its own, so that a test
that writes to it, or beside it, spoils nothing.
"""

import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path

from data_access.common.lock import turn

ROOT = Path(__file__).parents[1]
KEPT = ROOT / ".pytest_cache/kept"
# Whatever makes the files and databases of the tests: our code, the trials written by tests, and what these stand on.
CODE = (
    *("clinical", "data_access", "tests/data_access/conftest.py"),
    *(f"tests/{name}.py" for name in ("conftest", "hostile_trial", "kept", "odd_trial", "open_trial")),
)
PACKAGES = ("duckdb", "numpy", "pandas", "pyarrow", "pyreadstat", "scipy")
# The last few are kept for whoever goes to and fro between branches.
STATES_KEPT = 3
# Longer than the slowest build takes on a busy machine.
PATIENCE_S = 600.0


def kept(name: str, make: Callable[[Path], object], out: Path, *sources: Path) -> Path:
    """The folder `out` with what `make` writes into a folder: made once, and for everybody else a copy of it.

    `sources`: the files and folders that `make` reads beside the project's own. One worker makes it, the others wait.
    """
    room = KEPT / name.replace("/", "_")
    room.mkdir(parents=True, exist_ok=True)
    with turn(room / "lock", PATIENCE_S):
        entry = room / key(sources)
        if not entry.is_dir():
            _made(entry, make)
        os.utime(entry)
        _sweep(room)
        shutil.copytree(entry, out, dirs_exist_ok=True)
    return out


def key(sources: Iterable[Path] = ()) -> str:
    """A name for what is made from these sources by the code, the packages and the Python of this moment."""
    return hashlib.sha256("\n".join([_of_code(), *map(content, sources)]).encode()).hexdigest()


def content(source: Path) -> str:
    """The hash of a file, or of the names and contents of all files of a folder, in a fixed order."""
    total = hashlib.sha256()
    for path in [source] if source.is_file() else sorted(source.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            total.update(f"{path.relative_to(source).as_posix()} {path.stat().st_size}\n".encode())
            total.update(path.read_bytes())
    return total.hexdigest()


@cache
def _of_code() -> str:
    """The hash of what builds; read once in a run, as Python reads its modules."""
    missing = [name for name in CODE if not (ROOT / name).exists()]
    assert missing == [], f"what builds has moved: {missing}; tell it in CODE"
    stands_on = [f"{package} {version(package)}" for package in PACKAGES]
    today = f"{datetime.now(UTC):%Y-%m-%d}"  # the build asks the clock what lies in the future
    return "\n".join([sys.version, today, *stands_on, *(content(ROOT / name) for name in CODE)])


def _made(entry: Path, make: Callable[[Path], object]) -> None:
    """Make it beside its place and move it there whole: whoever is interrupted leaves no half of it."""
    new = Path(tempfile.mkdtemp(prefix="new-", dir=entry.parent))
    try:
        make(new)
        new.rename(entry)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _sweep(room: Path) -> None:
    """Remove all but what was used last; the lock is held, so that nobody is reading."""
    states = sorted((path for path in room.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime)
    for old in states[:-STATES_KEPT]:
        shutil.rmtree(old, ignore_errors=True)
