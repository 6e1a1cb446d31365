"""Two states of a study, row by row: what is new, what was removed, and what changed from which value to which.

Rows are the same if their natural keys are: the variables that say whose row it is, of what, and when. Sequence
numbers are none, since a new row renumbers those after it. Several rows of one key are told apart by their order.
"""

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import duckdb
import pyarrow as pa
from duckdb import DuckDBPyConnection
from pandas import DataFrame, concat, notna

from data_access.building.reading.domains import RELATIONS, SUPPLEMENTAL
from data_access.common.database import Database
from data_access.common.sql_text import fill, literal, quoted

# Without the two letters of the domain: what names the thing observed, and what tells one observation from another.
TOPIC = ("testcd", "term", "trt", "obj", "parmcd")
QUALIFIERS = ("cat", "scat", "spec", "loc", "lat", "pos", "method", "grpid")
TIMING = ("dtc", "stdtc", "tptnum", "tpt")
COMMON = ("usubjid", "visitnum", "visit", "taetord", "armcd", "etcd")
# Where the general rule would take too much or too little.
KEYS = MappingProxyType(
    {
        "dm": ("usubjid",),
        "ae": ("usubjid", "aeterm", "aestdtc"),
        "cm": ("usubjid", "cmtrt", "cmstdtc"),
        "ds": ("usubjid", "dscat", "dsdecod", "dsstdtc"),
        "ex": ("usubjid", "extrt", "exstdtc"),
        "mh": ("usubjid", "mhterm", "mhstdtc"),
        "sv": ("usubjid", "visitnum", "visit"),
        "ts": ("tsparmcd",),
        "tv": ("visitnum", "armcd"),
        "ta": ("armcd", "taetord"),
    }
)
CHANGE = ("column", "old", "new")
NOT_COMPARED = ("source_file", "source_row", "studyid", "domain")
COLUMNS = """
SELECT table_name AS "table", column_name AS "column" FROM duckdb_columns() WHERE schema_name = 'sdtm'
ORDER BY table_name, column_index
"""
NUMBERED = """
CREATE OR REPLACE TEMP TABLE {name} AS
SELECT *, row_number() OVER (PARTITION BY {key} ORDER BY {rest}) AS twin FROM {frame}
"""
ONLY_IN = """
SELECT {shown} FROM {here} AS here WHERE NOT EXISTS (FROM {there} AS there WHERE {same})
ORDER BY ALL
"""
CHANGED = """
SELECT {key}, "column", old, new, source_file, source_row FROM (
    SELECT {new_key}, new.source_file, new.source_row,
           unnest([{names}]) AS "column", unnest([{olds}]) AS old, unnest([{news}]) AS new
    FROM before AS old JOIN after AS new ON {same}
) WHERE old IS DISTINCT FROM new ORDER BY ALL
"""


@dataclass(frozen=True)
class Difference:
    """What happened to the rows of one domain between two states.

    `added` and `removed` hold whole rows; `changed` one row per value: the key, column, old, new, and where the new
    row stands. `added_columns` and `removed_columns`: variables that only one state has, which are not compared.
    """

    domain: str
    key: tuple[str, ...]
    n_before: int
    n_after: int
    added: DataFrame
    removed: DataFrame
    changed: DataFrame
    n_changed: int
    added_columns: tuple[str, ...]
    removed_columns: tuple[str, ...]


def key_of(domain: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    """The natural key of a domain, as far as both states have its variables."""
    known = KEYS.get(domain)
    if known is None:
        own = tuple(domain + suffix for suffix in (*TOPIC, *QUALIFIERS, *TIMING))
        known = (*COMMON, *own)
    return tuple(name for name in known if name in columns)


@lru_cache(maxsize=4)
def compare(before: Database, after: Database) -> tuple[Difference, ...]:
    """The differences of every domain that either state has rows of, by name.

    Supplemental qualifiers are compared where they belong, as columns of their parents. ValueError if one state is
    simulated and the other is not, or if they are of two studies.
    """
    if (before.snapshot.study, before.snapshot.simulated) != (after.snapshot.study, after.snapshot.simulated):
        raise ValueError("two studies, or simulated and real data, are not compared")
    old, new = _columns(before), _columns(after)
    domains = sorted(name for name in old.keys() | new.keys() if not name.startswith(SUPPLEMENTAL))
    with duckdb.connect() as connection:
        found = [
            _difference(connection, domain, _rows(before, domain, old), _rows(after, domain, new))
            for domain in domains
            if domain != RELATIONS
        ]
    return tuple(each for each in found if each.n_before or each.n_after)


def _columns(db: Database) -> dict[str, list[str]]:
    held: dict[str, list[str]] = {}
    listed = db.rows(COLUMNS)
    for table, column in zip(listed["table"], listed["column"], strict=True):
        held.setdefault(str(table), []).append(str(column))
    return held


def _rows(db: Database, domain: str, held: dict[str, list[str]]) -> pa.Table:
    """All rows of a domain as text, so that both states have one type for each column."""
    if domain not in held:
        return pa.table({"source_file": pa.array([], pa.string()), "source_row": pa.array([], pa.string())})
    named = ", ".join(f"CAST({quoted(name)} AS VARCHAR) AS {quoted(name)}" for name in held[domain])
    query = fill("SELECT {named} FROM {table}", named=named, table="sdtm." + quoted(domain))
    with db.cursor() as cursor:
        return cursor.sql(query).to_arrow_table()


def _difference(connection: DuckDBPyConnection, domain: str, before: pa.Table, after: pa.Table) -> Difference:
    shared = tuple(name for name in after.column_names if name in before.column_names)
    key = key_of(domain, shared)
    left_out = {*NOT_COMPARED, *key, f"{domain}seq"}
    values = tuple(name for name in shared if name not in left_out)
    for name, rows in (("before", before), ("after", after)):
        _number(connection, name, rows, key, values)
    changed = _changed(connection, key, values)
    return Difference(
        domain, key, before.num_rows, after.num_rows,
        added=_only_in(connection, "after", "before", key, after.column_names),
        removed=_only_in(connection, "before", "after", key, before.column_names),
        changed=changed,
        n_changed=len(changed.drop_duplicates(["source_file", "source_row"])),
        added_columns=_others(after, before), removed_columns=_others(before, after),
    )  # fmt: skip


def _others(here: pa.Table, there: pa.Table) -> tuple[str, ...]:
    """Variables of rows that the other state does not have; with no rows there, all are the rows' own."""
    if not here.num_rows or not there.num_rows:
        return ()
    return tuple(name for name in here.column_names if name not in there.column_names)


def _number(
    connection: DuckDBPyConnection, name: str, rows: pa.Table, key: tuple[str, ...], values: tuple[str, ...]
) -> None:
    """A table of the rows, those of one key counted in the order of their values."""
    connection.register("delivered", rows)
    listed = {
        "key": ", ".join(map(quoted, key)) or "1",
        "rest": ", ".join(map(quoted, (*values, "source_file", "source_row"))),
    }
    connection.execute(fill(NUMBERED, name=name, frame="delivered", **listed))
    connection.unregister("delivered")


def _same(key: tuple[str, ...], here: str, there: str) -> str:
    return " AND ".join(
        f"{here}.{quoted(name)} IS NOT DISTINCT FROM {there}.{quoted(name)}" for name in (*key, "twin")
    )


def _only_in(
    connection: DuckDBPyConnection, here: str, there: str, key: tuple[str, ...], columns: list[str]
) -> DataFrame:
    shown = ", ".join(f"here.{quoted(name)}" for name in columns)
    query = fill(ONLY_IN, shown=shown, here=here, there=there, same=_same(key, "here", "there"))
    return connection.execute(query).df()


def _changed(connection: DuckDBPyConnection, key: tuple[str, ...], values: tuple[str, ...]) -> DataFrame:
    """One row per value that is another now; one by one, so that wide domains stay within memory."""
    query = fill(
        CHANGED,
        key=", ".join(map(quoted, key)) or "1",
        new_key=", ".join(f"new.{quoted(name)}" for name in key) or "1",
        names=", ".join(literal(name) for name in values),
        olds=", ".join(f"old.{quoted(name)}" for name in values),
        news=", ".join(f"new.{quoted(name)}" for name in values),
        same=_same(key, "old", "new"),
    )
    if not values:
        return DataFrame(columns=[*key, *CHANGE, *NOT_COMPARED[:2]])
    return connection.execute(query).df()


def as_table(found: tuple[Difference, ...]) -> DataFrame:
    """All differences in one table: domain, what (added, removed, changed), key, column, old, new, source."""
    return concat([_listed(each) for each in found], ignore_index=True) if found else DataFrame()


def _listed(found: Difference) -> DataFrame:
    parts = []
    for what in ("added", "removed", "changed"):
        rows: DataFrame = getattr(found, what)
        named = rows[list(found.key)].astype(object)
        keys = [
            " | ".join(str(value) for value in row if notna(value)) for row in named.itertuples(index=False)
        ]
        kept = {name: rows[name] if what == "changed" else None for name in CHANGE}
        parts.append(
            DataFrame(
                {"domain": found.domain, "what": what, "key": keys, **kept,
                 "source_file": rows["source_file"], "source_row": rows["source_row"]}
            )
        )  # fmt: skip
    return concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
