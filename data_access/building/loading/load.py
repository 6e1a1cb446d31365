"""Loads a data set into the sdtm tables: a row goes where its DOMAIN says, or is rejected with a reason."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
from duckdb import DuckDBPyConnection
from pyarrow import compute

from data_access.building.loading.balance import record_source
from data_access.building.loading.casting import BATCH, Casting, record
from data_access.building.loading.progress import LOAD, Meter
from data_access.building.loading.sdtm_tables import ensure_table, required_columns
from data_access.building.reading.domains import domain_of_rows, fallback, is_code
from data_access.building.reading.source_dataset import ROW_DOMAIN, DataSet
from data_access.building.reading.sources import Source
from data_access.common.sql_text import fill

REJECT_DOMAIN = """
INSERT INTO meta.rejected
SELECT $file, NULL, source_row, 'DOMAIN', $reason, {record} FROM {batch} WHERE {row_domain} = $domain
"""
REJECT_RAGGED = """
INSERT INTO meta.rejected SELECT $file, NULL, "row", NULL, reason, record FROM source_batch
"""
PLACE_RAGGED = 'UPDATE meta.rejected SET domain = $domain WHERE file = $file AND "column" IS NULL'


@dataclass
class Loaded:
    """Rows read per lower-case domain (None: not known), the variables that came with each, ragged rows."""

    read: Counter[str | None] = field(default_factory=Counter)
    variables: dict[str, set[str]] = field(default_factory=dict)
    ragged: int = 0


def load_all(connection: DuckDBPyConnection, sources: Sequence[Source], meter: Meter) -> dict[str, set[str]]:
    """Load every data set and enter it into meta.source; returns the variables that came with each domain."""
    delivered: dict[str, set[str]] = {}
    done, total = 0, sum(source.size_bytes for source in sources) or 1
    for source in sources:
        loaded = load(connection, source.dataset, _reporter(meter, source, done / total, total))
        record_source(connection, source.dataset, source.sha256, loaded.read)
        for domain, variables in loaded.variables.items():
            delivered.setdefault(domain, set()).update(variables)
        done += source.size_bytes
    return delivered


def _reporter(meter: Meter, source: Source, before: float, total: int) -> Callable[[int], None]:
    def on_rows(rows: int) -> None:
        meter.add_rows(rows)
        meter.at(LOAD, before + source.dataset.position() * source.size_bytes / total, source.dataset.file)

    return on_rows


def load(connection: DuckDBPyConnection, dataset: DataSet, on_rows: Callable[[int], None]) -> Loaded:
    """Load all rows; `on_rows` hears of every piece. What was rejected is in meta.rejected afterwards."""
    done = Loaded()
    castings: dict[str, Casting] = {}
    for batch in dataset.batches():
        _load_batch(connection, dataset, batch, castings, done)
        _reject_ragged(connection, dataset, done)
        on_rows(batch.num_rows)
    _reject_ragged(connection, dataset, done)
    if not done.read and is_code(fallback(dataset)):
        _casting(connection, dataset, fallback(dataset), done)
        done.read[fallback(dataset)] = 0
    _place_ragged(connection, dataset, done)
    return done


def _load_batch(
    connection: DuckDBPyConnection,
    dataset: DataSet,
    batch: pa.RecordBatch,
    castings: dict[str, Casting],
    done: Loaded,
) -> None:
    """Load the rows of each domain in a batch; `castings` keeps what was prepared for a domain."""
    domains = domain_of_rows(dataset, batch)
    connection.register(BATCH, batch.append_column(ROW_DOMAIN, domains))
    for item in compute.value_counts(domains).to_pylist():
        domain, rows = item["values"], item["counts"]
        if not is_code(domain):
            _reject_domain(connection, dataset, domain)
            done.read[None] += rows
            continue
        if domain not in castings:
            castings[domain] = _casting(connection, dataset, domain, done)
        castings[domain].load(connection, rows)
        done.read[domain] += rows
    connection.unregister(BATCH)


def _casting(connection: DuckDBPyConnection, dataset: DataSet, domain: str, done: Loaded) -> Casting:
    variables = [column.strip().lower() for column in dataset.columns]
    done.variables[domain] = set(variables)
    types = ensure_table(connection, domain, variables)
    return Casting(
        dataset, domain, types, required_columns(connection, domain) or _of_subjects(domain, variables)
    )


def _of_subjects(domain: str, variables: list[str]) -> list[str]:
    """What a row of a domain that no file declares must have: its subject, where it is about subjects.

    RELREC relates whole data sets without a subject; where there is POOLID, a pool may stand for USUBJID (SDTMIG 3.4).
    """
    about_subjects = "usubjid" in variables and "poolid" not in variables and domain != "relrec"
    return ["usubjid"] if about_subjects else []


def _reject_domain(connection: DuckDBPyConnection, dataset: DataSet, domain: str) -> None:
    """Rows whose DOMAIN cannot name a domain."""
    reason = f"not a domain code: {domain.upper()}" if domain else "missing"
    statement = fill(REJECT_DOMAIN, record=record(dataset), batch=BATCH, row_domain=ROW_DOMAIN)
    connection.execute(statement, {"file": dataset.file, "reason": reason, "domain": domain})


def _reject_ragged(connection: DuckDBPyConnection, dataset: DataSet, done: Loaded) -> None:
    """Rows that the reader could not take apart; to which domain they belong is seen at the end."""
    taken = dataset.take_rejected()
    if taken:
        columns = {name: [getattr(row, name) for row in taken] for name in ("row", "reason", "record")}
        connection.register(BATCH, pa.table(columns))
        connection.execute(REJECT_RAGGED, {"file": dataset.file})
        connection.unregister(BATCH)
        done.ragged += len(taken)


def _place_ragged(connection: DuckDBPyConnection, dataset: DataSet, done: Loaded) -> None:
    """Ragged rows count for the domain of most other rows of the file."""
    if done.ragged:
        named = [(rows, domain) for domain, rows in done.read.items() if domain]
        domain = max(named)[1] if named else None
        connection.execute(PLACE_RAGGED, {"file": dataset.file, "domain": domain})
        done.read[domain] += done.ragged
