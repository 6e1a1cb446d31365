"""What a SAS transport file should hold by its own header: enough to notice that it was cut short.

Layout: 80-byte records; a NAMESTR block describes each variable; the observations follow the OBS header without
gaps, and the last record is filled up with blanks. Version 5 writes no row count, so length is the only witness.
Source: SAS technical support TS-140, "The record layout of a SAS transport data set".
"""

import mmap
import re
import struct
from pathlib import Path

from data_access.errors import BuildError

RECORD_BYTES = 80
MAGIC = b"HEADER RECORD*******LIB"
MEMBER = re.compile(rb"HEADER RECORD\*{7}MEMB(?:ER  |V8  ) ?HEADER RECORD!{7}\d{26}(\d{4})")
NAMESTR = re.compile(rb"HEADER RECORD\*{7}NAMES?T?[RS]?\w* *HEADER RECORD!{7}\d{6}(\d{4})")
OBSERVATIONS = re.compile(rb"HEADER RECORD\*{7}OBS(?:V8)? +HEADER RECORD!{7}")


def count_rows(path: Path, file: str) -> int:
    """The number of observations; BuildError if the file cannot be whole or holds several data sets."""
    with path.open("rb") as handle, mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if len(data) % RECORD_BYTES:
            raise BuildError(f"{file} is cut short: SAS transport files come in records of 80 bytes.")
        members = MEMBER.findall(data)
        names, observations = NAMESTR.search(data), OBSERVATIONS.search(data)
        if not members or not names or not observations:
            raise BuildError(f"{file} is cut short: its SAS transport header is not complete.")
        if len(members) > 1:
            raise BuildError(f"{file} holds {len(members)} data sets; split it into one file per data set.")
        width = _row_bytes(data, names.start() + RECORD_BYTES, int(names[1]), int(members[0]))
        start = observations.start() + RECORD_BYTES
        rows, left = divmod(len(data) - start, width) if width else (0, 0)
        if left and data[len(data) - left :].strip(b" "):
            raise BuildError(f"{file} is cut short: row {rows + 1} is not complete.")
        return _without_filling(data, start, width, rows)


def _row_bytes(data: mmap.mmap, start: int, variables: int, namestr_bytes: int) -> int:
    """The length of one observation: the sum of the lengths that the NAMESTR blocks give."""
    return sum(struct.unpack_from(">h", data, start + at * namestr_bytes + 4)[0] for at in range(variables))


def _without_filling(data: mmap.mmap, start: int, width: int, rows: int) -> int:
    """Rows shorter than a record may leave whole blank "rows" in the last one: they are filling."""
    while (
        rows
        and width < RECORD_BYTES
        and not data[start + (rows - 1) * width : start + rows * width].strip(b" ")
    ):
        rows -= 1
    return rows
