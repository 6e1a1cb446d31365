"""Past one server: two processes behind the nginx of deploy/, over https, on loopback."""

import re
import secrets
import shutil
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from playwright.sync_api import Browser, expect

from benchmarks.served import HOST, Served, free_port
from tests import signed
from tests.browser.conftest import PATIENCE_MS, WARD_PC
from tests.conftest import ROOT, need
from tests.signed import Hospital

CONFIGURATION = ROOT / "deploy" / "nginx.conf"
SCRIPT = "/static/js/"
AROUND = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/liverline.conf;
}}
"""


def certificate(folder: Path) -> None:
    """A key and a certificate of this machine for itself, for an hour."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(hours=1))
        .sign(key, hashes.SHA256())
    )
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(key.private_bytes(*form))
    (folder / "certificate.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))


def configured(folder: Path, https: int, apps: list[Served]) -> Path:
    """The delivered configuration with the ports and paths of this test, and nothing else changed."""
    text = CONFIGURATION.read_text(encoding="utf-8")
    for delivered, here in {
        r"/etc/ssl/certs/liver\.hospital\.example\.pem": f"{folder}/certificate.pem",
        r"/etc/ssl/private/liver\.hospital\.example\.key": f"{folder}/key.pem",
        r"listen 80;": f"listen {HOST}:{free_port()};",
        r"listen 443 ssl;": f"listen {HOST}:{https} ssl;",
        r"server 127\.0\.0\.1:8501;": f"server {HOST}:{apps[0].port};",
        r"server 127\.0\.0\.1:8502;": f"server {HOST}:{apps[1].port};",
    }.items():
        text, times = re.subn(delivered, here, text)
        assert times == 1, delivered
    (folder / "liverline.conf").write_text(text, encoding="utf-8")
    whole = folder / "nginx.conf"
    whole.write_text(AROUND.format(folder=folder), encoding="utf-8")
    return whole


@contextmanager
def nginx(configuration: Path, url: str) -> Iterator[None]:
    command = ["nginx", "-c", str(configuration), "-p", str(configuration.parent)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        deadline = time.monotonic() + 10
        while answer(url)[0] == 0:
            assert process.poll() is None, process.stderr.read() if process.stderr else ""
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait()


def answer(url: str, **headers: str) -> tuple[int, dict[str, str]]:
    """Status (0: nobody listens) and headers of an answer; the certificate is our own."""
    unverified = ssl._create_unverified_context()
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=5, context=unverified) as given:
            return given.status, {name.lower(): value for name, value in given.headers.items()}
    except urllib.error.HTTPError as refused:
        return refused.code, {name.lower(): value for name, value in refused.headers.items()}
    except urllib.error.URLError:
        return 0, {}


@pytest.fixture(scope="module")
def behind_nginx(
    database_file: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hospital]:
    """Two processes on the simulated trial with sign-in, behind nginx."""
    need(shutil.which("nginx") is not None, "nginx is not installed")
    folder = tmp_path_factory.mktemp("nginx")
    port = free_port()
    url = f"https://{HOST}:{port}"
    with ExitStack() as stack:
        issuer = stack.enter_context(signed.provider())
        settings = signed.write_settings(folder, issuer, url)
        database = database_file("simulated")
        apps = [stack.enter_context(signed.process(database, settings)) for _ in range(2)]
        for app in apps:
            app.wait_until_up()
        certificate(folder)
        stack.enter_context(nginx(configured(folder, port, apps), url))
        yield Hospital(url, issuer, tuple(app.url for app in apps))


def test_a_patient_opens_through_https_the_cookies_stay_there_and_a_sign_off_holds_in_every_process(
    browser: Browser, behind_nginx
):
    context = browser.new_context(viewport=WARD_PC, ignore_https_errors=True)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    sockets: list[str] = []
    page.on("websocket", lambda socket: sockets.append(socket.url))
    packed: list[str | None] = []
    page.on(
        "response",
        lambda given: packed.append(given.headers.get("content-encoding")) if SCRIPT in given.url else None,
    )
    behind_nginx.expect({**signed.DOCTOR, "padding": secrets.token_urlsafe(3000)})
    page.goto(f"{behind_nginx.url}/patient?subject=SIM-010&lang=zh")
    page.get_by_role("link", name="Sign in").click()
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    assert {url.split("/_stcore")[0] for url in sockets} == {behind_nginx.url.replace("https", "wss")}
    cookies = context.cookies()
    assert {"_streamlit_user_1", "liverline_alive"} <= {cookie["name"] for cookie in cookies}
    assert [cookie["name"] for cookie in cookies if not cookie["secure"]] == []
    assert "gzip" in packed
    copied = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in cookies)
    assert [answer(f"{url}/trial", Cookie=copied)[0] for url in behind_nginx.processes] == [200, 200]
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_text("请使用医院账号登录")).to_be_visible()
    assert [answer(f"{url}/trial", Cookie=copied)[0] for url in behind_nginx.processes] == [401, 401]
    context.close()


def test_nginx_adds_no_version_and_keeps_the_headers_of_the_app(behind_nginx):
    code, headers = answer(behind_nginx.url)
    assert code == 401
    assert headers["server"] == "nginx"
    assert "max-age" in headers["strict-transport-security"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_without_sign_in_nobody_comes_in_through_a_proxy(database_file, tmp_path, behind_nginx):
    """A proxy on the same machine speaks to the app from this machine: that makes nobody near."""
    settings = tmp_path / "secrets.toml"
    settings.write_text("", encoding="utf-8")
    with signed.process(database_file("simulated"), settings) as app:
        app.wait_until_up()
        certificate(tmp_path)
        port = free_port()
        url = f"https://{HOST}:{port}"
        with nginx(configured(tmp_path, port, [app, app]), url):
            assert answer(url)[0] == 403
