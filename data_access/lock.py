"""One build per file at a time: a lock that the operating system drops even when a process is killed."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from data_access.errors import BuildError

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
