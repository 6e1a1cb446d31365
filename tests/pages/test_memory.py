"""What readers leave behind when they have gone: nothing, rerun after rerun."""

import asyncio
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.served import Served, serve
from benchmarks.session import Session
from tests.conftest import ROOT

SUBJECTS = ("SIM-006", "SIM-010", "SIM-014", "SIM-018")
STAY = 10
"""Reruns of a reader before they go and the next one comes."""
WARM_UP_ROUNDS, ROUNDS = 2, 2
RERUNS_PER_ROUND = 160
# Streamlit keeps whoever lost the connection for two minutes.
FORGET_AFTER_S = 1
# One small object for each rerun, or a dictionary with ten values for each reader, would be that much.
LEAK_BLOCKS_PER_RERUN = 1.0


@pytest.fixture(scope="module")
def server(
    database_file: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    log = tmp_path_factory.mktemp("server") / "log.txt"
    options = ("--server.headless=true", f"--server.disconnectedSessionTTL={FORGET_AFTER_S}")
    environment = {"LIVERLINE_DB": str(database_file("simulated"))}
    script = ROOT / "tests/counted_app.py"
    with serve(script, folder=ROOT, log=log, environment=environment, options=options) as running:
        running.wait_until_up()
        yield running


async def come_and_go(server: Served, subject: str, reruns: int) -> None:
    """One reader after the other at the same patient's page."""
    for _ in range(reruns // STAY):
        session = await Session.open(server.port, f"/patient?subject={subject}")
        for _ in range(STAY):
            session.turn("scale")
            await session.rerun()
        await session.close()


async def crowd(server: Served) -> int:
    """A round of readers; what is held once all of them are forgotten."""
    await asyncio.gather(
        *(come_and_go(server, subject, RERUNS_PER_ROUND // len(SUBJECTS)) for subject in SUBJECTS)
    )
    await asyncio.sleep(FORGET_AFTER_S + 0.5)
    await come_and_go(server, SUBJECTS[0], STAY)  # Streamlit forgets when somebody else goes.
    with urllib.request.urlopen(f"{server.url}/blocks", timeout=30) as answer:
        return int(answer.read())


def test_readers_who_have_gone_leave_nothing_behind(server):
    held = [asyncio.run(crowd(server)) for _ in range(WARM_UP_ROUNDS + ROUNDS)]
    rise = (held[-1] - held[WARM_UP_ROUNDS - 1]) / (ROUNDS * RERUNS_PER_ROUND)
    assert rise < LEAK_BLOCKS_PER_RERUN, f"blocks held after each round: {held}"
