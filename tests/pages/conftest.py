"""What tests of pages share."""

from collections.abc import Callable

import pytest

from pages.access import downloads


@pytest.fixture
def files(monkeypatch) -> list[tuple[str, Callable[[], bytes | str]]]:
    """What the page that runs would hand out: names, and how each file is made."""
    offered: list[tuple[str, Callable[[], bytes | str]]] = []
    offer = downloads.offer

    def listened(label, make, file_name, **options):
        offered.append((file_name, make))
        offer(label, make, file_name, **options)

    monkeypatch.setattr(downloads, "offer", listened)
    return offered
