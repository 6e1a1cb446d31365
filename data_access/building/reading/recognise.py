"""Recognises a source file by its content and opens it with the reader for its format."""

import re
from dataclasses import dataclass
from pathlib import Path

from data_access.building.reading import read_csv, read_dataset_json, read_parquet, read_sas, xpt_layout
from data_access.building.reading.fingerprint import TextTraits
from data_access.building.reading.source_dataset import RESERVED, DataSet, file_label
from data_access.building.reading.text_encoding import CODECS
from data_access.building.reading.unpack import CHUNK_BYTES, Plain, head_of
from data_access.common.errors import BuildError

DATA_EXTENSIONS = frozenset({"xpt", "sas7bdat", "csv", "json", "ndjson", "dsjc", "parquet", "gz"})
SAS7BDAT_MAGIC = bytes.fromhex("000000000000000000000000c2ea8160b31411cfbd92080009c7318c181f1011")
PARQUET_MAGIC, ZIP_MAGIC, BYTE_ORDER_MARK = b"PAR1", b"PK\x03\x04", b"\xef\xbb\xbf"
UNREADABLE_NAME = re.compile("[\0\ud800-\udfff]")
MARKUP = re.compile(rb"\s*<")
# A text file of any name is taken for a table if its first line names one of these variables.
SDTM_HEADER = re.compile(r'(^|[,;\t|])"?(STUDYID|USUBJID|DOMAIN|RDOMAIN)"?\s*([,;\t|]|$)', re.IGNORECASE)


@dataclass(frozen=True)
class NotRead:
    """A file left alone, and why."""

    file: str
    reason: str


def claims_to_be_data(path: Path) -> bool:
    """Whether the file's extension says that it holds a data set."""
    return path.suffix.lower().lstrip(".") in DATA_EXTENSIONS


def open_source(path: Path, text: TextTraits | None, scratch: Path) -> DataSet | NotRead:
    """The data set in a file; NotRead for a file that holds none and does not claim to.

    `text` comes from `fingerprint`; `scratch` is a folder, made when needed, to unpack what cannot be read as a
    stream. BuildError if the file claims to be data and is not, or is damaged.
    """
    file, head = file_label(path), head_of(path).removeprefix(BYTE_ORDER_MARK)
    if head.startswith((xpt_layout.MAGIC, SAS7BDAT_MAGIC, PARQUET_MAGIC)):
        return _checked(_open_binary(_unpacked(path, scratch), file, head))
    if text and head.lstrip().startswith(b"{"):
        dataset = read_dataset_json.open_dataset_json(path, file)
        return _checked(dataset) if dataset else NotRead(file, "JSON, but not Dataset-JSON 1.1")
    if text and _is_table(path, head, text):
        return _checked(read_csv.open_csv(path, file, text))
    reason = _what_else(head)
    if claims_to_be_data(path):
        raise BuildError(f"{file} is {reason}, not a data set.")
    return NotRead(file, reason)


def _is_table(path: Path, head: bytes, text: TextTraits) -> bool:
    """Whether text has a header line of several names; in a file not called .csv, one of them from SDTM."""
    if not head.strip() or MARKUP.match(head) or head.startswith(ZIP_MAGIC):
        return False
    lines = head.decode(CODECS[text.encoding], errors="ignore").lstrip().splitlines()
    first_line = lines[0] if lines else ""
    if path.name.lower().removesuffix(".gz").endswith(".csv"):
        return any(mark in first_line for mark in read_csv.DELIMITERS)
    return bool(SDTM_HEADER.search(first_line))


def _what_else(head: bytes) -> str:
    """What a file is that is none of the formats."""
    if not head.strip():
        return "empty"
    if MARKUP.match(head):
        return "a web page or XML"
    return "a zip archive or a workbook" if head.startswith(ZIP_MAGIC) else "in a format that cannot be read"


def _open_binary(path: Path, file: str, head: bytes) -> DataSet:
    if head.startswith(PARQUET_MAGIC):
        return read_parquet.open_parquet(path, file)
    if head.startswith(SAS7BDAT_MAGIC):
        return read_sas.open_sas(path, file, read_sas.SAS7BDAT, None)
    return read_sas.open_sas(path, file, read_sas.XPT, xpt_layout.count_rows(path, file))


def _unpacked(path: Path, scratch: Path) -> Path:
    """The file itself, or a copy of it without its wrapping."""
    with Plain(path) as plain:
        if not plain.packed:
            return path
        scratch.mkdir(exist_ok=True)
        copy = scratch / path.stem
        with copy.open("wb") as out:
            while piece := plain.read(CHUNK_BYTES):
                out.write(piece)
        return copy


def _checked(dataset: DataSet) -> DataSet:
    """The data set, if its columns can be told apart."""
    names = [column.strip().lower() for column in dataset.columns]
    if not all(names) or any(UNREADABLE_NAME.search(name) for name in names):
        raise BuildError(f"{dataset.file} has a column without a readable name: its header is damaged.")
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise BuildError(f"{dataset.file} has two columns named {twice.upper()}.")
    if RESERVED & set(names):
        raise BuildError(f"{dataset.file} has a column {min(RESERVED & set(names)).upper()}: rename it.")
    return dataset
