"""Whether the access log is as it was written: every line that was removed, changed, inserted or moved is named."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from data_access.access_log.append import PATIENCE_S
from data_access.access_log.head import Head, read_head
from data_access.access_log.line import Place, follows, whole
from data_access.common.lock import turn


@dataclass
class Verdict:
    """`lines` read, where the chain ends, every `finding` in one sentence, and `notes` that are no finding."""

    lines: int = 0
    end: Place = field(default_factory=Place)
    findings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    noted_seen: bool = False


def verify(path: Path, noted: str | None = None) -> Verdict:
    """Read the log and the files that were put aside before it. `noted`: a hash that was once its last.

    Not to be found: a log that was rewritten from some line to its end together with its head file, unless the
    hash of a line behind that was noted elsewhere. FileNotFoundError if there is no log.
    """
    verdict = Verdict()
    head, size = _state(path)
    head_hash = None
    for file, number, raw in _lines(path, size):
        verdict.lines += 1
        after = follows(raw, verdict.end)
        verdict.end = after or _broken(verdict, f"{file.name} line {number:,}", raw)
        if head and verdict.end.number == head.number:
            head_hash = verdict.end.hash
        verdict.noted_seen = verdict.noted_seen or verdict.end.hash == noted
    _compare(verdict, head, head_hash)
    if noted and not verdict.noted_seen:
        verdict.findings.append("no line has the hash that was noted: lines were replaced or removed")
    return verdict


def _state(path: Path) -> tuple[Head | None, int]:
    """The head and the size of the log at one moment."""
    size = path.stat().st_size
    try:
        with turn(path.with_name(f"{path.name}.lock"), PATIENCE_S):
            return read_head(path), path.stat().st_size
    except TimeoutError:
        raise
    except OSError:  # a copy on a medium that takes no lock file: nobody else writes it either
        return read_head(path), size


def parts(path: Path) -> list[Path]:
    """The files of the log from the oldest to the one in use."""
    name = re.compile(rf"{re.escape(path.stem)}\.\d{{12}}{re.escape(path.suffix)}")
    return [*sorted(each for each in path.parent.iterdir() if name.fullmatch(each.name)), path]


def _lines(path: Path, size: int) -> Iterator[tuple[Path, int, bytes]]:
    """File, number in it and bytes of every line; of the file in use no further than `size`: it may grow."""
    for part in parts(path):
        left = size if part == path else part.stat().st_size
        with part.open("rb") as file:
            for number, raw in enumerate(file, start=1):
                left -= len(raw)
                if left < 0:
                    break
                yield part, number, raw


def _broken(verdict: Verdict, where: str, raw: bytes) -> Place:
    """Say what is wrong with a line that does not follow; returns the place from which to read on."""
    found, expected = whole(raw), verdict.end.number + 1
    if found is None:
        if not raw.endswith(b"\n"):
            verdict.notes.append(
                f"{where} is torn: a write was broken off, and what it stood for did not happen"
            )
            verdict.lines -= 1
            return verdict.end
        verdict.findings.append(f"{where} was changed, or is no line of the log")
        # Read on as if it were the one expected: the line after it says whether it stands in its place.
        return Place(expected, raw[-67:-3].decode(errors="replace"))
    place, previous = found
    if place.number > expected:
        missing = f"{expected:,}" if place.number == expected + 1 else f"{expected:,} to {place.number - 1:,}"
        verdict.findings.append(f"{where} is number {place.number:,}: missing before it: {missing}")
    elif place.number < expected:
        verdict.findings.append(f"{where} is number {place.number:,}: out of order, or inserted")
    elif previous != verdict.end.hash:
        verdict.findings.append(
            f"{where} does not follow the line before it: that one was changed or replaced"
        )
    return place


def _compare(verdict: Verdict, head: Head | None, head_hash: str | None) -> None:
    """What the head file says against what the log says."""
    if head is None:
        verdict.findings.append("the head file is missing: whether the end was cut off cannot be known")
    elif head.number > verdict.end.number:
        first = verdict.end.number + 1
        missing = f"{first:,}" if head.number == first else f"{first:,} to {head.number:,}"
        verdict.findings.append(f"the end was cut off: missing: {missing}")
    elif head_hash != head.hash and head.number:
        verdict.findings.append(f"number {head.number:,} is not the line that the head file knows: replaced")
