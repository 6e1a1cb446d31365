"""Appends to the access log: from many threads and processes, whole lines or none, on the disk before it returns."""

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from data_access.access_log.head import Head, open_head, read_head, write_head
from data_access.access_log.line import Place, follows, line_after, whole
from data_access.common.lock import turn

ENVIRONMENT = "LIVERLINE_LOG"
DEFAULT = Path(__file__).parents[2] / "data" / "access.jsonl"
# A file larger than this is put aside and the chain goes on in a new one: at 5,000 lines a day, after half a year.
LARGEST_BYTES = 256 << 20
PATIENCE_S = 10.0
FRAGMENT_BYTES = 200
# Many times the longest line.
TAIL_BYTES = 1 << 20
FAULTS = {
    errno.ENOSPC: "full", errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC: "full",
    errno.EFBIG: "full", errno.ENOENT: "missing", errno.ENOTDIR: "missing", errno.EACCES: "forbidden",
    errno.EPERM: "forbidden", errno.EROFS: "forbidden", errno.EISDIR: "forbidden",
}  # fmt: skip
# What only the log itself may say of a line.
OWN_FIELDS = frozenset({"n", "previous", "at", "hash"})


class LogUnwritable(Exception):  # noqa: N818 - a state of the machine, not a mistake
    """A line cannot be written; `why` is full, missing, forbidden, busy or other. The message names the file."""

    def __init__(self, path: Path, why: str, detail: str) -> None:
        super().__init__(f"The access log {path} cannot be written: {detail}.")
        self.why = why


def path_of_log() -> Path:
    """LIVERLINE_LOG, or access.jsonl beside the simulated trial, in a folder that is made when it is missing.

    A folder that somebody chose is never made: it may be a disk that is not there at the moment.
    """
    chosen = os.environ.get(ENVIRONMENT)
    if chosen:
        return Path(chosen).resolve()
    with suppress(OSError):  # what is wrong with it is said when the line is written
        DEFAULT.parent.mkdir(exist_ok=True)
    return DEFAULT


def append(path: Path, entry: Mapping[str, str]) -> None:
    """Write one line with the time in UTC and wait until it is on the disk; LogUnwritable if that fails.

    One fsync for each line: it is evidence of something that happens right after it, and a page asks for a line
    only when a reader turns to another patient.
    """
    if taken := OWN_FIELDS & entry.keys():
        raise ValueError(f"the log itself writes {', '.join(sorted(taken))}")
    try:
        with turn(path.with_name(f"{path.name}.lock"), PATIENCE_S):
            _append(path, entry)
    except TimeoutError as error:
        raise LogUnwritable(path, "busy", "another process holds it") from error
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> LogUnwritable:
    """What `error` means for the log, or for what lies beside it."""
    return LogUnwritable(path, FAULTS.get(error.errno or 0, "other"), error.strerror or str(error))


def _append(path: Path, entry: Mapping[str, str]) -> None:
    """Lines, then head: the head may lag behind after a crash, which is seen; it never runs ahead."""
    descriptor = open_head(path)
    try:
        head, notes = _resume(path)
        head = _aside(path, head)
        for said in (*notes, entry):
            raw, place = line_after(head.place, {"at": _now()} | dict(said))
            head = Head(place.number, place.hash, head.first, head.size + _write(path, raw))
            write_head(descriptor, head)
    finally:
        os.close(descriptor)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _resume(path: Path) -> tuple[Head, list[dict[str, str]]]:
    """Where the chain stands, and what the log has to say of itself first."""
    head = read_head(path)
    size = path.stat().st_size if path.exists() else 0
    if head is not None and head.size == size:
        return head, [] if head.number else [_beginning()]
    if head is None and not size:
        return Head(), [_beginning()]
    notes = [] if head else [_recovered("the head file was missing")]
    if head and size < head.size:
        notes.append(_recovered("lines that the head knows of are missing"))
    place, torn = _tail(path, head if head and size >= head.size else None)
    if torn:
        os.truncate(path, size - len(torn))
        notes.append(_recovered("a line was torn") | {"torn": torn[:FRAGMENT_BYTES].decode(errors="replace")})
    if head and size < head.size:
        place = head.place  # the true end of a log that was cut: the gap stays visible for ever
    return Head(place.number, place.hash, _first(path, place), size - len(torn)), notes


def _first(path: Path, last: Place) -> int:
    """The number of the first line of the file; of an empty file, the number of the line that comes next."""
    raw = b""
    if path.exists():
        with path.open("rb") as file:
            raw = file.readline()
    found = whole(raw)
    return found[0].number if found else last.number + 1


def _tail(path: Path, head: Head | None) -> tuple[Place, bytes]:
    """The end of the chain in the file, read from where the head ends, and what a write that broke off left.

    Without a head the last line that is whole is the end.
    """
    place, torn = (head.place if head else Place()), b""
    if not path.exists():
        return place, torn
    with path.open("rb") as file:
        file.seek(head.size if head else max(0, path.stat().st_size - TAIL_BYTES))
        for raw in file:
            if not raw.endswith(b"\n"):
                torn = raw
            elif head:
                place = follows(raw, place) or place
            elif found := whole(raw):
                place = found[0]
    return place, torn


def _beginning() -> dict[str, str]:
    return {"action": "begin", "log": uuid4().hex}


def _recovered(what: str) -> dict[str, str]:
    return {"action": "recovered", "what": what}


def _aside(path: Path, head: Head) -> Head:
    """Put a file that has grown large aside, under the number of its first line."""
    put_aside = path.with_name(f"{path.stem}.{head.first:012d}{path.suffix}")
    if head.size < LARGEST_BYTES or put_aside.exists():
        return head
    try:
        path.rename(put_aside)
    except PermissionError:
        return head  # Windows: somebody reads it at this moment; the next line tries again
    return Head(head.number, head.hash, head.number + 1, 0)


def _write(path: Path, raw: bytes) -> int:
    """Append whole and bring to the disk, or leave the file as it was; returns the bytes written."""
    with _opened(path) as descriptor:
        before = os.fstat(descriptor).st_size
        try:
            rest = memoryview(raw)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            os.fsync(descriptor)
        except OSError:
            with suppress(
                OSError
            ):  # what cannot be taken back either is a torn line, which the next call sees
                os.ftruncate(descriptor, before)
            raise
    return len(raw)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
