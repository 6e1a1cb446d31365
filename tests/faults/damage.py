"""What a disk, a transfer or an editor does to a file, as recipes that can be told and repeated."""

from collections.abc import Callable

from hypothesis import strategies as st

Damage = tuple[str, float, float, bytes]
# What readers stumble over: ends of text and lines, quotes, numbers beyond all measure, halves of a character.
PIECES = (
    b"\0", b"\0" * 80, b"\xff" * 8, b'"', b"'", b"\n", b"\r", b"\n\n", b",", b",,,,", b"\x1a", b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"1e999", b"-1", b"NaN", b'"\\ud800"', b"[", b"]", b"{}", b"null", b'"rows":', b"\x1f\x8b", b"PK\x03\x04",
    b"\x7f" * 4,
    b" " * 80, "光".encode("gb18030"), "é".encode("cp1252"), b"A" * 9000,
)  # fmt: skip


def _cut(content: bytes, at: int, _: int, __: bytes) -> bytes:
    return content[:at]


def _flip(content: bytes, at: int, other: int, _: bytes) -> bytes:
    return content[:at] + bytes([content[at] ^ (1 + other % 255)]) + content[at + 1 :]


def _drop(content: bytes, at: int, other: int, _: bytes) -> bytes:
    return content[:at] + content[max(at, other) :]


def _splice(content: bytes, at: int, other: int, _: bytes) -> bytes:
    """A stretch of the file again, in another place."""
    return content[:at] + content[other : other + 400] + content[at:]


def _insert(content: bytes, at: int, _: int, piece: bytes) -> bytes:
    return content[:at] + piece + content[at:]


def _overwrite(content: bytes, at: int, _: int, piece: bytes) -> bytes:
    return content[:at] + piece + content[at + len(piece) :]


KINDS: dict[str, Callable[[bytes, int, int, bytes], bytes]] = {
    "cut": _cut, "flip": _flip, "drop": _drop, "splice": _splice, "insert": _insert, "overwrite": _overwrite,
}  # fmt: skip


def damages() -> st.SearchStrategy[list[Damage]]:
    """One to four damages; every other one early in the file, where it says what it holds."""
    share = st.one_of(st.floats(0, 1, width=16), st.floats(0, 0.05))
    one = st.tuples(st.sampled_from(sorted(KINDS)), share, share, st.sampled_from(PIECES))
    return st.lists(one, min_size=1, max_size=4)


def damaged(content: bytes, recipe: list[Damage]) -> bytes:
    """The file after these damages, one after the other."""
    for kind, at, other, piece in recipe:
        if content:
            last = len(content) - 1
            content = KINDS[kind](content, int(at * last), int(other * last), piece)
    return content
