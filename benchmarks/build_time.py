"""What a build costs: `python -m benchmarks.build_time [SOURCE ...] [--lb-rows 5000000] [--keep FILE]`.

Times `python -m data_access.build` on each SOURCE (default: ../shared/data/pilot) and on a generated trial
of --lb-rows laboratory rows (0: none), with the peak memory of the process where the system tells it.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import big_trial

ROOT = Path(__file__).parents[1]
PILOT = ROOT.parent / "shared" / "data" / "pilot"
KIB_PER_MAXRSS = 1 if sys.platform == "linux" else 1 / 1024


@dataclass(frozen=True)
class Build:
    """One build: seconds, rows read over all files, peak memory (NaN where unknown), size of the file."""

    source: str
    seconds: float
    rows: int
    peak_mib: float
    file_mib: float

    def line(self) -> str:
        rate = self.rows / self.seconds
        return (
            f"{self.source:<32}{self.rows:>12,} rows{self.seconds:>9.1f} s{rate:>12,.0f} rows/s"
            f"{self.peak_mib:>9.0f} MiB peak{self.file_mib:>8.0f} MiB file"
        )


def peak_mib(process: subprocess.Popen[bytes]) -> float:
    """Wait for the process; its largest resident memory in MiB."""
    if not hasattr(os, "wait4"):
        process.wait()
        return float("nan")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss * KIB_PER_MAXRSS / 1024


def build(source: Path, out: Path) -> Build:
    """Build once, as a user would, into a file that does not exist yet."""
    command = [sys.executable, "-m", "data_access.build", str(source), "--out", str(out), "--json"]
    with tempfile.TemporaryFile() as printed:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=printed, stderr=subprocess.DEVNULL)
        peak = peak_mib(process)
        seconds = time.perf_counter() - began
        printed.seek(0)
        if process.returncode != 0:
            raise SystemExit(f"{source}: the build ended with {process.returncode}")
        rows = sum(file["rows_read"] for file in json.load(printed)["sources"])
    return Build(source.name, seconds, rows, peak, out.stat().st_size / 2**20)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.build_time", description=__doc__)
    parser.add_argument("sources", type=Path, nargs="*", default=[PILOT])
    parser.add_argument("--lb-rows", type=int, default=big_trial.LB_ROWS)
    parser.add_argument(
        "--keep", type=Path, help="where to keep the large database, for benchmarks.rerun --big"
    )
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        for number, source in enumerate(options.sources):
            print(build(source, Path(scratch) / f"built{number}.duckdb").line(), flush=True)
        if options.lb_rows:
            folder, out = Path(scratch) / "large", Path(scratch) / "large.duckdb"
            big_trial.write(folder, options.lb_rows)
            print(build(folder, out).line(), flush=True)
            if options.keep:
                shutil.move(out, options.keep)


if __name__ == "__main__":
    main()
