"""A large trial cheaply: `python -m benchmarks.big_trial --out FOLDER [--lb-rows 5000000]`.

Every domain of the simulated trial is written again and again with new subject identifiers; the first
copy keeps its own. Patients are therefore alike, and only the quantity is to be believed.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

import duckdb

from data_access import simulate

LB_ROWS = 5_000_000


def copies_needed(lb_file: Path, lb_rows: int) -> int:
    with duckdb.connect() as connection:
        connection.sql(f"CREATE VIEW lb AS FROM read_csv('{lb_file}', all_varchar = true)")  # noqa: S608
        rows = connection.execute("SELECT count(*) FROM lb").fetchall()[0][0]
    return -(-lb_rows // int(rows))


def multiply(source: Path, target: Path, copies: int) -> None:
    """Write one domain file `copies` times over; a file without subjects (TS) is written once."""
    with duckdb.connect() as connection:
        connection.sql(f"CREATE VIEW one AS FROM read_csv('{source}', all_varchar = true)")  # noqa: S608
        columns = [column.upper() for column in connection.table("one").columns]
        if "USUBJID" not in columns:
            copies = 1
        renamed = ", ".join(
            f"CASE WHEN copy = 0 THEN {name} ELSE {name} || '-' || copy END AS {name}"
            for name in ("USUBJID", "SUBJID")
            if name in columns
        )
        chosen = f"one.* REPLACE ({renamed})" if renamed else "one.*"
        connection.sql(
            f"COPY (SELECT {chosen} FROM range({copies}) AS numbers(copy), one) "  # noqa: S608
            f"TO '{target}' (HEADER, DELIMITER ',')"
        )


def write(folder: Path, lb_rows: int = LB_ROWS) -> int:
    """Fill `folder` with SDTM files of at least `lb_rows` laboratory rows; the number of copies made."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        simulate.main(["--out", scratch])
        copies = copies_needed(Path(scratch) / "lb.csv", lb_rows)
        for source in sorted(Path(scratch).glob("*.csv")):
            multiply(source, folder / source.name, copies)
    return copies


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.big_trial", description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--lb-rows", type=int, default=LB_ROWS)
    options = parser.parse_args(arguments)
    print(f"{write(options.out, options.lb_rows)} copies of the simulated trial in {options.out}")


if __name__ == "__main__":
    main()
