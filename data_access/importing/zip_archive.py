"""A zip archive, unpacked into plain files beside each other, after everything it says of itself was checked."""

import io
import stat
import zipfile
from collections.abc import Sequence
from pathlib import PurePosixPath

from data_access.importing.refusals import (
    ARCHIVES,
    INSIDE_ONLY,
    MEGABYTE,
    MOST_FILES,
    MOST_UNPACKED_MB,
    TYPES,
    Receiver,
    Refused,
    check_ratio,
    check_type,
    copied,
    ending,
    escapes,
)

LITTER = ("__MACOSX",)
UTF8_NAME, ENCRYPTED = 0x800, 0x1


def unzip(archive: str, content: bytes, receiver: Receiver) -> None:
    """Unpack the archive of that name; Refused for what it must not hold, or if it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            members = [member for member in opened.infolist() if _is_wanted(member)]
            _check_members(archive, members)
            for member in members:
                _extract(opened, member, receiver)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise Refused("damaged", file=archive) from error


def _is_wanted(member: zipfile.ZipInfo) -> bool:
    """Not a folder, nor what an operating system leaves behind."""
    parts = PurePosixPath(member.filename).parts
    litter = any(part in LITTER for part in parts) or bool(parts) and parts[-1].startswith(".")
    return not member.is_dir() and not (litter and not escapes(member.filename))


def _check_members(archive: str, members: Sequence[zipfile.ZipInfo]) -> None:
    """Everything that an archive says of itself, before a byte is unpacked."""
    if not members:
        raise Refused("empty", file=archive)
    if len(members) > MOST_FILES:
        raise Refused("many", limit=MOST_FILES)
    if sum(member.file_size for member in members) > MOST_UNPACKED_MB * MEGABYTE:
        raise Refused("bomb", file=archive, limit=MOST_UNPACKED_MB)
    for member in members:
        _check_member(member)


def _check_member(member: zipfile.ZipInfo) -> None:
    name = _decoded(member)
    if escapes(name) or escapes(member.orig_filename):
        raise Refused("escape", file=name)
    if stat.S_ISLNK(member.external_attr >> 16):
        raise Refused("link", file=name)
    if member.flag_bits & ENCRYPTED:
        raise Refused("encrypted", file=name)
    if ending(name) in ARCHIVES:
        raise Refused("nested", file=name)
    check_type(name, TYPES + INSIDE_ONLY)
    check_ratio(name, member.file_size, member.compress_size)


def _decoded(member: zipfile.ZipInfo) -> str:
    """The name as it was given: Chinese Windows writes it in GBK, which zipfile takes for another code page."""
    if member.flag_bits & UTF8_NAME:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, receiver: Receiver) -> None:
    name = PurePosixPath(_decoded(member)).name
    with archive.open(member) as packed, receiver.place(name).open("wb") as out:
        copied(packed.read, out.write, receiver.budget, name)
