"""A full house: `python -m benchmarks.crowd`: many readers beside as many of the floor, then memory over 10,000 reruns.

Both servers run at the same time and are measured in turn, so a slow machine slows both. Memory: readers come, turn
the patient page and go, one after the other, as fast as it is served; after the first half, a straight line through
the samples may not rise by more than LEAK_KB_PER_RERUN.
"""

import argparse
import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import numpy as np

from benchmarks.rerun import DEFAULT_DATABASE, FLOOR, HEADER, Target, crowd, liverline, served
from benchmarks.served import Served
from benchmarks.session import Session

LEAK_KB_PER_RERUN = 1.0
SAMPLE = 100
STAY = 40
"""Reruns of one reader before the next one sits down."""


def speed(floor: Target, page: Target, options: argparse.Namespace) -> None:
    """One line per round of each; the page's p95 beside the floor's in the same round."""
    print(HEADER)
    ratios = []
    with served(floor) as least, served(page) as server:
        for _ in range(options.rounds):
            cost = asyncio.run(crowd(least, floor, options.sessions, options.reruns))
            print(cost.row(cost), flush=True)
            of_page = asyncio.run(crowd(server, page, options.sessions, options.reruns))
            print(of_page.row(cost), flush=True)
            ratios.append(of_page.p95_ms / cost.p95_ms)
    print(f"p95 of the page / p95 of the floor: {np.median(ratios):.2f} (median of {len(ratios)} rounds)")


async def come_and_go(
    server: Served, target: Target, numbers: Iterator[int], samples: list[float], most: int
) -> None:
    """One chair: readers sit down, rerun STAY times and leave, until all chairs together have made `most` reruns."""
    while True:
        session = await Session.open(server.port, target.page)
        for _ in range(STAY):
            number = next(numbers)
            if number > most:
                await session.close()
                return
            session.turn(target.widget)
            await session.rerun()
            if number % SAMPLE == 0:
                samples.append(server.resident_mb())
        await session.close()


async def resident(server: Served, target: Target, sessions: int, reruns: int) -> list[float]:
    """Megabytes of the server after every SAMPLE reruns."""
    samples: list[float] = []
    numbers = count(1)
    await asyncio.gather(*(come_and_go(server, target, numbers, samples, reruns) for _ in range(sessions)))
    return samples


def rise_kb_per_rerun(samples: Sequence[float]) -> float:
    """The slope of the straight line through the last half of the samples."""
    late = np.asarray(samples[len(samples) // 2 :])
    return float(np.polyfit(np.arange(late.size) * SAMPLE, late * 1000, 1)[0])


def memory(page: Target, options: argparse.Namespace) -> None:
    """Samples as tenths of the way, and the verdict."""
    with served(page) as server:
        samples = asyncio.run(resident(server, page, options.sessions, options.memory))
    tenths = samples[:: max(1, len(samples) // 10)]
    print(
        f"memory over {options.memory:,} reruns, MB: "
        + " ".join(f"{mb:.0f}" for mb in [*tenths, samples[-1]])
    )
    rise = rise_kb_per_rerun(samples)
    verdict = "flat" if rise <= LEAK_KB_PER_RERUN else "RISING"
    print(f"last half: {rise:+.2f} kB per rerun, limit {LEAK_KB_PER_RERUN:.0f}: {verdict}")


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crowd", description=__doc__)
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=3, help="of floor and page in turn; 0: memory only")
    parser.add_argument("--reruns", type=int, default=15, help="of each session in a round, one every 2 s")
    parser.add_argument(
        "--memory", type=int, default=10_000, help="reruns while memory is watched; 0: speed only"
    )
    parser.add_argument("--database", type=Path, default=DEFAULT_DATABASE)
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    options = parse(arguments)
    page = liverline(options.database, None, "scale")
    with tempfile.TemporaryDirectory() as elsewhere:
        if options.rounds:
            speed(Target("floor", FLOOR, Path(elsewhere), "/", "scale", {}), page, options)
    if options.memory:
        memory(page, options)


if __name__ == "__main__":
    main()
