"""What a rerun costs: `python -m benchmarks.rerun [--sessions 1 20] [--page /patient?subject=X]`.

Real websocket sessions, no browser. Every page is measured beside the floor (floor_app.py under plain
`streamlit run` with Streamlit's own configuration) in the same run, so a slow machine slows both.
"""

import argparse
import asyncio
import os
import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from benchmarks.served import Served, serve
from benchmarks.session import Session

ROOT = Path(__file__).parents[1]
FLOOR = Path(__file__).with_name("floor_app.py")
DEFAULT_DATABASE = ROOT / "data" / "simulated.duckdb"
WARM_UP_RERUNS = 5
ALONE_PAUSE_S = 0.2
CROWD_PAUSE_S = 2.0
CROWD_SHARE = 4
JITTER = 0.25
STARTS = 5


@dataclass(frozen=True)
class Cost:
    """Reruns of one page by some sessions: wall milliseconds and the server's processor time."""

    page: str
    sessions: int
    p50_ms: float
    p95_ms: float
    cpu_ms: float
    kilobytes: float

    def row(self, floor: "Cost") -> str:
        figures = (self.p50_ms, self.p95_ms, self.cpu_ms, self.kilobytes)
        ratios = (self.p95_ms / floor.p95_ms, self.cpu_ms / floor.cpu_ms)
        return f"{self.page:<44}{self.sessions:>9}" + "".join(f"{x:>9.1f}" for x in figures + ratios)


HEADER = f"{'page':<44}{'sessions':>9}" + "".join(
    f"{title:>9}" for title in ("p50 ms", "p95 ms", "CPU ms", "kB", "p95 / fl", "CPU / fl")
)


@dataclass(frozen=True)
class Target:
    """What is served: a script, the folder it is started in, its environment, a page of it, a widget."""

    name: str
    script: Path
    folder: Path
    page: str
    widget: str
    environment: dict[str, str]


@contextmanager
def served(target: Target) -> Iterator[Served]:
    with tempfile.TemporaryDirectory() as scratch:
        # What a benchmark looks at is nobody's doing.
        environment = {**target.environment, "LIVERLINE_LOG": str(Path(scratch) / "access.jsonl")}
        log = Path(scratch) / "log"
        with serve(target.script, folder=target.folder, log=log, environment=environment) as server:
            server.wait_until_up()
            yield server


async def first_page(server: Served, page: str) -> None:
    session = await Session.open(server.port, page)
    await session.rerun()
    await session.close()


def start_to_first_page_s(target: Target) -> float:
    """Median seconds from spawning the process to the end of the first script run."""
    seconds = []
    for _ in range(STARTS):
        with served(target) as server:
            asyncio.run(first_page(server, target.page))
            seconds.append(server.age_s())
    return float(np.median(seconds))


async def one_reader(session: Session, widget: str, reruns: int, pause_s: float) -> list[float]:
    """Change the widget and rerun, again and again, at a person's uneven pace."""
    uneven = random.Random(id(session))
    await asyncio.sleep(uneven.uniform(0, pause_s))
    seconds = []
    for _ in range(reruns):
        session.turn(widget)
        seconds.append(await session.rerun())
        await asyncio.sleep(max(0.0, pause_s * uneven.uniform(1 - JITTER, 1 + JITTER) - seconds[-1]))
    return seconds


async def crowd(server: Served, target: Target, sessions: int, reruns: int) -> Cost:
    """Reruns by this many readers at once; the first few of each are warm-up and do not count."""
    readers = [await Session.open(server.port, target.page) for _ in range(sessions)]
    for reader in readers:
        await reader.rerun()
    await asyncio.gather(*(one_reader(r, target.widget, WARM_UP_RERUNS, ALONE_PAUSE_S) for r in readers))
    pause_s = ALONE_PAUSE_S if sessions == 1 else CROWD_PAUSE_S
    cpu_before, bytes_before = server.cpu_seconds(), sum(r.bytes_received for r in readers)
    runs = await asyncio.gather(*(one_reader(r, target.widget, reruns, pause_s) for r in readers))
    cpu_s = server.cpu_seconds() - cpu_before
    received = sum(r.bytes_received for r in readers) - bytes_before
    for reader in readers:
        await reader.close()
    wall_ms = 1000 * np.concatenate(runs)
    p50_ms, p95_ms = (float(x) for x in np.percentile(wall_ms, [50, 95]))
    cpu_ms, kilobytes = 1000 * cpu_s / wall_ms.size, received / 1000 / wall_ms.size
    return Cost(target.name, sessions, p50_ms, p95_ms, cpu_ms, kilobytes)


def costs(target: Target, sessions: Sequence[int], reruns: int) -> list[Cost]:
    """One server per target; each number of sessions in turn."""
    with served(target) as server:
        each = [reruns if n == 1 else max(5, reruns // CROWD_SHARE) for n in sessions]
        return [asyncio.run(crowd(server, target, n, m)) for n, m in zip(sessions, each, strict=True)]


def typical_page(database: Path) -> str:
    """The patient page of the randomised subject with the median number of laboratory rows."""
    query = """
        SELECT usubjid FROM adam.adlb JOIN adam.adsl USING (usubjid)
        WHERE trt01p IS NOT NULL GROUP BY usubjid
        QUALIFY row_number() OVER (ORDER BY count(*), usubjid) = count(*) OVER () // 2 + 1
    """
    with duckdb.connect(database, read_only=True) as connection:
        found = connection.execute(query).fetchone()
    if found is None:
        raise SystemExit(f"{database}: no randomised patient has a laboratory result")
    return f"/patient?subject={found[0]}"


def liverline(database: Path, page: str | None, widget: str) -> Target:
    page = page or typical_page(database)
    environment = {"LIVERLINE_DB": str(database.resolve())}
    return Target(f"{page} ({database.name})", ROOT / "app.py", ROOT, page, widget, environment)


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rerun", description=__doc__)
    parser.add_argument("--sessions", type=int, nargs="+", default=[1, 20])
    parser.add_argument("--reruns", type=int, default=100, help="of one session; a quarter each in a crowd")
    parser.add_argument("--database", type=Path, default=DEFAULT_DATABASE)
    parser.add_argument("--big", type=Path, help="a second, large database: the first page on it")
    parser.add_argument("--page", action="append", help="default: a typical patient's page")
    parser.add_argument("--widget", default="scale", help="key of what every rerun changes: scale, subject")
    parser.add_argument("--no-start", action="store_true", help="do not measure the start to the first page")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    options = parse(arguments)
    with tempfile.TemporaryDirectory() as elsewhere:
        floor = Target("floor", FLOOR, Path(elsewhere), "/", "scale", {})
        pages = [liverline(options.database, page, options.widget) for page in options.page or [None]]
        if options.big:
            same = options.page[0] if options.page else None
            pages += [liverline(options.big, same, options.widget)]
        print(f"{os.cpu_count()} cores; a crowd reruns every {CROWD_PAUSE_S:.0f} s each\n{HEADER}")
        floors = costs(floor, options.sessions, options.reruns)
        for cost in floors:
            print(cost.row(cost))
        for page in pages:
            for cost, least in zip(costs(page, options.sessions, options.reruns), floors, strict=True):
                print(cost.row(least))
        if not options.no_start:
            least_s = start_to_first_page_s(floor)
            for target in [floor, *pages]:
                seconds = least_s if target is floor else start_to_first_page_s(target)
                ratio = f"{seconds / least_s:>5.2f} x floor"
                print(f"start to first page  {target.name:<44}{seconds:>7.2f} s  {ratio}")


if __name__ == "__main__":
    main()
