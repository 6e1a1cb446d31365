"""Shared fixtures: the real trials in ../shared, and databases built from them once and kept (tests/kept.py)."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import settings

from data_access import build, simulate
from data_access.access_log import append
from tests import hostile_trial, odd_trial
from tests.kept import kept
from tests.requirements import (  # noqa: F401 - pytest finds its hooks here
    pytest_addoption,
    pytest_collection_modifyitems,
    pytest_configure,
)

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("LIVERLINE_SHARED", ROOT.parent / "shared"))
IN_CI = os.environ.get("CI", "").lower() == "true"

# How long a call may take is measured in benchmarks/, not in tests, which share a machine with others.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def need(condition: bool, reason: str) -> None:
    """Skip for the reason given, except in CI, where whatever a test needs must be there."""
    if not condition:
        (pytest.fail if IN_CI else pytest.skip)(reason)


@pytest.fixture(scope="session", autouse=True)
def access_log_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What tests look at and take away is written down where nobody takes it for a reader's doing."""
    path = tmp_path_factory.mktemp("access") / "access.jsonl"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(append.ENVIRONMENT, str(path))
        yield path


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real trials and golden figures beside the project."""
    need(SHARED.is_dir(), f"no real trial data: {SHARED} does not exist")
    return SHARED


@pytest.fixture(scope="session")
def oracles(shared: Path) -> dict[str, dict]:
    """Expected answers by id, computed with R or taken from the published ADaM."""
    items = json.loads((shared / "data/oracles.json").read_text(encoding="utf-8"))["items"]
    return {item["id"]: item for item in items}


@pytest.fixture(scope="session")
def simulated_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The default simulated trial as SDTM files."""
    made = tmp_path_factory.mktemp("simulated")
    return kept("simulated_folder", lambda folder: simulate.main(["--out", str(folder)]), made)


@pytest.fixture(scope="session")
def odd_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The trial of odd patients as SDTM files."""
    japanese = [path] if (path := SHARED / "data/i18n/ae.json").is_file() else []
    made = tmp_path_factory.mktemp("odd")
    return kept("odd_folder", lambda folder: odd_trial.write_trial(folder, SHARED), made, *japanese)


@pytest.fixture(scope="session")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory, simulated_folder: Path) -> Path:
    """The trial of hostile text as SDTM files."""
    made = tmp_path_factory.mktemp("hostile")
    write = hostile_trial.write_trial
    return kept("hostile_folder", lambda folder: write(simulated_folder, folder), made, simulated_folder)


@pytest.fixture(scope="session")
def two_cuts(tmp_path_factory: pytest.TempPathFactory, simulated_folder: Path) -> Path:
    """The simulated trial cut off on 24 March and then, into the same file, on its own day a week later."""

    def make(folder: Path) -> None:
        assert simulate.main(["--out", str(folder / "early"), "--cut-off", "2026-03-24"]) == 0
        for source in (folder / "early", simulated_folder):
            assert build.main([str(source), "--out", str(folder / "two.duckdb")]) == 0

    return kept("two_cuts", make, tmp_path_factory.mktemp("cuts"), simulated_folder) / "two.duckdb"


@pytest.fixture(scope="session")
def database_file(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Callable[[str], Path]:
    """database_file("pilot" | "tdf" | "msg/xpt" | "simulated" | "odd" | "hostile"): the built file, built once."""
    built: dict[str, Path] = {}

    def file_of(trial: str) -> Path:
        if trial not in built:
            written = trial in ("simulated", "odd", "hostile")
            folder = request.getfixturevalue(f"{trial}_folder") if written else None
            source = folder or request.getfixturevalue("shared") / "data" / trial
            name = f"{trial.replace('/', '_')}.duckdb"

            def make(into: Path) -> None:
                assert build.main([str(source), "--out", str(into / name)]) == 0

            built[trial] = kept(trial, make, tmp_path_factory.mktemp("built"), source) / name
        return built[trial]

    return file_of


@pytest.fixture(scope="session")
def opened(database_file: Callable[[str], Path]) -> Callable[[str], duckdb.DuckDBPyConnection]:
    """opened("pilot"): a read-only connection to the built file, shared by the session."""
    connections: dict[str, duckdb.DuckDBPyConnection] = {}

    def open_(trial: str) -> duckdb.DuckDBPyConnection:
        if trial not in connections:
            connections[trial] = duckdb.connect(database_file(trial), read_only=True)
        return connections[trial].cursor()

    return open_
