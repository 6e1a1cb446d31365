"""What tells who a patient is does not enter the database, unless it is allowed by name.

It is taken away before anything is written: a database file keeps what was once in it. Looked at are the names of
all columns and the first rows of each data set.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

import pyarrow as pa
from duckdb import DuckDBPyConnection
from pyarrow import compute

from data_access.building.loading.identifiers import Inspection, named_like
from data_access.building.reading.source_dataset import SOURCE_ROW, DataSet, RejectedRow
from data_access.building.reading.sources import Source
from data_access.common.errors import BuildError

ROWS_LOOKED_AT = 20_000
NOT_KEPT = "(not kept: the file has columns that tell who a patient is)"
# Without these a row has no patient; a name or an identity number in them must be replaced by a code first.
NEEDED = frozenset({"usubjid", "studyid", "domain", "rdomain"})
# What might have the form of an identifier; everything else is passed over at the speed of columns.
CANDIDATE = r"\d{17}|@|^\+?[\d \-]{11,18}$"


@dataclass
class Screened(DataSet):
    """A data set without the columns and without the values of the qualifiers that are not to be kept."""

    whole: DataSet | None = None
    qualifiers: frozenset[str] = field(default_factory=frozenset)

    def take_rejected(self) -> list[RejectedRow]:
        """As the data set's own; what stood in the row cannot be taken apart, and so is not kept."""
        taken = self.whole.take_rejected() if self.whole else []
        return [replace(row, record=NOT_KEPT) for row in taken]


def screen(connection: DuckDBPyConnection, sources: list[Source], allow: Collection[str]) -> list[Source]:
    """The sources as they may be loaded; what is taken away, or allowed, is entered into meta.dropped.

    `allow`: names of columns, or of supplemental qualifiers. BuildError if it is a variable that a row needs.
    """
    allowed = {name.strip().lower() for name in allow}
    return [replace(source, dataset=_screened(connection, source.dataset, allowed)) for source in sources]


def _screened(connection: DuckDBPyConnection, dataset: DataSet, allowed: set[str]) -> DataSet:
    found = identifying(dataset)
    for name, reason in found.items():
        kept = name.strip().lower() in allowed
        if name.strip().lower() in NEEDED and not kept:
            raise BuildError(
                f"{dataset.file}: {name} cannot be left out, but {reason}: replace them by a code."
            )
        connection.execute(
            "INSERT INTO meta.dropped VALUES (?, ?, ?, ?)", [dataset.file, name.strip().upper(), reason, kept]
        )
    dropped = {name for name in found if name.strip().lower() not in allowed}
    return without(dataset, dropped) if dropped else dataset


def identifying(dataset: DataSet) -> dict[str, str]:
    """Column, or supplemental qualifier, and why it tells who a patient is."""
    inspections = {name: Inspection() for name in dataset.columns}
    qualifiers: dict[str, Inspection] = {}
    for batch in _first_rows(dataset):
        for name in dataset.columns:
            _inspect(batch.column(name), inspections[name])
        if names := _supplemental(dataset):
            _inspect_qualifiers(batch, *names, qualifiers)
    if names := _supplemental(dataset):
        inspections.pop(names[1])
    reasons = {
        name: named_like(name) or inspection.reason(name)
        for name, inspection in (inspections | qualifiers).items()
    }
    return {name: reason for name, reason in reasons.items() if reason}


def without(dataset: DataSet, dropped: Collection[str]) -> Screened:
    """The data set without these columns and qualifiers."""
    columns = tuple(name for name in dataset.columns if name not in dropped)
    qualifiers = frozenset(dropped) - set(dataset.columns)

    def batches() -> Iterator[pa.RecordBatch]:
        for batch in dataset.batches():
            yield _blanked(batch.select([*columns, SOURCE_ROW]), _supplemental(dataset), qualifiers)

    return Screened(
        dataset.file, dataset.format, dataset.encoding, dataset.name, columns, batches, dataset.position,
        whole=dataset, qualifiers=qualifiers,
    )  # fmt: skip


def _first_rows(dataset: DataSet) -> Iterator[pa.RecordBatch]:
    """The first rows; what was rejected among them is met again when they are loaded."""
    left = ROWS_LOOKED_AT
    for batch in dataset.batches():
        yield batch.slice(0, left)
        left -= batch.num_rows
        if left <= 0:
            break
    dataset.take_rejected()


def _inspect(column: pa.Array, inspection: Inspection) -> None:
    """Only values that might have the form of an identifier are inspected one by one; the others count."""
    given = column.filter(compute.greater(compute.utf8_length(column), 0))
    suspects = given.filter(compute.match_substring_regex(given, CANDIDATE))
    inspection.add(suspects.to_pylist())
    inspection.values += len(given) - len(suspects)


def _supplemental(dataset: DataSet) -> tuple[str, str] | None:
    """The columns QNAM and QVAL of a supplemental data set."""
    names = {column.strip().upper(): column for column in dataset.columns}
    return (names["QNAM"], names["QVAL"]) if {"QNAM", "QVAL"} <= names.keys() else None


def _inspect_qualifiers(
    batch: pa.RecordBatch, qnam: str, qval: str, inspections: dict[str, Inspection]
) -> None:
    for name in compute.unique(compute.drop_null(batch.column(qnam))).to_pylist():
        chosen = compute.equal(batch.column(qnam), name)
        _inspect(batch.column(qval).filter(chosen), inspections.setdefault(name, Inspection()))


def _blanked(
    batch: pa.RecordBatch, names: tuple[str, str] | None, qualifiers: frozenset[str]
) -> pa.RecordBatch:
    """The batch with the values of these qualifiers empty: the rows stay, and so does their count."""
    if not (names and qualifiers):
        return batch
    qnam, qval = names
    hidden = compute.is_in(batch.column(qnam), pa.array(sorted(qualifiers), batch.column(qnam).type))
    values = compute.if_else(hidden, pa.scalar("", batch.column(qval).type), batch.column(qval))
    return batch.set_column(batch.schema.get_field_index(qval), qval, values)
