"""Walks over JSON text of any length and holds one value at a time."""

import io
import json
from collections.abc import Iterator
from typing import Any

from data_access.building.reading.unpack import CHUNK_BYTES

LONGEST_VALUE = 32 << 20  # characters; a longer "value" is a file whose brackets do not close
AFTER_A_VALUE = " \t\r\n,:]}"
# Numbers keep the digits of the file: they are cast once, when the column's type is known.
DECODER = json.JSONDecoder(parse_float=str, parse_int=str)


class MalformedError(Exception):
    """The text is not JSON, or ends inside a value."""


class Scanner:
    """A position in JSON text; every method moves it forward. Numbers come out as text."""

    def __init__(self, stream: io.TextIOBase) -> None:
        self._stream = stream
        self._text = ""
        self._at = 0

    def peek(self) -> str:
        """The next character that is not blank; empty at the end of the text."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in " \t\r\n\ufeff":
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self, character: str) -> None:
        """Step over one expected character; MalformedError if another stands there."""
        if self.peek() != character:
            raise MalformedError
        self._at += 1

    def value(self) -> Any:
        """The next JSON value; MalformedError if there is none."""
        self.peek()
        while True:
            found, value, length = self._decode()
            end = self._at + length
            # "12" at the end of a piece, or "12." may be the beginning of 12.5: only what follows tells.
            ended = found and end < len(self._text) and self._text[end] in AFTER_A_VALUE
            if ended or len(self._text) > LONGEST_VALUE or not self._more():
                break
        if not found:
            raise MalformedError
        self._at += length
        return value

    def _decode(self) -> tuple[bool, Any, int]:
        """Whether a value begins here, the value, and its length."""
        try:
            value, end = DECODER.raw_decode(self._text, self._at)
        except json.JSONDecodeError:
            return False, None, 0
        except RecursionError as error:  # brackets in brackets without end
            raise MalformedError from error
        return True, value, end - self._at

    def items(self) -> Iterator[Any]:
        """The values of the array that begins here."""
        self.take("[")
        while self.peek() != "]":
            yield self.value()
            if self.peek() != "]":
                self.take(",")
        self.take("]")

    def members(self) -> Iterator[str]:
        """The keys of the object that begins here; whoever asks consumes each value before the next key."""
        self.take("{")
        while self.peek() != "}":
            key = self.value()
            self.take(":")
            yield key
            if self.peek() != "}":
                self.take(",")
        self.take("}")

    def _more(self) -> bool:
        piece = self._stream.read(CHUNK_BYTES)
        self._text = self._text[self._at :] + piece
        self._at = 0
        return bool(piece)
