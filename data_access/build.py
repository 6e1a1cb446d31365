"""`python -m data_access.build SOURCE --out FILE [--json] [--allow COLUMN]`: SDTM files in, a verified database out."""

import argparse
import errno
import io
import json
import os
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from data_access.building.analysis import make
from data_access.building.checks.run import run_checks
from data_access.building.loading.balance import verify
from data_access.building.loading.leave_out_identifiers import screen
from data_access.building.loading.load import load_all
from data_access.building.loading.previous_database import write_previous
from data_access.building.loading.progress import CHECK, DERIVE, INSPECT, Meter, Progress, Terminal, silent
from data_access.building.loading.report import Report, read_report
from data_access.building.loading.sdtm_tables import create_schemas, declared_domains
from data_access.building.loading.snapshot import write_snapshot
from data_access.building.loading.supplemental import pivot_all
from data_access.building.loading.swap import keep, replacement
from data_access.building.reading.recognise import NotRead
from data_access.building.reading.sources import Source, open_sources
from data_access.common import decisions
from data_access.common.errors import BuildError

MEMORY_LIMIT = "2GB"
INTERRUPTED = 130
DISK_ERRORS = ("ENOSPC", "EFBIG", "EDQUOT", "EIO", "EROFS")


def build(
    source: Path,
    out: Path,
    progress: Progress = silent,
    *,
    earlier: Path | None = None,
    keep_previous: bool = False,
    allow: Collection[str] = (),
) -> Report:
    """Build the database `out` from the SDTM files in the folder (or the single file) `source`.

    `progress` hears the share done (0 to 1) and what is being done. `earlier`: the database that may hold the data
    cut before this one, `out` itself unless given. `keep_previous`: keep what lay at `out`. Columns that tell who
    a patient is are left out, except those named in `allow`.
    Raises BuildError with one plain sentence if there is nothing to build from or nowhere to build to;
    `out` is then as it was.
    """
    meter, out = Meter(progress), out.resolve()
    try:
        with replacement(out, verify) as temporary:
            scratch = temporary.with_name(f"{temporary.name}.scratch")
            sources, skipped = open_sources(
                source, declared_domains(), scratch, lambda share, name: meter.at(INSPECT, share, name)
            )
            with duckdb.connect(temporary) as connection:
                report = _fill(connection, sources, skipped, earlier or out, meter, allow)
            if keep_previous and out.exists():
                keep(out)
            return report
    except OSError as error:
        raise BuildError(f"{out} was not written: {error.strerror or error}.") from error
    except duckdb.Error as error:
        reason = _fault_of_the_machine(error)
        if reason is None:
            raise
        raise BuildError(f"{out} was not written: {reason}.") from error


def _fill(
    connection: DuckDBPyConnection,
    sources: list[Source],
    skipped: list[NotRead],
    old: Path,
    meter: Meter,
    allow: Collection[str],
) -> Report:
    """All tables of a new database, which is to follow the file `old`."""
    connection.execute("SET memory_limit = $limit", {"limit": MEMORY_LIMIT})
    create_schemas(connection)
    delivered = load_all(connection, screen(connection, sources, allow), meter)
    for item in skipped:
        connection.execute("INSERT INTO meta.skipped VALUES (?, ?)", [item.file, item.reason])
    pivot_all(connection, delivered)
    write_snapshot(connection)
    write_previous(connection, old)
    for decided in decisions.treatments(old).items():
        connection.execute("INSERT INTO meta.decision VALUES (?, ?)", decided)
    make.make(connection, progress=lambda share, name: meter.at(DERIVE, share, name))
    run_checks(connection, lambda share, name: meter.at(CHECK, share, name))
    connection.execute("CHECKPOINT")  # closing would do it too, and say nothing if it failed
    return read_report(connection)


def _fault_of_the_machine(error: duckdb.Error) -> str | None:
    """What the disk or the memory could not do; None if the fault is in this program."""
    for name in DISK_ERRORS:
        words = os.strerror(getattr(errno, name)) if hasattr(errno, name) else ""
        if words and words in str(error):
            return "the disk is full" if name == "ENOSPC" else words
    if isinstance(error, duckdb.IOException | duckdb.OutOfMemoryException):
        return str(error).splitlines()[0].rstrip(".")
    return None


def _never_fail_to_print() -> None:
    """A console that cannot show a character of a file name must not turn success into a failure."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def main(argv: Sequence[str] | None = None) -> int:
    """The command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m data_access.build", description=__doc__)
    parser.add_argument(
        "source", type=Path, metavar="SOURCE", help="folder (or single file) of SDTM data sets"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the database to write")
    parser.add_argument(
        "--keep-previous",
        action="store_true",
        help="keep the database that is replaced, as NAME.previous.duckdb",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of text")
    parser.add_argument(
        "--allow",
        action="append",
        default=[],
        metavar="COLUMN",
        help="keep a column that tells who a patient is",
    )
    arguments = parser.parse_args(argv)
    _never_fail_to_print()
    terminal = Terminal(sys.stderr)
    try:
        report = build(
            arguments.source,
            arguments.out,
            terminal,
            keep_previous=arguments.keep_previous,
            allow=arguments.allow,
        )
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
