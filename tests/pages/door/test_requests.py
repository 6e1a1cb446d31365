"""The door as a server meets it: who is let through to the app, by address, cookie and time."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from data_access.access_log.append import LogUnwritable
from pages.access.settings import BadSettings, SignIn
from pages.access.ticket import ALIVE, presented, sign_of_life
from pages.door import guard, signing
from pages.door.guard import Door
from pages.door.headers import SafeHeaders

SECRET_SEEN = "behind the door"
STREAM = "ws://localhost/_stcore/stream"
PATHS = (
    *("/", "/patient?subject=1", "/media/abc.csv", "/static/js/index.js", "/app/static/x", "/component/x"),
    *("/_stcore/host-config", "/_stcore/upload_file/s/f", "/_stcore/bidi-components/x", "/favicon.png"),
)
NEVER = (
    "/_stcore/metrics",
    "/_stcore/script-health-check",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/mcp",
)
SETTINGS = SignIn(
    client_id="liverline",
    origin="https://testserver",
    cookie_secret="0123456789abcdef0123456789abcdef",
    idle_s=60,
    shift_s=3600,
    claim="roles",
    groups={},
    people={},
)
CLAIMS = {
    "is_logged_in": True,
    "origin": SETTINGS.origin,
    "aud": "liverline",
    "sub": "1",
    "roles": ["doctor"],
}


async def page(_: object) -> PlainTextResponse:
    return PlainTextResponse(SECRET_SEEN)


async def socket(connection: WebSocket) -> None:
    await connection.accept()
    await connection.send_text(SECRET_SEEN)
    async for said in connection.iter_text():
        await connection.send_text(said)


def client(host: str = "127.0.0.1", base: str = "http://localhost") -> TestClient:
    app = Starlette(
        routes=[
            WebSocketRoute("/_stcore/stream", socket),
            Route("/{path:path}", page, methods=["GET", "PUT"]),
        ],
        middleware=[Middleware(SafeHeaders), Middleware(Door)],
    )
    return TestClient(app, client=(host, 50000), base_url=base, follow_redirects=False)


@pytest.fixture
def configured(monkeypatch: pytest.MonkeyPatch) -> Callable[[SignIn | None], None]:
    """configured(SETTINGS): the door knows these settings; None: no sign-in."""
    return lambda settings: monkeypatch.setattr(guard, "sign_in", lambda: settings)


def signed(claims: dict = CLAIMS, secret: str = SETTINGS.cookie_secret, alive: bool = True) -> dict[str, str]:
    """The cookies of somebody who is signed in."""
    name = "_streamlit_user"
    cookies = {name: create_signed_value(secret, name, json.dumps(claims)).decode()}
    ticket = presented(cookies, SETTINGS)
    if ticket is not None and alive:
        cookies[ALIVE] = sign_of_life(ticket, SETTINGS)
    return cookies


def header(cookies: dict[str, str]) -> dict[str, str]:
    return {"cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}


@pytest.mark.parametrize("path", PATHS)
def test_without_sign_in_this_machine_alone_comes_in(configured, path):
    configured(None)
    assert client().get(path).text == SECRET_SEEN
    assert client("::1", "http://[::1]:8501").get(path).text == SECRET_SEEN
    for answer in (
        client("192.168.1.7").get(path),
        client("192.168.1.7", "http://192.168.1.2:8501").get(path),
        client(base="http://evil.example").get(path),
        client().get(path, headers={"x-forwarded-for": "192.168.1.7"}),
    ):
        assert answer.status_code == 403
        assert SECRET_SEEN not in answer.text
        assert "尚未配置登录" in answer.text


def test_without_sign_in_no_socket_opens_for_another_machine(configured):
    configured(None)
    with client().websocket_connect(STREAM) as near:
        assert near.receive_text() == SECRET_SEEN
    for far, address in ((client("10.0.0.5"), STREAM), (client(), "ws://evil.example/_stcore/stream")):
        with pytest.raises(WebSocketDisconnect), far.websocket_connect(address):
            pass


@pytest.mark.parametrize("path", NEVER)
@pytest.mark.parametrize("settings", [None, SETTINGS])
def test_what_the_server_tells_about_itself_it_tells_nobody(configured, settings, path):
    configured(settings)
    answer = client().get(path, headers=header(signed()))
    assert (answer.status_code, answer.text) == (404, "Not found")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.shows("role nobody")
def test_with_sign_in_nothing_answers_unsigned(configured, path):
    configured(SETTINGS)
    for method in ("GET", "PUT", "HEAD"):
        answer = client().request(method, path)
        assert answer.status_code == 401
        assert SECRET_SEEN not in answer.text
    # A file opens for whom it was made: tests/pages/door/test_files.py.
    behind = "Not found" if path.startswith("/media/") else SECRET_SEEN
    assert client("192.168.1.7", "https://testserver").get(path, headers=header(signed())).text == behind


@pytest.mark.parametrize(
    "cookies",
    [
        signed(secret="f" * 32),
        signed({**CLAIMS, "origin": "https://elsewhere.example"}),
        signed({**CLAIMS, "is_logged_in": False}),
        signed({**CLAIMS, "aud": "another-app", "azp": "liverline"}),
        signed({**CLAIMS, "aud": ["another-app"]}),
        signed(alive=False),
        {**signed(), ALIVE: signed({**CLAIMS, "sub": "2"})[ALIVE]},
        {"_streamlit_user": "junk.\xff", ALIVE: "x"},
        {"_streamlit_user": create_signed_value(SETTINGS.cookie_secret, "_streamlit_user", "[1]").decode()},
    ],
    ids=[
        "other key",
        "other origin",
        "not in",
        "azp",
        "audience",
        "no sign of life",
        "another's",
        "junk",
        "list",
    ],
)
@pytest.mark.shows("role nobody")
def test_a_cookie_that_proves_nothing_opens_nothing(configured, cookies):
    configured(SETTINGS)
    sent = {name: value.encode("latin-1") for name, value in header(cookies).items()}
    assert client().get("/media/abc.csv", headers=sent).status_code == 401
    with pytest.raises(WebSocketDisconnect), client().websocket_connect(STREAM, headers=sent):
        pass


def test_a_sign_in_does_not_outlive_the_shift_nor_its_signs_of_life(configured, monkeypatch):
    configured(SETTINGS)
    cookies = header(signed())
    assert client().get("/", headers=cookies).status_code == 200
    later = time.time() + SETTINGS.idle_s + 2
    monkeypatch.setattr(time, "time", lambda: later)
    assert client().get("/", headers=cookies).status_code == 401
    alive = header(signed())
    monkeypatch.setattr(time, "time", lambda: later + SETTINGS.shift_s + 2)
    assert client().get("/", headers=alive).status_code == 401


def test_a_sign_of_life_prolongs_the_sign_in(configured, monkeypatch):
    configured(SETTINGS)
    cookies = signed()
    answer = client().post("/door/still-here", headers=header(cookies))
    assert answer.status_code == 204
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert "samesite=lax" in answer.headers["set-cookie"].lower()
    assert client().post("/door/still-here").status_code == 401


def test_a_copy_of_the_cookies_opens_nothing_after_the_sign_off(configured):
    configured(SETTINGS)
    cookies = header(signed({**CLAIMS, "sub": "signs off"}))
    assert client().get("/patient", headers=cookies).text == SECRET_SEEN
    with client().websocket_connect(STREAM, headers=cookies) as open_page:
        open_page.receive_text()
        client().get("/auth/logout", headers=cookies)
        assert client().get("/patient", headers=cookies).status_code == 401
        with pytest.raises(WebSocketDisconnect):
            open_page.receive_text()


def test_a_page_that_nobody_touches_loses_its_socket(configured, monkeypatch):
    configured(SignIn(**{**SETTINGS.__dict__, "idle_s": 1.5}))
    began = time.monotonic()
    cookies = header(signed({**CLAIMS, "sub": "leaves"}))
    with client().websocket_connect(STREAM, headers=cookies) as left_alone:
        left_alone.receive_text()
        left_alone.send_text("here")
        assert left_alone.receive_text() == "here"
        with pytest.raises(WebSocketDisconnect):
            left_alone.receive_text()
    assert 1 < time.monotonic() - began < 10


def test_settings_that_are_wrong_shut_the_door_and_say_which(monkeypatch):
    def bad() -> SignIn:
        raise BadSettings("missing", "auth.client_id")

    monkeypatch.setattr(guard, "sign_in", bad)
    answer = client().get("/")
    assert answer.status_code == 503
    assert "auth.client_id" in answer.text
    assert SECRET_SEEN not in answer.text


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/patient?subject=CN%2001&lang=zh", "/patient?subject=CN%2001&lang=zh"),
        ("/nowhere", "/"),
        ("/media/abc.csv", "/"),
        ("/patient/../media/x", "/"),
    ],
)
def test_the_sign_in_leads_to_the_page_that_was_asked_for(configured, asked, leads_to):
    configured(SETTINGS)
    answer = client().get(asked)
    wanted = answer.text.split("/door/sign-in?to=")[1].split('"')[0]
    sent_on = client().get(f"/door/sign-in?to={wanted}")
    assert sent_on.headers["location"].startswith("/auth/login?provider=")
    assert f"liverline_wanted={quote(leads_to, safe='')};" in sent_on.headers["set-cookie"]


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/patient",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/patient\r\nx: y",
    ],
)
def test_the_sign_in_leads_nobody_elsewhere(configured, elsewhere):
    configured(SETTINGS)
    answer = client().get("/door/sign-in", params={"to": elsewhere})
    assert "liverline_wanted=%2F;" in answer.headers["set-cookie"]


def test_every_answer_has_the_headers_and_a_cookie_over_https_is_secure(configured):
    configured(SETTINGS)
    for answer in (
        client().get("/"),
        client().get("/", headers=header(signed())),
        client().get("/_stcore/metrics"),
    ):
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        policy = answer.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy
        scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
        assert "unsafe" not in scripts
    secure = client(base="https://testserver").post("/door/still-here", headers=header(signed()))
    assert "; Secure" in secure.headers["set-cookie"]


def test_a_host_that_is_no_name_does_not_enter_the_policy(configured):
    configured(None)
    answer = client().get("/", headers={"host": "localhost; script-src *"})
    assert "script-src *" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("finish", "path"), [("_signed_in", "/oauth2callback"), ("_signed_off", "/auth/logout")]
)
def test_nobody_comes_in_whose_coming_cannot_be_written_down(configured, monkeypatch, finish, path):
    configured(SETTINGS)

    def full(*_):
        raise LogUnwritable(Path("access.jsonl"), "full", "no space")

    monkeypatch.setattr(signing, finish, full)
    answer = client().get(path, headers=header(signed()))
    assert answer.status_code == 503
    assert "The access log cannot be written" in answer.text
    assert f"{USER_COOKIE_NAME}=" not in answer.headers.get("set-cookie", "")
