"""What tests of pages share."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner

from pages.access import downloads


@pytest.fixture(scope="session", autouse=True)
def components_looked_for_once() -> Iterator[None]:
    """Each AppTest reads what every installed package says of itself, which takes six times as long as our page."""
    with pytest.MonkeyPatch.context() as patch:
        scan = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


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
