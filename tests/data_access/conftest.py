"""Fixtures of the data tests."""

from pathlib import Path

import pytest

from data_access import simulate
from tests.kept import kept


@pytest.fixture(scope="session")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A simulated trial of 60 patients, in which every kind of event occurs."""
    made = tmp_path_factory.mktemp("larger")
    return kept("larger", lambda folder: simulate.write_trial(folder, patients=60, seed=12), made)
