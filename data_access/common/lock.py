"""One at a time, across processes: locks that the operating system drops even when a process is killed."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from data_access.common.errors import BuildError

POLL_S = 0.002

if sys.platform == "win32":
    import msvcrt

    def _acquire(file: BinaryIO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _acquire(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def only_builder(out: Path) -> Iterator[None]:
    """Hold the lock for building `out`; BuildError if another process holds it."""
    path = out.with_name(f".{out.name}.lock")
    file = _locked(path, out)
    try:
        yield
    finally:
        if sys.platform == "win32":  # Windows does not remove an open file
            file.close()
        path.unlink(missing_ok=True)
        file.close()


def _locked(path: Path, out: Path) -> BinaryIO:
    """An open, locked file that still lies under its name: its last holder may have removed it meanwhile."""
    while True:
        file = path.open("ab")
        try:
            _acquire(file)
        except OSError as error:
            file.close()
            raise BuildError(f"Another build is writing {out} at this moment.") from error
        if path.exists() and os.path.samestat(path.stat(), os.fstat(file.fileno())):
            return file
        file.close()


@contextmanager
def turn(path: Path, patience_s: float) -> Iterator[None]:
    """Hold the lock of the file `path`, which stays; TimeoutError if others hold it longer than `patience_s`."""
    deadline = time.monotonic() + patience_s
    with path.open("ab") as file:
        while not _acquired(file):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{path} is held by another process")
            time.sleep(POLL_S)
        yield


def _acquired(file: BinaryIO) -> bool:
    try:
        _acquire(file)
    except (BlockingIOError, PermissionError):  # what Linux and Windows say of a lock that another holds
        return False
    return True
