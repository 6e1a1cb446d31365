"""What a SAS transport file should hold by its own header: enough to notice that it was cut short.

Layout: 80-byte records; a NAMESTR block describes each variable; the observations follow the OBS header
without gaps, and the last record is filled up with blanks. Version 5 keeps no row count, so the length of the
file is the only witness; version 8 states it in its OBSV8 record, where a blank last row counts.
Source: SAS technical support TS-140, "The record layout of a SAS transport data set".
"""

import mmap
import re
import struct
from dataclasses import dataclass
from pathlib import Path

from data_access.common.errors import BuildError

RECORD_BYTES = 80
MAGIC = b"HEADER RECORD*******LIB"
MEMBER = re.compile(rb"HEADER RECORD\*{7}MEMB(?:ER|V8) +HEADER RECORD!{7}\d{26}(\d{4})")
NAMESTRS = re.compile(rb"HEADER RECORD\*{7}NAM(?:ESTR|STV8) +HEADER RECORD!{7}\d{6}(\d{4})")
OBSERVATIONS = re.compile(rb"HEADER RECORD\*{7}OBS(?:V8)? +HEADER RECORD!{7}(?P<stated>[ \d]{15})")
LENGTH_OFFSET = 4  # of a variable's length within its NAMESTR
BLANK = b" "


@dataclass(frozen=True)
class Observations:
    """Where the rows begin, how many bytes each takes, and their number where the file states it."""

    start: int
    row_bytes: int
    stated: int | None


def count_rows(path: Path, file: str) -> int:
    """The number of rows; BuildError if the file cannot be whole or holds several data sets."""
    with path.open("rb") as handle, mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if len(data) % RECORD_BYTES:
            raise BuildError(
                f"{file} is cut short: SAS transport files come in records of {RECORD_BYTES} bytes."
            )
        observations = _observations(data, file)
        if observations.stated:
            return _as_stated(data, observations, file)
        rows, left = divmod(len(data) - observations.start, observations.row_bytes)
        if data[len(data) - left :].strip(BLANK):
            raise BuildError(f"{file} is cut short: row {rows + 1} breaks off in the middle.")
        return _without_filling(data, observations, rows)


def _observations(data: mmap.mmap, file: str) -> Observations:
    members = MEMBER.findall(data)
    names, observations = NAMESTRS.search(data), OBSERVATIONS.search(data)
    if len(members) > 1:
        raise BuildError(f"{file} holds {len(members)} data sets: split it into one file for each.")
    if not members or not names or not observations:
        raise BuildError(f"{file} is cut short: its SAS transport header is not complete.")
    start, size, count = names.start() + RECORD_BYTES, int(members[0]), int(names[1])
    if not count:
        raise BuildError(f"{file} has no variables.")
    if start + count * size > observations.start():
        raise BuildError(f"{file} is damaged: its header counts more variables than it describes.")
    lengths = [struct.unpack_from(">h", data, start + at * size + LENGTH_OFFSET)[0] for at in range(count)]
    if min(lengths) < 1:
        raise BuildError(f"{file} is damaged: its header has a variable without a width.")
    stated = int(observations["stated"].strip() or 0) or None
    return Observations(observations.start() + RECORD_BYTES, sum(lengths), stated)


def _as_stated(data: mmap.mmap, observations: Observations, file: str) -> int:
    """The stated number of rows; BuildError where the file ends before them."""
    whole = (len(data) - observations.start) // observations.row_bytes
    if observations.stated is None or observations.stated > whole:
        raise BuildError(f"{file} is cut short: it states {observations.stated} rows and holds {whole}.")
    return observations.stated


def _without_filling(data: mmap.mmap, observations: Observations, rows: int) -> int:
    """Rows shorter than a record may seem to follow in the blanks that fill up the last one."""
    start, size = observations.start, observations.row_bytes
    first_in_last_record = max(0, (len(data) - RECORD_BYTES - start) // size)
    while rows > first_in_last_record and not data[start + (rows - 1) * size : start + rows * size].strip(
        BLANK
    ):
        rows -= 1
    return rows
