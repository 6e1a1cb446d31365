"""Whose file it is: what a page is told through its socket opens for the same sign-in, and for nobody else."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from data_access.access_log import append
from pages.door import files, guard
from pages.door.guard import Door
from tests.pages.door.test_requests import CLAIMS, SETTINGS, STREAM, header, signed

CONTENT = "rows of a patient"
FILE = "/media/0a1b.csv"
DOCTOR, COLLEAGUE = "doctor", "colleague"


@cache
def signed_in(who: str) -> dict[str, str]:
    """What the browser of this person sends; not signed before the tests run, for a sign-in that nobody uses ends."""
    return header(signed({**CLAIMS, "sub": who, "email": f"{who}@hospital.example"}))


async def content(_: object) -> PlainTextResponse:
    return PlainTextResponse(CONTENT)


async def page(connection: WebSocket) -> None:
    """Says to its reader what the reader asks it to say."""
    await connection.accept()
    async for asked in connection.iter_bytes():
        await connection.send_bytes(asked)


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setattr(guard, "sign_in", lambda: SETTINGS)
    files._told.clear()
    routes = [WebSocketRoute("/_stcore/stream", page), Route("/{path:path}", content)]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(Door)]), base_url="http://localhost")


@pytest.fixture
def told(app: TestClient) -> Callable[[str, ForwardMsg], None]:
    """told(DOCTOR, message): a page of the doctor receives the message."""

    def tell(who: str, message: ForwardMsg) -> None:
        with app.websocket_connect(STREAM, headers=signed_in(who)) as socket:
            socket.send_bytes(message.SerializeToString())
            assert socket.receive_bytes() == message.SerializeToString()

    return tell


def download(address: str) -> ForwardMsg:
    """Streamlit's answer to the press of a download button."""
    message = ForwardMsg()
    message.backend_operation_response.deferred_file.url = address
    return message


def test_a_file_opens_for_the_sign_in_that_made_it_and_a_colleague_is_told_why_not(app, told):
    told(DOCTOR, download(FILE))
    assert app.get(FILE, headers=signed_in(DOCTOR)).text == CONTENT
    for method in ("GET", "HEAD"):
        refused = app.request(method, FILE, headers=signed_in(COLLEAGUE))
        assert refused.status_code == 403
        assert CONTENT not in refused.text
    assert "此文件是为其他用户生成的" in app.get(FILE, headers=signed_in(COLLEAGUE)).text
    # Streamlit finds a file under any ending.
    assert app.get("/media/0a1b.xlsx", headers=signed_in(COLLEAGUE)).status_code == 403
    last = json.loads(Path(append.path_of_log()).read_text("utf-8").splitlines()[-1])
    assert (last["action"], last["file"]) == ("refusal", "0a1b")
    assert last["reader"] == "colleague@hospital.example"


def test_the_same_file_made_by_both_opens_for_both(app, told):
    for who in (DOCTOR, COLLEAGUE):
        told(who, download(FILE))
    for who in (DOCTOR, COLLEAGUE):
        assert app.get(FILE, headers=signed_in(who)).text == CONTENT


def test_a_file_that_nobody_was_told_of_is_not_there(app):
    assert app.get(FILE, headers=signed_in(DOCTOR)).status_code == 404


def test_an_address_in_the_data_opens_nothing(app, told):
    """A reader may make a page say any text, such as the address of somebody else's file."""
    told(DOCTOR, download(FILE))
    markdown, query, elsewhere = ForwardMsg(), ForwardMsg(), download(f"https://evil.example{FILE}")
    markdown.delta.new_element.markdown.body = f"No patient {FILE}"
    query.page_info_changed.query_string = f"subject={FILE}"
    for message in (markdown, query, elsewhere):
        told(COLLEAGUE, message)
        assert app.get(FILE, headers=signed_in(COLLEAGUE)).status_code == 403


def test_only_so_many_addresses_are_remembered_and_the_last_ones_are(app, told, monkeypatch):
    monkeypatch.setattr(files, "MOST", 3)
    for number in range(5):
        told(DOCTOR, download(f"/media/{number}.csv"))
    open_ = [app.get(f"/media/{number}.csv", headers=signed_in(DOCTOR)).status_code for number in range(5)]
    assert open_ == [404, 404, 200, 200, 200]
