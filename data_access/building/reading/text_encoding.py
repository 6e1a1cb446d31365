"""Which encoding a text file is in, decided by reading all of it once."""

import codecs
import re
from dataclasses import dataclass

UTF8, UTF8_BOM, UTF16 = "UTF-8", "UTF-8-BOM", "UTF-16"
GB18030, WINDOWS_1252 = "GB18030", "WINDOWS-1252"
CODECS = {
    UTF8: "utf-8",
    UTF8_BOM: "utf-8-sig",
    UTF16: "utf-16",
    GB18030: "gb18030",
    WINDOWS_1252: "cp1252",
}
HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
MARK_BYTES = 4


def is_utf16(head: bytes) -> bool:
    """Whether these first bytes carry the mark of UTF-16."""
    return head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def decodes(text: bytes, encoding: str) -> bool:
    """Whether these bytes are text in the encoding (a key of CODECS)."""
    try:
        text.decode(CODECS[encoding])
    except UnicodeDecodeError:
        return False
    return True


@dataclass
class _Attempt:
    encoding: str
    decoder: codecs.IncrementalDecoder
    fits: bool = True

    def feed(self, piece: bytes, final: bool) -> None:
        """Note whether the bytes so far are text in this encoding."""
        if self.fits:
            try:
                self.decoder.decode(piece, final)
            except UnicodeDecodeError:
                self.fits = False


class EncodingDetective:
    """Feed it every byte of a file, then ask for the `encoding`.

    UTF-8 if all of it is UTF-8. Otherwise GB18030 or Windows-1252: nearly every Windows-1252 text is also
    valid GB18030 ("µmol/L" would read "祄ol/L"), but the high bytes of Chinese text come in pairs, while
    accented letters and signs stand alone.
    """

    def __init__(self) -> None:
        self._attempts = [
            _Attempt(name, codecs.getincrementaldecoder(CODECS[name])())
            for name in (UTF8, GB18030, WINDOWS_1252, UTF16)
        ]
        self._mark = b""
        self._runs = 0
        self._lone = 0
        self._open_run = b""

    def feed(self, piece: bytes) -> None:
        """The next bytes of the file."""
        if len(self._mark) < MARK_BYTES:
            self._mark = (self._mark + piece)[:MARK_BYTES]
        self._count_runs(piece)
        for attempt in self._attempts:
            if len(self._mark) >= len(codecs.BOM_UTF16):
                attempt.fits &= (attempt.encoding == UTF16) == is_utf16(self._mark)
            attempt.feed(piece, final=False)

    def _count_runs(self, piece: bytes) -> None:
        """Count the runs of high bytes; one that may go on in the next piece waits for it."""
        if piece.isascii() and not self._open_run:
            return
        runs = HIGH_BYTES.findall(self._open_run + piece)
        self._open_run = runs.pop() if piece and not piece[-1:].isascii() else b""
        self._runs += len(runs)
        self._lone += sum(len(run) == 1 for run in runs)

    def encoding(self) -> str | None:
        """The name of the encoding; None if this is no text in any of them."""
        self._count_runs(b"\n")
        for attempt in self._attempts:
            attempt.feed(b"", final=True)
        fitting = [attempt.encoding for attempt in self._attempts if attempt.fits]
        if UTF16 in fitting and is_utf16(self._mark):
            return UTF16
        if UTF8 in fitting:
            return UTF8_BOM if self._mark.startswith(codecs.BOM_UTF8) else UTF8
        pairs_prevail = self._lone * 2 <= self._runs
        if GB18030 in fitting and (pairs_prevail or WINDOWS_1252 not in fitting):
            return GB18030
        return WINDOWS_1252 if WINDOWS_1252 in fitting else None
