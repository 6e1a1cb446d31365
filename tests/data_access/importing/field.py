"""The small files of ../shared/field on which an earlier version gave something else than is right."""

import os
from pathlib import Path

import pytest

from tests.conftest import SHARED


def field_file(name: str) -> Path:
    """A file of ../shared/field; without that folder the test is skipped, except in CI."""
    path = SHARED / "field" / name
    if not path.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{path} is missing")
        pytest.skip(f"{path} is not there")
    return path
