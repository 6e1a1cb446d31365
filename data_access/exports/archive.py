"""The tables of the database as files that other programs read: Parquet, CSV, SAS transport, Dataset-JSON 1.1.

SDTM tables leave as they were delivered: without the columns that this program added, and without the qualifiers
that it joined to a parent table, which stay in SUPP--. Each file says whether its data are simulated, where its
format has a place for that; the name of the file and the README of an archive say it always.
"""

import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import pyarrow as pa
from pandas import DataFrame

from data_access import __version__
from data_access.building.loading.supplemental import TAKEN_SUFFIX
from data_access.building.reading.domains import SUPPLEMENTAL
from data_access.common.database import Database, Snapshot
from data_access.common.sql_text import fill, quoted
from data_access.dataset.contents import comments, tables
from data_access.exports import formats, study_days
from data_access.exports.tables import file_name

ADDED = ("source_file", "source_row")
README = "README.txt"
FLAT = {"BOOLEAN": "CASE {name} WHEN true THEN 'Y' WHEN false THEN 'N' END AS {name}"}
NESTED = "CAST(to_json({name}) AS VARCHAR) AS {name}"
SIMPLE = ("VARCHAR", "DOUBLE", "INTEGER", "BIGINT", "DATE", "TIMESTAMP")
COLUMNS = """
SELECT column_name AS name, data_type AS type FROM duckdb_columns()
WHERE schema_name = $schema AND table_name = $table ORDER BY column_index
"""
JOINED = """
SELECT lower(qnam) AS name, count(*) AS n FROM {supplement} WHERE qnam IS NOT NULL GROUP BY 1
"""
ORDER = {"sdtm": " ORDER BY source_file, source_row", "adam": ""}


@dataclass(frozen=True)
class Exported:
    """A file and what its format could not say as it stands in the table; `notes` are whole sentences."""

    content: bytes
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table on its way out: flat rows, its name, a label of what data they are, labels of its columns."""

    name: str
    rows: pa.Table
    label: str
    study: str
    column_labels: dict[str, str]


FORMATS: MappingProxyType[str, Callable[[Table], Exported]] = MappingProxyType(
    {
        "parquet": lambda table: Exported(formats.parquet_bytes(table.rows, table.label)),
        "csv": lambda table: Exported(*formats.csv_text(table.rows)),
        "xpt": lambda table: Exported(*formats.xpt(table.name, table.rows, table.label, table.column_labels)),
        "json": lambda table: Exported(
            formats.dataset_json(table.name, table.rows, table.label, table.study, table.column_labels)
        ),
    }
)


@lru_cache(maxsize=2)
def exportable(db: Database, schema: str) -> DataFrame:
    """table, n: the tables of "sdtm" or "adam" that have rows."""
    found = tables(db)
    return found[(found["schema"] == schema) & (found["n"] > 0)][["table", "n"]].reset_index(drop=True)


def statement(db: Database) -> str:
    """What data these are, in the few characters that a label has."""
    return "SIMULATED DATA" if db.snapshot.simulated else f"Study {db.snapshot.study or '?'}"


def name_of(db: Database, parts: tuple[str, ...], ending: str) -> str:
    """The name of a file: simulated or not, whether arms are hidden, study, what it holds, cut-off."""
    marked = ["SIMULATED"] if db.snapshot.simulated else []
    marked += ["ARMS-HIDDEN"] if db.snapshot.arms_hidden else []
    return file_name(
        [*marked, db.snapshot.study or "study", *parts, (db.snapshot.data_cutoff or "")[:10]], ending
    )


def one(db: Database, schema: str, table: str, format_: str) -> Exported:
    """One table as a file of the format (a key of FORMATS). KeyError for a table that is not `exportable`."""
    if table not in set(exportable(db, schema)["table"]):
        raise KeyError(table)
    label = f"{statement(db)} {table.upper()}"
    rows = _rows(db, schema, table)
    return FORMATS[format_](
        Table(table.upper(), rows, label, db.snapshot.study or "", _labels(schema, table))
    )


def archive(db: Database, schema: str, format_: str) -> bytes:
    """All tables with rows as a zip, with a README that says what data these are and how they fit the format."""
    out = io.BytesIO()
    lines = _about(db)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for row in exportable(db, schema).itertuples():
            name = str(row.table)
            exported = one(db, schema, name, format_)
            packed.writestr(f"{name}.{format_}", exported.content)
            lines += [f"{name}: {row.n} rows", *(f"  {note}" for note in exported.notes)]
        packed.writestr(README, "\n".join(lines) + "\n")
    return out.getvalue()


def _about(db: Database) -> list[str]:
    snapshot = db.snapshot
    nobody = (
        ": no patient ever gave these data, and no treatment effect is simulated"
        if snapshot.simulated
        else ""
    )
    return [
        f"{statement(db)}{nobody}.",
        f"Study {snapshot.study or '?'}, data up to {snapshot.data_cutoff or '?'}, snapshot {snapshot.hash[:8]}",
        f"Written by Liverline {__version__} from a database built {_built(snapshot)}.",
        *(study_days.NOTES if snapshot.masked else ()),
        "Rows that were rejected at import are not in these files; the page of the data set lists them.",
        "",
    ]


def _built(snapshot: Snapshot) -> str:
    return f"in {snapshot.built_at:%Y}" if snapshot.masked else f"{snapshot.built_at.isoformat()}Z"


def _rows(db: Database, schema: str, table: str) -> pa.Table:
    """The rows in the order of their sources, with upper-case names, truth values as Y and N, lists as JSON."""
    columns = db.rows(COLUMNS, schema=schema, table=table)
    left_out = {*ADDED, *_joined(db, table)} if schema == "sdtm" else set()
    kept = {
        name: type_
        for name, type_ in zip(columns["name"], columns["type"], strict=True)
        if name not in left_out
    }
    wanted = [made or _flat(quoted(name), kept[name]) for name, made in _selected(kept, db.snapshot.masked)]
    query = fill(
        "SELECT {columns} FROM {table}", columns=", ".join(wanted), table=f"{schema}.{quoted(table)}"
    )
    with db.cursor() as cursor:
        rows = cursor.sql(query + ORDER[schema]).to_arrow_table()
    return rows.rename_columns([name.upper() for name in rows.column_names])


def _selected(columns: dict[str, str], masked: bool) -> Iterable[tuple[str, str]]:
    """Each column on its way out: its name, and its SQL if it is not as any other of its type."""
    return study_days.selected(columns) if masked else ((name, "") for name in columns)


def _flat(name: str, type_: str) -> str:
    if type_.startswith("TIMESTAMP"):
        return fill("CAST({name} AS TIMESTAMP) AS {name}", name=name)
    return name if type_ in SIMPLE else FLAT.get(type_, NESTED).format(name=name)


def _joined(db: Database, table: str) -> set[str]:
    """The columns of a parent that its supplemental table gave it, not those that were delivered with it."""
    supplement = SUPPLEMENTAL + table
    if supplement not in set(tables(db)["table"]):
        return set()
    given = db.rows(fill(JOINED, supplement="sdtm." + quoted(supplement)))
    own = set(db.rows(COLUMNS, schema="sdtm", table=table)["name"])
    found = set()
    for name, n in zip(given["name"], given["n"], strict=True):
        column = name + TAKEN_SUFFIX if name + TAKEN_SUFFIX in own else name
        if column in own and _filled(db, table, column) <= n:
            found.add(column)
    return found


def _filled(db: Database, table: str, column: str) -> int:
    query = fill(
        "SELECT count({column}) AS n FROM {table}", column=quoted(column), table="sdtm." + quoted(table)
    )
    return int(db.rows(query)["n"][0])


def _labels(schema: str, table: str) -> dict[str, str]:
    """The comment on each column, by its upper-case name."""
    place = f"{schema}.{table}"
    return {column.upper(): comment for (of, column), comment in comments().items() if of == place}
