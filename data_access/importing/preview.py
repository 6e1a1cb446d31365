"""What a delivery holds, before anything is built from it: format, encoding, domains and rows of every file."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from pyarrow import compute

from data_access.building.loading.sdtm_tables import declared_domains
from data_access.building.reading.domains import domain_of_rows, is_sdtm
from data_access.building.reading.fingerprint import fingerprint
from data_access.building.reading.recognise import NotRead, open_source
from data_access.building.reading.source_dataset import DataSet, file_label
from data_access.building.reading.sources import list_files
from data_access.importing.refusals import WORKBOOKS, ending

TEXTS = ("csv", "txt", "tsv")


@dataclass(frozen=True)
class Inspected:
    """An SDTM data set: rows by lower-case domain; `ragged` rows have a wrong number of values."""

    file: str
    format: str
    encoding: str
    rows: dict[str, int]
    ragged: int


@dataclass(frozen=True)
class Preview:
    """The data sets of a delivery, what will be left alone, and the tables that are no SDTM but may be mapped."""

    datasets: list[Inspected]
    left: list[NotRead]
    sheets: list[Path]


def preview(folder: Path, scratch: Path) -> Preview:
    """Read every file in the folder once; BuildError as in a build for a file that is damaged.

    `scratch`: a folder to unpack in, made when needed.
    """
    files, left = list_files(folder)
    found = Preview([], list(left), [])
    for path in files:
        _inspect(path, scratch, found)
    return found


def _inspect(path: Path, scratch: Path, found: Preview) -> None:
    if ending(path.name) in WORKBOOKS:
        found.sheets.append(path)
        return
    traits = fingerprint(path).text
    opened = open_source(path, traits, scratch)
    if isinstance(opened, NotRead) and traits is not None and ending(path.name) in TEXTS:
        found.sheets.append(path)
        return
    if isinstance(opened, NotRead):
        found.left.append(opened)
    elif is_sdtm(opened, declared_domains()):
        found.datasets.append(_counted(opened))
    elif opened.format.startswith("CSV"):
        found.sheets.append(path)
    else:
        found.left.append(NotRead(file_label(path), "not SDTM"))


def _counted(dataset: DataSet) -> Inspected:
    rows: Counter[str] = Counter()
    ragged = 0
    for batch in dataset.batches():
        for item in compute.value_counts(domain_of_rows(dataset, batch)).to_pylist():
            rows[item["values"] or ""] += item["counts"]
        ragged += len(dataset.take_rejected())
    ragged += len(dataset.take_rejected())
    return Inspected(dataset.file, dataset.format, dataset.encoding, dict(sorted(rows.items())), ragged)
