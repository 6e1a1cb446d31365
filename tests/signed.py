"""The app with sign-in configured, beside a provider of our own: for the tests of the door."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.served import HOST, Served, free_port, serve
from tests.conftest import ROOT

CLIENT_ID = "liverline"
# As in deploy/liverline@.service.
ENVIRONMENT = {"WEBSOCKETS_MAX_LINE_LENGTH": "65536"}
SECRET = "a secret of the tests, long enough to sign with"
SETTINGS = """
[auth]
redirect_uri = "{origin}/oauth2callback"
cookie_secret = "{secret}"
client_id = "{client}"
client_secret = "known to both"
server_metadata_url = "{issuer}/.well-known/openid-configuration"

[access]
claim = "groups"
idle_minutes = {idle_minutes}
{further}

[access.groups]
doctor = ["liver-ward"]
pi = ["principal"]
viewer = ["visitors"]

[access.people]
data_manager = ["data@hospital.example"]
"""
DOCTOR = {"sub": "u-1", "name": "王医生", "email": "wang@hospital.example", "groups": ["liver-ward"]}
PRINCIPAL = {"sub": "u-2", "name": "José Ñandú", "email": "jose@hospital.example", "groups": ["principal"]}
DATA_MANAGER = {"sub": "u-3", "name": "Data", "email": "data@hospital.example", "email_verified": True}
VISITOR = {"sub": "u-4", "name": "Visitor", "email": "visitor@hospital.example", "groups": ["visitors"]}
STRANGER = {"sub": "u-5", "name": "李四", "email": "li@hospital.example", "groups": ["kitchen"]}


@dataclass
class Hospital:
    """Where a running app is reached, and its provider; `processes`: where each answers behind a proxy."""

    url: str
    issuer: str
    processes: tuple[str, ...] = ()

    def expect(self, claims: Mapping[str, Any], fault: str = "") -> None:
        """Whom the provider signs in next, and what is to be wrong with the token."""
        wish = json.dumps({"claims": claims, "fault": fault}).encode()
        request = urllib.request.Request(f"{self.issuer}/next", wish, method="PUT")
        urllib.request.urlopen(request, timeout=5).close()


@contextmanager
def provider() -> Iterator[str]:
    """The provider's process; its address."""
    port = free_port()
    command = [sys.executable, "-m", "tests.oidc_provider", str(port), CLIENT_ID]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    issuer = f"http://{HOST}:{port}"
    try:
        _wait_for(f"{issuer}/jwks")
        yield issuer
    finally:
        process.terminate()
        process.wait()


@contextmanager
def hospital(
    database: Path, folder: Path, *, idle_minutes: float = 30, further: str = ""
) -> Iterator[Hospital]:
    """The app on `database` with sign-in; its settings, with `further` ones in [access], and log lie in `folder`."""
    with provider() as issuer:
        settings = write_settings(folder, issuer, f"http://{HOST}:{{port}}", idle_minutes, further)
        with process(database, settings) as app:
            app.wait_until_up()
            yield Hospital(app.url, issuer)


def write_settings(
    folder: Path, issuer: str, origin: str, idle_minutes: float = 30, further: str = ""
) -> Path:
    """A secrets.toml for an app that is reached at `origin`."""
    path = folder / "secrets.toml"
    content = SETTINGS.format(
        origin=origin,
        secret=SECRET,
        client=CLIENT_ID,
        issuer=issuer,
        idle_minutes=idle_minutes,
        further=further,
    )
    path.write_text(content, encoding="utf-8")
    return path


def process(database: Path, settings: Path) -> AbstractContextManager[Served]:
    """One server process with these settings; its log lies beside them."""
    options = ("--server.headless=true", f"--secrets.files={settings}")
    log = settings.with_name(f"log-{free_port()}.txt")
    environment = {"LIVERLINE_DB": str(database), **ENVIRONMENT}
    return serve(ROOT / "app.py", folder=ROOT, log=log, environment=environment, options=options)


def _wait_for(url: str, timeout_s: float = 20) -> None:
    deadline = time.monotonic() + timeout_s
    while True:
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
