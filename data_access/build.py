"""`python -m data_access.build SOURCE --out FILE [--json]`: SDTM files in, one verified DuckDB file out."""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from data_access import analysis
from data_access.balance import record_source, verify
from data_access.checks import run_checks
from data_access.errors import BuildError
from data_access.load import load
from data_access.progress import CHECK, DERIVE, LOAD, LOOK, Meter, Progress, Terminal, silent
from data_access.readers import NotRead
from data_access.report import Report, read_report
from data_access.snapshot import write_snapshot
from data_access.sources import Source, open_sources
from data_access.supplemental import pivot_all
from data_access.swap import replacement
from data_access.tables import create_schemas, declared_domains

MEMORY_LIMIT = "2GB"
INTERRUPTED = 130
# What a full disk, a vanished folder or too little memory looks like from inside DuckDB.
CANNOT_WRITE = (OSError, duckdb.IOException, duckdb.FatalException, duckdb.OutOfMemoryException)


def build(source: Path, out: Path, progress: Progress = silent) -> Report:
    """Build the database `out` from the SDTM files in the folder (or the single file) `source`.

    `progress` hears the share done (0 to 1) and what is being done. Raises BuildError with one plain sentence
    if there is nothing to build from or nowhere to build to; `out` is then as it was.
    """
    meter, out = Meter(progress), out.resolve()
    try:
        with tempfile.TemporaryDirectory(prefix="liverline-") as scratch:
            sources, skipped = open_sources(
                source, declared_domains(), Path(scratch), lambda share, name: meter.at(LOOK, share, name)
            )
            with replacement(out, verify) as temporary, duckdb.connect(temporary) as connection:
                return _fill(connection, sources, skipped, meter)
    except CANNOT_WRITE as error:
        raise BuildError(f"{out} was not written: {_plain(error)}") from error


def _fill(
    connection: DuckDBPyConnection, sources: list[Source], skipped: list[NotRead], meter: Meter
) -> Report:
    """All tables of a new database."""
    connection.execute("SET memory_limit = $limit", {"limit": MEMORY_LIMIT})
    create_schemas(connection)
    delivered = _load_all(connection, sources, meter)
    for item in skipped:
        connection.execute("INSERT INTO meta.skipped VALUES (?, ?)", [item.file, item.reason])
    pivot_all(connection, delivered)
    write_snapshot(connection)
    meter.at(DERIVE, 0, "analysis tables")
    analysis.make(connection)
    run_checks(connection, lambda share, name: meter.at(CHECK, share, name))
    return read_report(connection)


def _load_all(connection: DuckDBPyConnection, sources: list[Source], meter: Meter) -> dict[str, set[str]]:
    """Load every data set; returns the variables that came with each domain."""
    delivered: dict[str, set[str]] = {}
    done, total = 0, sum(source.size_bytes for source in sources) or 1
    for source in sources:
        before, dataset = done / total, source.dataset

        def on_rows(rows: int, source: Source = source, before: float = before) -> None:
            meter.add_rows(rows)
            share = before + source.dataset.position() * source.size_bytes / total
            meter.at(LOAD, share, source.dataset.file)

        loaded = load(connection, dataset, on_rows)
        record_source(connection, dataset, source.sha256, loaded)
        for domain, variables in loaded.variables.items():
            delivered.setdefault(domain, set()).update(variables)
        done += source.size_bytes
    return delivered


def _plain(error: Exception) -> str:
    """The first line of an error of the system, as a sentence."""
    text = (error.strerror if isinstance(error, OSError) else None) or str(error).splitlines()[0]
    full = any(sign in str(error) for sign in ("No space left", "not enough space", "Disk quota"))
    return "the disk is full." if full else f"{text.rstrip('.')}."


def main(argv: Sequence[str] | None = None) -> int:
    """The command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m data_access.build", description=__doc__)
    parser.add_argument(
        "source", type=Path, metavar="SOURCE", help="folder (or single file) of SDTM data sets"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the database to write")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of text")
    arguments = parser.parse_args(argv)
    terminal = Terminal(sys.stderr)
    try:
        report = build(arguments.source, arguments.out, terminal)
    except BuildError as error:
        terminal.end()
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        terminal.end()
        print(f"Interrupted; {arguments.out} is as it was.", file=sys.stderr)
        return INTERRUPTED
    terminal.end()
    print(json.dumps(report.as_object()) if arguments.json else report.as_text())
    return 0


if __name__ == "__main__":
    sys.exit(main())
