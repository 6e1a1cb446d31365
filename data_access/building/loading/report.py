"""What a build did, as the database itself tells it: for people as text, for programs as one object."""

from dataclasses import dataclass
from typing import Any

from duckdb import DuckDBPyConnection

REJECTED_SHOWN = 20
COLUMNS = {
    "file": "file", "format": "format", "encoding": "encoding", "domain": "domain",
    "rows_read": "read", "rows_loaded": "loaded", "rows_rejected": "rejected",
}  # fmt: skip
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Report:
    """The meta tables of a new database, row by row; `rejected` holds the first REJECTED_SHOWN."""

    snapshot: dict[str, Any]
    sources: Rows
    checks: Rows
    skipped: Rows
    dropped: Rows
    rejected: Rows

    def as_object(self) -> dict[str, Any]:
        """For JSON."""
        built_at = self.snapshot["built_at"].isoformat() + "Z"
        return {**vars(self), "snapshot": {**self.snapshot, "built_at": built_at}}

    def as_text(self) -> str:
        """For a terminal: a line per file and domain, what was left out and why, what the checks found."""
        parts = [_table(self.sources), self._total()]
        parts += [f"not read: {item['file']} ({item['reason']})" for item in self.skipped]
        parts += [_told_apart(item) for item in self.dropped]
        parts += [f"rejected: {_one_line(item)}" for item in self.rejected]
        parts += [
            f"{check['severity']}: {check['title']}: {check['n']:,}" for check in self.checks if check["n"]
        ]
        return "\n".join(parts)

    def _total(self) -> str:
        read, loaded, rejected = (
            sum(source[name] for source in self.sources)
            for name in ("rows_read", "rows_loaded", "rows_rejected")
        )
        study = self.snapshot["study"] or "a study without STUDYID"
        return f"{study}: {read:,} rows read = {loaded:,} loaded + {rejected:,} rejected"


def read_report(connection: DuckDBPyConnection) -> Report:
    """The report of an open database."""
    return Report(
        snapshot=_rows(connection, "SELECT * FROM meta.snapshot")[0],
        sources=_rows(connection, "SELECT * FROM meta.source ORDER BY file, domain"),
        checks=_rows(connection, "SELECT * FROM meta.check_result ORDER BY check_id"),
        skipped=_rows(connection, "SELECT * FROM meta.skipped ORDER BY file"),
        dropped=_rows(connection, 'SELECT * FROM meta.dropped ORDER BY file, "column"'),
        rejected=_rows(
            connection, 'SELECT * FROM meta.rejected ORDER BY file, "row" LIMIT $n', n=REJECTED_SHOWN
        ),
    )


def _rows(connection: DuckDBPyConnection, query: str, **parameters: int) -> Rows:
    result = connection.execute(query, parameters or None)
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _one_line(rejected: dict[str, Any]) -> str:
    variable = f" {rejected['column']}" if rejected["column"] else ""
    return f"{rejected['file']} row {rejected['row']}{variable}: {rejected['reason']}"


def _told_apart(column: dict[str, Any]) -> str:
    """A column that tells who a patient is."""
    what = "kept as allowed" if column["allowed"] else "column left out"
    return f"{what}: {column['file']} {column['column']}: {column['reason']}"


def _table(sources: Rows) -> str:
    """Columns as wide as their widest entry; numbers to the right."""
    rows = [list(COLUMNS.values())] + [[_cell(source[name]) for name in COLUMNS] for source in sources]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    numbers = [
        isinstance(source, int) for source in ([sources[0][name] for name in COLUMNS] if sources else [])
    ]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if number else cell.ljust(width)
            for cell, width, number in zip(row, widths, numbers, strict=True)
        ).rstrip()
        for row in rows
    )


def _cell(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value or "-")
