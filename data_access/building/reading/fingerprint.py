"""One look at every byte of a file before it is read: its checksum, and how its text is written."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from data_access.building.reading.text_encoding import EncodingDetective, is_utf16
from data_access.building.reading.unpack import CHUNK_BYTES, Plain

NUL, QUOTE = b"\0", b'"'
LINE_ENDS = (b"\n", b"\r", b"\n\0", b"\0\n")


@dataclass(frozen=True)
class TextTraits:
    """How a text is written: does a quotation mark lack its partner, does the last line have its end?"""

    encoding: str
    quotes_odd: bool
    last_line_ends: bool


@dataclass(frozen=True)
class Fingerprint:
    """SHA-256 of a file as delivered and of its content once unpacked; `text` is None if it is no text."""

    sha256: str
    content_sha256: str
    text: TextTraits | None


def fingerprint(path: Path, on_share: Callable[[float], None] = lambda share: None) -> Fingerprint:
    """Reads the whole file once; BuildError if a packed file cannot be unpacked to its end.

    `on_share` hears how much of the file has been read, 0 to 1.
    """
    content, witness = hashlib.sha256(), _TextWitness()
    with Plain(path) as plain:
        reader = io.BufferedReader(plain, CHUNK_BYTES)
        while piece := reader.read(CHUNK_BYTES):
            content.update(piece)
            witness.feed(piece)
            on_share(plain.share())
        packed = plain.packed
    sha256 = _sha256(path) if packed else content.hexdigest()
    return Fingerprint(sha256, content.hexdigest(), witness.traits())


class _TextWitness:
    """Sees every piece of a file; a NUL means that it is no text, except in UTF-16."""

    def __init__(self) -> None:
        self._detective = EncodingDetective()
        self._begun, self._wide, self._text = False, False, True
        self._quotes, self._tail = 0, b""

    def feed(self, piece: bytes) -> None:
        """The next bytes of the file."""
        self._wide = self._wide if self._begun else is_utf16(piece)
        self._begun = True
        self._text = self._text and (self._wide or NUL not in piece)
        if self._text:
            self._detective.feed(piece)
            self._quotes += piece.count(QUOTE)
            self._tail = piece[-2:]

    def traits(self) -> TextTraits | None:
        """What the text is like; None if it is none."""
        encoding = self._detective.encoding() if self._text else None
        if encoding is None:
            return None
        return TextTraits(encoding, self._quotes % 2 == 1, self._tail.endswith(LINE_ENDS))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
