"""What a reader uploads, put into a folder as plain files; whatever could harm the machine is refused by name.

Sizes are checked before anything is unpacked, by what an archive says of itself, and again while unpacking, by
what really comes out.
"""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from data_access.building.reading.unpack import CHUNK_BYTES, Plain, is_packed
from data_access.common.errors import BuildError
from data_access.importing.reading.workbook import OLE_MAGIC as OLE_MAGIC
from data_access.importing.refusals import (
    MEGABYTE,
    MOST_UNPACKED_MB,
    MOST_UPLOADED_MB,
    TYPES,
    WORKBOOKS,
    Budget,
    Receiver,
    Refused,
    check_ratio,
    check_type,
    copied,
    ending,
    escapes,
)
from data_access.importing.zip_archive import unzip

ZIP_MAGIC = b"PK"


def receive(uploads: Sequence[tuple[str, bytes]], folder: Path) -> None:
    """Write the uploaded files (name, content) into the empty `folder`, zip archives unpacked.

    Refused with a code of `import.refused` for what is too large, of a wrong type, or dangerous.
    """
    total = sum(len(content) for _, content in uploads)
    if total > MOST_UPLOADED_MB * MEGABYTE:
        raise Refused("large", limit=MOST_UPLOADED_MB)
    receiver = Receiver(folder)
    for name, content in uploads:
        plain = _plain_name(name)
        check_type(plain, TYPES)
        if ending(plain) == "zip":
            unzip(plain, content, receiver)
        else:
            receiver.budget.spend(len(content), plain)
            receiver.place(plain).write_bytes(content)
    _look_inside(receiver)


def _plain_name(name: str) -> str:
    """The name without a path; a name that is nothing else than a way out of the folder is refused."""
    if escapes(name) or "/" in name:
        raise Refused("escape", file=name)
    return name


def _look_inside(receiver: Receiver) -> None:
    """What only the content shows: another archive under a false name, a workbook with macros, a packed bomb."""
    for path in sorted(receiver.folder.iterdir()):
        with path.open("rb") as file:
            head = file.read(CHUNK_BYTES)
            kind = ending(path.name)
            if kind in WORKBOOKS and not (kind == "xls" and head.startswith(OLE_MAGIC)):
                _check_workbook(path.name, file, head)
            elif head.startswith(ZIP_MAGIC) and zipfile.is_zipfile(file) and kind != "docx":
                raise Refused("nested", file=path.name)
        if is_packed(head):
            _measure(path, receiver.budget)


def _check_workbook(name: str, file: BinaryIO, head: bytes) -> None:
    if head.startswith(OLE_MAGIC):
        raise Refused("encrypted", file=name)
    try:
        with zipfile.ZipFile(file) as opened:
            members = opened.infolist()
    except zipfile.BadZipFile as error:
        raise Refused("damaged", file=name) from error
    if any(member.filename.lower().endswith("vbaproject.bin") for member in members):
        raise Refused("macro", file=name)
    if sum(member.file_size for member in members) > MOST_UNPACKED_MB * MEGABYTE:
        raise Refused("bomb", file=name, limit=MOST_UNPACKED_MB)
    for member in members:
        check_ratio(name, member.file_size, member.compress_size)


def _measure(path: Path, budget: Budget) -> None:
    """Unpack a gzip file into nothing, to see that it stays within bounds."""
    try:
        with Plain(path) as plain:
            copied(io.BufferedReader(plain, CHUNK_BYTES).read, len, budget, path.name)
    except BuildError as error:
        raise Refused("damaged", file=path.name) from error


def clear(folder: Path) -> None:
    """Remove the files in a folder."""
    for path in folder.iterdir():
        path.unlink()
