"""`python -m data_access.build SOURCE --out FILE [--json]`: SDTM files in, one verified DuckDB file out."""

import argparse
import importlib.util
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from data_access.checks import run_checks
from data_access.domains import is_sdtm
from data_access.errors import BuildError
from data_access.folder import list_files
from data_access.load import load
from data_access.readers import NotRead, fingerprint, open_source
from data_access.snapshot import write_snapshot
from data_access.supplemental import pivot_all
from data_access.tables import create_schemas, domains

Progress = Callable[[float, str], None]


def build(source: Path, out: Path, progress: Progress = lambda share, message: None) -> dict:
    files, skipped = list_files(source)
    temporary = out.with_name(f".{out.name}.building-{os.getpid()}")
    out.parent.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect(temporary)
    create_schemas(connection)
    declared = domains(connection)
    with tempfile.TemporaryDirectory() as scratch:
        for path in files:
            mark = fingerprint(path)
            dataset = open_source(path, mark.encoding, Path(scratch))
            if isinstance(dataset, NotRead):
                skipped.append(dataset)
                continue
            if not is_sdtm(dataset, declared):
                skipped.append(NotRead(path.name, "not SDTM"))
                continue
            done = load(connection, dataset)
            for domain, rows in done.read.items():
                (rejected,) = connection.execute(
                    "SELECT count(DISTINCT row) FROM meta.rejected WHERE file=$f AND domain IS NOT DISTINCT FROM $d",
                    {"f": path.name, "d": domain},
                ).fetchone()
                connection.execute(
                    "INSERT INTO meta.source VALUES (?,?,?,?,?,?,?,?)",
                    [
                        path.name,
                        domain,
                        dataset.format,
                        dataset.encoding,
                        mark.sha256,
                        rows,
                        rows - rejected,
                        rejected,
                    ],
                )
    pivot_all(connection)
    write_snapshot(connection)
    if importlib.util.find_spec("data_access.analysis"):
        from data_access import analysis

        analysis.make(connection)
    run_checks(connection)
    connection.execute("CHECKPOINT")
    connection.close()
    os.replace(temporary, out)
    return {}


def main(argv=None) -> int:
    parser = argparse.ArgumentParser(prog="python -m data_access.build")
    parser.add_argument("source", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args(argv)
    try:
        build(arguments.source, arguments.out)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
