"""Signing in and off: Streamlit's own routes, with what they leave out.

A deep link survives the sign-in, a sign-in that fails is said in a sentence, and both are written down.
"""

from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import encode_provider_token
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from data_access.access_log.append import LogUnwritable
from pages.access import log, rights
from pages.access.settings import CALLBACK, SignIn
from pages.access.ticket import ALIVE, Ticket, presented, sign_of_life
from pages.door import presence, refusals

LOGIN, LOGOUT = "/auth/login", "/auth/logout"
PATHS = (refusals.SIGN_IN, LOGIN, LOGOUT, CALLBACK)
WANTED = "liverline_wanted"
WANTED_FOR_S = 600
IDLE_FILE = Path(__file__).with_name("idle.js")


def wanted(connection: HTTPConnection) -> str:
    """The page that was asked for, to be opened after the sign-in; anything else leads home."""
    query = connection.url.query
    return _ours(connection.url.path + (f"?{query}" if query else ""))


def _ours(address: object) -> str:
    """The address if it is a page of ours, else home: the sign-in must lead nobody elsewhere."""
    text = str(address or "")
    parts = urlsplit(text)
    foreign = (
        parts.scheme or parts.netloc or not text.startswith("/") or text.startswith("//") or "\\" in text
    )
    return "/" if foreign or not rights.is_page(parts.path.strip("/")) or not text.isprintable() else text


def still_here(ticket: Ticket, settings: SignIn) -> Response:
    """The answer to a page whose reader has moved the mouse: the sign-in lives on."""
    presence.hear(ticket.key)
    response = Response(status_code=204)
    _keep_alive(response, ticket, settings)
    return response


async def handle(app: ASGIApp, settings: SignIn, scope: Scope, receive: Receive, send: Send) -> None:
    """One of PATHS."""
    request = Request(scope)
    if scope["path"] == refusals.SIGN_IN:
        await _begin(request)(scope, receive, send)
        return
    if scope["path"] == LOGIN:
        await app(scope, receive, send)
        return
    response = await _answer_of(app, scope, receive)
    finish = _signed_off if scope["path"] == LOGOUT else _signed_in
    try:
        answer = finish(request, response, settings)
    except LogUnwritable:
        # Without the cookies that the app has set: nobody is signed in whose coming is not written down.
        answer = refusals.say(request, "unwritten", 503)
        answer.delete_cookie(ALIVE)
    await answer(scope, receive, send)


def _begin(request: Request) -> Response:
    """To the provider, by way of Streamlit; where to go afterwards stays here, in a cookie."""
    response = RedirectResponse(f"{LOGIN}?provider={encode_provider_token('default')}", 302)
    to = _ours(request.query_params.get("to"))
    response.set_cookie(WANTED, quote(to, safe=""), max_age=WANTED_FOR_S, httponly=True, samesite="lax")
    return response


def _signed_in(request: Request, response: Response, settings: SignIn) -> Response:
    """After the provider: to the page that was wanted, or the sentence that the sign-in was not believed."""
    ticket = presented(_cookies_set_by(response), settings)
    if ticket is None:
        answered = "code" in request.query_params or "error" in request.query_params
        if answered and presented(request.cookies, settings) is None:
            return _not_believed(request)
        return response
    with rights.acting_as(rights.reader_of(ticket.claims, settings)):
        log.record("sign-in")
    presence.hear(ticket.key)
    response.headers["location"] = _ours(unquote(request.cookies.get(WANTED, "")))
    response.delete_cookie(WANTED)
    _keep_alive(response, ticket, settings)
    return response


def _not_believed(request: Request) -> Response:
    """A token that is forged, too old or meant for somebody else; or the provider said no."""
    with rights.acting_as(rights.NOBODY):
        log.record("refusal", page="sign-in")
    response = refusals.say(request, "not_believed", 403, to=_ours(unquote(request.cookies.get(WANTED, ""))))
    for name in request.cookies:
        if name.startswith(USER_COOKIE_NAME) or name == ALIVE:
            response.delete_cookie(name)
    return response


def _signed_off(request: Request, response: Response, settings: SignIn) -> Response:
    """Streamlit forgets its cookies; we forget the sign-in, so that a copy of them opens nothing."""
    ticket = presented(request.cookies, settings)
    if ticket is not None and not presence.has_ended(ticket.key):
        # First, so that whoever leaves has left even where that cannot be written down.
        presence.end(ticket.key)
        with rights.acting_as(rights.reader_of(ticket.claims, settings)):
            log.record("sign-off")
    response.delete_cookie(ALIVE)
    return response


def _keep_alive(response: Response, ticket: Ticket, settings: SignIn) -> None:
    response.set_cookie(ALIVE, sign_of_life(ticket, settings), httponly=True, samesite="lax")


def _cookies_set_by(response: Response) -> dict[str, str]:
    jar: SimpleCookie = SimpleCookie()
    for line in response.headers.getlist("set-cookie"):
        jar.load(line)
    return {name: morsel.value for name, morsel in jar.items()}


async def _answer_of(app: ASGIApp, scope: Scope, receive: Receive) -> Response:
    """What the app answers, held back to be looked at; these answers are small."""
    response = Response()
    body = b""

    async def hold(message: Message) -> None:
        nonlocal body
        if message["type"] == "http.response.start":
            response.status_code, response.raw_headers = message["status"], list(message["headers"])
        else:
            body += message.get("body", b"")

    await app(scope, receive, hold)
    response.body = body
    return response
