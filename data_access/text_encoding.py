"""Which encoding a text file is in, decided by reading all of it once."""

import codecs
import re
from dataclasses import dataclass

UTF8, UTF8_BOM, UTF16, GB18030, WINDOWS_1252 = "UTF-8", "UTF-8-BOM", "UTF-16", "GB18030", "WINDOWS-1252"
CODECS = {UTF8: "utf-8", UTF8_BOM: "utf-8-sig", UTF16: "utf-16", GB18030: "gb18030", WINDOWS_1252: "cp1252"}
HIGH_BYTES = re.compile(rb"[\x80-\xff]+")


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

    UTF-8 if all of it is UTF-8. Otherwise GB18030 or Windows-1252: nearly every Windows-1252 text is also valid
    GB18030 ("µmol/L" would read "祄ol/L"), but Chinese text has its high bytes in pairs and accents stand alone.
    """

    def __init__(self) -> None:
        self._attempts = [
            _Attempt(name, codecs.getincrementaldecoder(CODECS[name])())
            for name in (UTF8, GB18030, WINDOWS_1252)
        ]
        self._head = b""
        self._runs = 0
        self._lone = 0

    def feed(self, piece: bytes) -> None:
        """The next bytes of the file."""
        self._head = (self._head + piece)[:4] if len(self._head) < 4 else self._head
        runs = [] if piece.isascii() else HIGH_BYTES.findall(piece)
        self._runs += len(runs)
        self._lone += sum(len(run) == 1 for run in runs)
        for attempt in self._attempts:
            attempt.feed(piece, final=False)

    def encoding(self) -> str | None:
        """The name of the encoding; None if the file is no text that this program can read."""
        if self._head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return UTF16
        for attempt in self._attempts:
            attempt.feed(b"", final=True)
        fitting = [attempt.encoding for attempt in self._attempts if attempt.fits]
        if UTF8 in fitting:
            return UTF8_BOM if self._head.startswith(codecs.BOM_UTF8) else UTF8
        if GB18030 in fitting and (self._lone * 2 <= self._runs or WINDOWS_1252 not in fitting):
            return GB18030
        return WINDOWS_1252 if WINDOWS_1252 in fitting else None
