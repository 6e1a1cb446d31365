"""Recognises a source file by its content and opens it with the reader for its format."""

import hashlib
import io
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from data_access import read_csv, read_dataset_json, read_parquet, read_sas, xpt_layout
from data_access.dataset import DataSet
from data_access.errors import BuildError
from data_access.text_encoding import EncodingDetective
from data_access.unpack import CHUNK_BYTES, Plain, head_of

DATA_EXTENSIONS = frozenset({"xpt", "sas7bdat", "csv", "json", "ndjson", "dsjc", "parquet", "gz"})
SAS7BDAT_MAGIC = bytes.fromhex("000000000000000000000000c2ea8160b31411cfbd92080009c7318c181f1011")
PARQUET_MAGIC = b"PAR1"
MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<", re.ASCII)
SDTM_HEADER = re.compile(rb'^(?:\xef\xbb\xbf)?"?\w+"?[,;\t|].*(?:STUDYID|USUBJID|DOMAIN)', re.IGNORECASE)


@dataclass(frozen=True)
class NotRead:
    """A file left alone, and why."""

    file: str
    reason: str


@dataclass(frozen=True)
class Fingerprint:
    """SHA-256 of the file on disk and of what is in it once unpacked, and its text encoding, if it is text."""

    sha256: str
    content_sha256: str
    encoding: str | None


def fingerprint(path: Path) -> Fingerprint:
    """Reads the whole file once."""
    detective, content = EncodingDetective(), hashlib.sha256()
    with Plain(path) as plain:
        reader = io.BufferedReader(plain, CHUNK_BYTES)
        while piece := reader.read(CHUNK_BYTES):
            content.update(piece)
            detective.feed(piece)
        packed = plain.packed
    with path.open("rb") as handle:
        sha256 = hashlib.file_digest(handle, "sha256").hexdigest() if packed else content.hexdigest()
    return Fingerprint(sha256, content.hexdigest(), detective.encoding())


def claims_to_be_data(path: Path) -> bool:
    """Whether the file's extension says that it holds a data set."""
    return path.suffix.lower().lstrip(".") in DATA_EXTENSIONS


def open_source(path: Path, encoding: str | None, scratch: Path) -> DataSet | NotRead:
    """The data set in a file; NotRead for a file that holds none and does not claim to.

    `encoding` comes from `fingerprint`; `scratch` is a folder for unpacking what cannot be read as a stream.
    """
    file, head = path.name, head_of(path)
    if not head:
        return _refuse_or_skip(path, "is empty")
    if head.startswith((xpt_layout.MAGIC, SAS7BDAT_MAGIC, PARQUET_MAGIC)):
        return _open_binary(_unpacked(path, scratch), file, head)
    if MARKUP.match(head):
        return _refuse_or_skip(path, "is a web page or XML")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return read_dataset_json.open_dataset_json(path, file) or NotRead(
            file, "JSON, but not Dataset-JSON 1.1"
        )
    if encoding is None or b"\0" in head and not encoding.startswith("UTF-16"):
        return _refuse_or_skip(path, "is not in a format that can be read")
    if path.suffix.lower() in {".csv", ".gz"} or SDTM_HEADER.match(head.split(b"\n")[0]):
        return read_csv.open_csv(path, file, encoding)
    return _refuse_or_skip(path, "is text, but no table")


def _open_binary(path: Path, file: str, head: bytes) -> DataSet:
    if head.startswith(PARQUET_MAGIC):
        return read_parquet.open_parquet(path, file)
    if head.startswith(SAS7BDAT_MAGIC):
        return read_sas.open_sas(path, file, read_sas.SAS7BDAT, None)
    return read_sas.open_sas(path, file, read_sas.XPT, xpt_layout.count_rows(path, file))


def _unpacked(path: Path, scratch: Path) -> Path:
    """The file itself, or a copy of it without its gzip wrapping."""
    with Plain(path) as plain:
        if not plain.packed:
            return path
        folder = Path(tempfile.mkdtemp(dir=scratch))
        copy = folder / path.stem
        with copy.open("wb") as out:
            while piece := plain.read(CHUNK_BYTES):
                out.write(piece)
        return copy


def _refuse_or_skip(path: Path, reason: str) -> NotRead:
    if claims_to_be_data(path):
        raise BuildError(f"{path.name} {reason}, not a {path.suffix.lstrip('.')} data set.")
    return NotRead(path.name, reason)
