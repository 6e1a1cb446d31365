"""Bytes of a source file as they were before anyone packed them: plain, gzip or zlib alike."""

import io
import zlib
from pathlib import Path

from data_access.building.reading.source_dataset import file_label
from data_access.common.errors import BuildError, first_line

GZIP = b"\x1f\x8b"
CHUNK_BYTES = 1 << 20
GZIP_OR_ZLIB = 47  # zlib's wbits: a 32 KB window, and the header tells gzip from zlib


def is_packed(head: bytes) -> bool:
    """Whether these first bytes open a gzip or a zlib stream."""
    if head.startswith(GZIP):
        return True
    zlib_header = len(head) > 1 and head[0] == 0x78 and int.from_bytes(head[:2], "big") % 31 == 0
    return zlib_header and _inflates(head)


def _inflates(head: bytes) -> bool:
    """Text may begin like a zlib header ("x" and a matching second letter); only a real stream inflates."""
    try:
        zlib.decompressobj(GZIP_OR_ZLIB).decompress(head)
    except zlib.error:
        return False
    return True


class Plain(io.RawIOBase):
    """A file as unpacked bytes; `share()` says how much of the file on disk has been read, 0 to 1.

    Reading raises BuildError where a packed stream is damaged or ends too early.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("rb")
        self._size = max(1, path.stat().st_size)
        self._packed = is_packed(self._file.read(CHUNK_BYTES))
        self._file.seek(0)
        self._inflater = zlib.decompressobj(GZIP_OR_ZLIB)
        self._unread = b""

    @property
    def packed(self) -> bool:
        """Whether the file on disk is gzip or zlib."""
        return self._packed

    def readable(self) -> bool:
        """Always."""
        return True

    def share(self) -> float:
        """How much of the file on disk has been read."""
        return 1.0 if self._file.closed else self._file.tell() / self._size

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        """Fill `buffer` as far as the next piece reaches; 0 at the end."""
        if not self._packed:
            return self._file.readinto(buffer)
        while not self._unread and (piece := self._inflate()) is not None:
            self._unread = piece
        count = min(len(buffer), len(self._unread))
        buffer[:count] = self._unread[:count]
        self._unread = self._unread[count:]
        return count

    def _inflate(self) -> bytes | None:
        """The next unpacked piece, perhaps empty; None at the end."""
        packed = self._inflater.unused_data or self._inflater.unconsumed_tail or self._file.read(CHUNK_BYTES)
        if self._inflater.eof:
            if not packed.strip(b"\0"):
                return None
            self._inflater = zlib.decompressobj(GZIP_OR_ZLIB)
        if not packed:
            raise BuildError(
                f"{file_label(self._path)} is cut short: the compressed data end before their end mark."
            )
        try:
            return self._inflater.decompress(packed, CHUNK_BYTES)
        except zlib.error as error:
            raise BuildError(
                f"{file_label(self._path)} is damaged: it cannot be unpacked ({first_line(error)})."
            ) from error

    def close(self) -> None:
        """Close the file on disk as well."""
        self._file.close()
        super().close()


def head_of(path: Path, count: int = 1 << 16) -> bytes:
    """The first unpacked bytes of a file."""
    with Plain(path) as plain:
        return io.BufferedReader(plain, CHUNK_BYTES).read(count)
