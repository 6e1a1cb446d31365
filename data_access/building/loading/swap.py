"""A new database takes the place of the old one whole, or not at all."""

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from data_access.common.duckdb_file import is_duckdb
from data_access.common.errors import BuildError
from data_access.common.lock import only_builder

# What DuckDB says of a file that another program holds, on POSIX and on Windows.
HELD = re.compile("lock on file|being used by another process")


@contextmanager
def replacement(out: Path, verify: Callable[[Path], None]) -> Iterator[Path]:
    """Yields the path to build at, beside `out`; on success verifies it and puts it in the place of `out`.

    Until that last step `out` is not touched; if anything fails, nothing is left behind. BuildError if `out`
    is something else than a database of this program, or if another build is writing it.
    """
    made = _make_folder(out.parent)
    try:
        with only_builder(out):
            _refuse_foreign(out)
            _remove_leftovers(out)
            temporary = out.with_name(f"{_prefix(out)}{os.getpid()}")
            try:
                yield temporary
                verify(temporary)
                _to_disk(temporary)
                _replace(temporary, out)
            finally:
                _remove_leftovers(out)
    except BaseException:
        for folder in made:
            with suppress(OSError):  # no longer empty: somebody else uses it
                folder.rmdir()
        raise


def previous_of(path: Path) -> Path:
    """Where a database that is replaced is kept, to be compared with."""
    return path.with_name(f"{path.stem}.previous.duckdb")


def keep(path: Path) -> None:
    """Copy a database that is about to be replaced to `previous_of`, whole or not at all."""
    kept = previous_of(path)
    half = kept.with_name(f".{kept.name}.copying")
    try:
        shutil.copy2(path, half)
        half.replace(kept)
    finally:
        half.unlink(missing_ok=True)


def _prefix(out: Path) -> str:
    return f".{out.name}.building-"


def _make_folder(folder: Path) -> list[Path]:
    """Make the folder for the database; returns the folders that were missing, innermost first."""
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return made


def _refuse_foreign(out: Path) -> None:
    """A file of somebody else must not be lost by a slip in --out."""
    if out.is_dir():
        raise BuildError(f"{out} is a folder; --out takes the name of the file to write.")
    if not out.exists() or out.stat().st_size == 0:
        return
    if not is_duckdb(out):
        raise _foreign(out)
    try:
        with duckdb.connect(out, read_only=True) as connection:
            connection.execute("SELECT study, built_at, hash FROM meta.snapshot")
    except duckdb.Error as error:
        raise _held(out) if HELD.search(str(error)) else _foreign(out) from error


def _foreign(out: Path) -> BuildError:
    return BuildError(f"{out} exists and is no Liverline database: remove it or choose another name.")


def _held(out: Path) -> BuildError:
    return BuildError(f"{out} is open for writing in another program and cannot be replaced: close it.")


def _remove_leftovers(out: Path) -> None:
    """Remove what this build, or a killed one, wrote beside `out`; the lock says that no other lives."""
    for path in out.parent.iterdir():
        if path.name.startswith(_prefix(out)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _to_disk(path: Path) -> None:
    """Make sure that the content is on the disk before the name points to it."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _replace(temporary: Path, out: Path) -> None:
    if out.exists():
        shutil.copymode(out, temporary)  # who may read patients' data has been decided once
    try:
        temporary.replace(out)
    except PermissionError as error:
        raise BuildError(f"{out} is open in another program and cannot be replaced: close it.") from error
    if sys.platform != "win32":
        folder = os.open(out.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
