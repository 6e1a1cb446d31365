"""A real browser on a real server: Chromium, Chrome or Edge as installed, driven without downloads."""

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from benchmarks.served import HOST, Served, serve
from tests.conftest import ROOT, need

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
    "C:/Program Files/Microsoft/Edge/Application/msedge.exe",
)
# A browser that looks nothing up by itself: the machines this runs on may have no way out.
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WARD_PC = {"width": 1366, "height": 768}
PATIENCE_MS = 30_000
SCREENSHOTS = os.environ.get("LIVERLINE_SCREENSHOTS")
PROBE = re.compile(r"/[a-z]+/_stcore/(health|host-config)$")
HERE = Path(__file__).parent
FAILED = pytest.StashKey[bool]()
expect.set_options(timeout=PATIENCE_MS)


def installed_browser() -> str | None:
    """The path of the first browser found that speaks Chromium's protocol."""
    on_path = (shutil.which(name) for name in NAMES)
    return next((found for found in (*on_path, *(p for p in PLACES if Path(p).is_file())) if found), None)


class Driven:
    """The browser of this worker, and the profile in which its tests share the scripts that were loaded once."""

    def __init__(self) -> None:
        self._running = ExitStack()
        self._browser: Browser | None = None
        self._profile: BrowserContext | None = None

    def browser(self) -> Browser:
        if self._browser is None:
            driver = self._running.enter_context(sync_playwright())
            as_root = sys.platform == "linux" and os.geteuid() == 0
            self._browser = driver.chromium.launch(
                executable_path=installed_browser(), args=list(QUIET), chromium_sandbox=not as_root
            )
            self._running.callback(self._browser.close)
        return self._browser

    def profile(self) -> BrowserContext:
        if self._profile is None:
            self._profile = new_profile(self.browser())
        return self._profile

    def forget(self, failed: bool) -> None:
        """Leave nothing of a test in the profile but the scripts; after a failure, not even these."""
        if self._profile is None:
            return
        for tab in self._profile.pages:
            tab.close()
        self._profile.clear_cookies()
        if failed:
            self._profile.close()
            self._profile = None

    def close(self) -> None:
        self._running.close()
        self._browser = self._profile = None


def new_profile(browser: Browser) -> BrowserContext:
    """A profile with the screen of a ward PC, and with patience."""
    profile = browser.new_context(viewport=WARD_PC, locale="en-GB")  # type: ignore[arg-type]
    profile.set_default_timeout(PATIENCE_MS)
    return profile


DRIVEN = Driven()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """The driver's event loop must not outlive the browser tests: others start one of their own."""
    yield
    if nextitem is None or HERE not in nextitem.path.parents:
        DRIVEN.close()


@pytest.fixture(scope="module")
def browser() -> Browser:
    """One browser per worker."""
    need(installed_browser() is not None, "no Chromium, Chrome or Edge is installed")
    return DRIVEN.browser()


@pytest.fixture(scope="session")
def app_url(
    database_file: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], str]]:
    """app_url("simulated"): the address of `streamlit run app.py` on that trial, started once."""
    servers: dict[str, Served] = {}
    with ExitStack() as running:

        def url_of(trial: str) -> str:
            if trial not in servers:
                log = tmp_path_factory.mktemp("server") / "log.txt"
                environment = {"LIVERLINE_DB": str(database_file(trial))}
                server = serve(ROOT / "app.py", folder=ROOT, log=log, environment=environment)
                servers[trial] = running.enter_context(server)
                servers[trial].wait_until_up()
            return servers[trial].url

        yield url_of


@dataclass
class Witness:
    """What a page asked for and complained about while it was looked at."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", lambda socket: self.requests.append(socket.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._hear)

    def _hear(self, line: ConsoleMessage) -> None:
        """Keep an error, except Streamlit's own search for its base path below a deep link."""
        if line.type == "error" and not PROBE.search(line.location["url"]):
            self.complaints.append(f"{line.text} ({line.location['url']})")

    def outside(self) -> list[str]:
        """Requests to anything but this machine; data: and blob: addresses never leave the page."""
        remote = [url for url in self.requests if urlsplit(url).scheme not in ("data", "blob")]
        return [url for url in remote if urlsplit(url).hostname != HOST]


@pytest.fixture
def witness() -> Witness:
    return Witness()


@pytest.fixture
def page(
    browser: Browser, witness: Witness, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Page]:
    """A fresh tab on a ward PC's screen, with no cookie. A failed test leaves its picture; the report names the file.

    In the worker's profile, or with the mark `own_profile` in one of its own, where a sign-in is looked at.
    """
    own = new_profile(browser) if request.node.get_closest_marker("own_profile") else None
    tab = (own or DRIVEN.profile()).new_page()
    witness.watch(tab)
    yield tab
    failed = request.node.stash.get(FAILED, False)
    if failed or SCREENSHOTS:
        picture = Path(SCREENSHOTS or tmp_path) / f"{request.node.name}.png"
        tab.screenshot(path=picture)
        print(f"screenshot: {picture}")
    if own is not None:
        own.close()
    else:
        forget_storage(tab)
        DRIVEN.forget(failed)


def forget_storage(tab: Page) -> None:
    """What the pages of a test have kept in the browser for the next time."""
    if not tab.is_closed() and urlsplit(tab.url).scheme.startswith("http"):
        tab.evaluate("() => localStorage.clear()")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report
