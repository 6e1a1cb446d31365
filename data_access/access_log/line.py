"""One line of the access log: JSON that holds the hash of the line before it and, last, its own.

So a line that was changed contradicts its own hash, or, if that was renewed, the line after it; a line removed,
inserted or moved breaks the count and the chain.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

BEFORE_THE_FIRST = "0" * 64
OWN_HASH = b',"hash":"%s"}\n'
OWN_HASH_BYTES = len(OWN_HASH % BEFORE_THE_FIRST.encode())


@dataclass(frozen=True)
class Place:
    """Where the chain stands: the number of its last line, that line's hash; 0 lines before the first."""

    number: int = 0
    hash: str = BEFORE_THE_FIRST


def line_after(place: Place, entry: Mapping[str, str]) -> tuple[bytes, Place]:
    """The line that says `entry` after `place`, with its line end, and where the chain then stands."""
    text = json.dumps(
        {"n": place.number + 1, "previous": place.hash} | dict(entry),
        ensure_ascii=False,
        separators=(",", ":"),
    )
    # Half a character, as a damaged file may hold in a subject's name, becomes an escape that JSON knows.
    said = text[:-1].encode("utf-8", "backslashreplace")
    own = _hash(said)
    return said + OWN_HASH % own, Place(place.number + 1, own.decode())


def follows(raw: bytes, place: Place) -> Place | None:
    """Where the chain stands after the line `raw`; None unless it is whole and the one after `place`."""
    said, own = raw[:-OWN_HASH_BYTES], _hash(raw[:-OWN_HASH_BYTES])
    expected = b'{"n":%d,"previous":"%s",' % (place.number + 1, place.hash.encode())
    if said.startswith(expected) and raw[-OWN_HASH_BYTES:] == OWN_HASH % own:
        return Place(place.number + 1, own.decode())
    return None


def whole(raw: bytes) -> tuple[Place, str] | None:
    """The place that a line says it has and the hash of the line before it; None if it was changed or is none."""
    said = raw[:-OWN_HASH_BYTES]
    if raw[-OWN_HASH_BYTES:] != OWN_HASH % _hash(said):
        return None
    try:
        entry = json.loads(raw)
        return Place(int(entry["n"]), str(entry["hash"])), str(entry["previous"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _hash(said: bytes) -> bytes:
    return sha256(said).hexdigest().encode()
