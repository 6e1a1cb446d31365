"""The small file beside the access log that says where the log ended: a log cut off at its end contradicts it."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from data_access.access_log.line import BEFORE_THE_FIRST, Place

# Always as long: it is written over in place, which needs no room on a full disk.
LENGTH = 200


@dataclass(frozen=True)
class Head:
    """The last line's number and hash, the number of the first line of the file, and the file's size in bytes."""

    number: int = 0
    hash: str = BEFORE_THE_FIRST
    first: int = 1
    size: int = 0

    @property
    def place(self) -> Place:
        return Place(self.number, self.hash)


def path_of_head(log: Path) -> Path:
    """Beside the log, under its name."""
    return log.with_name(f"{log.name}.head")


def read_head(log: Path) -> Head | None:
    """What the head says; None where there is none, or none that can be read."""
    try:
        said = json.loads(path_of_head(log).read_bytes())
        head = Head(**said)
    except (FileNotFoundError, ValueError, TypeError):
        return None
    kinds = (int, str, int, int)
    return head if all(map(isinstance, asdict(head).values(), kinds)) else None


def open_head(log: Path) -> int:
    """A descriptor of the head file, made with its full length if it is new; the caller closes it."""
    descriptor = os.open(path_of_head(log), os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    try:
        missing = LENGTH - os.fstat(descriptor).st_size
        if missing > 0:
            os.lseek(descriptor, 0, os.SEEK_END)
            os.write(descriptor, b" " * missing)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def write_head(descriptor: int, head: Head) -> None:
    """Write over what the head file says."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, json.dumps(asdict(head)).encode().ljust(LENGTH - 1) + b"\n")
