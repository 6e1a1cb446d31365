"""Loads a data set into the sdtm tables: every row goes where its DOMAIN says, or is rejected with a reason."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as compute
from duckdb import DuckDBPyConnection

from data_access.casting import Casting
from data_access.dataset import DataSet
from data_access.domains import domain_of_rows, fallback, is_code
from data_access.statements import fill, quoted
from data_access.tables import ensure_table, required_columns

BATCH, ROW_DOMAIN = "source_batch", "source_domain"


@dataclass
class Loaded:
    """Rows of one data set by lower-case domain (None: not known), and the variables that it brought."""

    read: Counter[str | None] = field(default_factory=Counter)
    variables: dict[str, set[str]] = field(default_factory=dict)


def load(
    connection: DuckDBPyConnection, dataset: DataSet, on_rows: Callable[[int], None] = lambda rows: None
) -> Loaded:
    """Load all rows; `on_rows` hears of each piece. Rejected rows are in meta.rejected afterwards."""
    done = Loaded()
    castings: dict[str, Casting] = {}
    for batch in dataset.batches():
        domains = domain_of_rows(dataset, batch)
        connection.register(BATCH, batch.append_column(ROW_DOMAIN, domains))
        for item in compute.value_counts(domains).to_pylist():
            domain, rows = item["values"], item["counts"]
            if domain not in castings and is_code(domain):
                castings[domain] = _casting(connection, dataset, domain)
                done.variables[domain] = set(castings[domain].variables)
            if domain in castings:
                castings[domain].load(connection, rows)
            else:
                _reject_domain(connection, dataset, domain)
            done.read[domain if domain in castings else None] += rows
        connection.unregister(BATCH)
        on_rows(batch.num_rows)
    _reject_raw(connection, dataset, done)
    if not done.read and is_code(fallback(dataset)):
        done.read[fallback(dataset)] = 0
        _casting(connection, dataset, fallback(dataset))
    return done


def _casting(connection: DuckDBPyConnection, dataset: DataSet, domain: str) -> Casting:
    variables = [column.strip().lower() for column in dataset.columns]
    types = ensure_table(connection, domain, variables)
    return Casting(dataset, domain, types, required_columns(connection, domain))


def _reject_domain(connection: DuckDBPyConnection, dataset: DataSet, domain: str) -> None:
    """Rows whose DOMAIN cannot name a domain."""
    reason = f"DOMAIN {domain!r} is not a domain code" if domain else "DOMAIN is missing"
    record = Casting.record(dataset)
    connection.execute(
        fill(
            "INSERT INTO meta.rejected SELECT $file, NULL, source_row, 'DOMAIN', $reason, {record} "
            "FROM {batch} WHERE {key} IS NOT DISTINCT FROM $domain",
            record=record,
            batch=BATCH,
            key=ROW_DOMAIN,
        ),
        {"file": dataset.file, "reason": reason, "domain": domain},
    )


def _reject_raw(connection: DuckDBPyConnection, dataset: DataSet, done: Loaded) -> None:
    """Rows that the reader could not take apart; they count for the domain of the rest of the file."""
    if not dataset.rejected:
        return
    named = [(rows, domain) for domain, rows in done.read.items() if domain]
    own = fallback(dataset) if is_code(fallback(dataset)) else None
    domain = max(named)[1] if named else own
    rows = [
        (dataset.file, domain, item.row, item.column, item.reason, item.record) for item in dataset.rejected
    ]
    connection.executemany("INSERT INTO meta.rejected VALUES (?, ?, ?, ?, ?, ?)", rows)
    done.read[domain] += len(rows)
