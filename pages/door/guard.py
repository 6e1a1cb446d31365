"""The door: nothing of the app answers before it is known who asks.

Without sign-in configured, only this machine comes in. With it, only who is signed in, and not left alone for too
long. Nothing of Streamlit's own (page, script, socket, file, figure of the server) is served before that.
"""

import asyncio

from starlette.requests import HTTPConnection, Request
from starlette.responses import FileResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from pages.access.settings import IDLE_SCRIPT, BadSettings, SignIn, is_loopback, sign_in
from pages.access.ticket import Ticket, is_alive, presented
from pages.door import files, presence, refusals, signing

HEALTH = "/_stcore/health"
# Streamlit answers these to anybody; nobody here needs them.
NEVER = ("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent")
PASSED_ON = ("x-forwarded-for", "x-real-ip", "forwarded")
STILL_HERE = "/door/still-here"
POLICY_VIOLATION = 1008
CHECK_EVERY_S = 3.0


class Door:
    """ASGI middleware around all of Streamlit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        try:
            settings = sign_in()
        except BadSettings as bad:
            await _refuse(scope, receive, send, f"bad.{bad.code}", 503, name=bad.name)
            return
        if scope["path"].startswith(NEVER):
            await PlainTextResponse("Not found", 404)(scope, receive, send)
        elif settings is None:
            await self._near(connection, scope, receive, send)
        elif scope["path"] == HEALTH:
            await self.app(scope, receive, send)
        elif scope["path"] in signing.PATHS:
            await signing.handle(self.app, settings, scope, receive, send)
        else:
            await self._known(settings, connection, scope, receive, send)

    async def _near(self, connection: HTTPConnection, scope: Scope, receive: Receive, send: Send) -> None:
        """Without sign-in: this machine alone, by its own address and under its own name."""
        client = connection.client.host if connection.client else None
        passed_on = any(name in connection.headers for name in PASSED_ON)
        if is_loopback(client) and is_loopback(connection.url.hostname) and not passed_on:
            await self.app(scope, receive, send)
        else:
            await _refuse(scope, receive, send, "local_only", 403)

    async def _known(
        self, settings: SignIn, connection: HTTPConnection, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """With sign-in: whoever the cookies name, as long as somebody is there."""
        ticket = admitted(connection, settings)
        if ticket is None:
            await _refuse(scope, receive, send, "unsigned", 401, to=signing.wanted(connection))
        elif scope["type"] == "websocket":
            await self._watched(ticket, settings, scope, receive, send)
        elif scope["path"] == STILL_HERE:
            await signing.still_here(ticket, settings)(scope, receive, send)
        elif scope["path"] == IDLE_SCRIPT:
            await FileResponse(signing.IDLE_FILE, media_type="text/javascript")(scope, receive, send)
        elif scope["path"].startswith(files.PLACE):
            refusal = files.refusal(ticket, settings, Request(scope))
            await (refusal or self.app)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _watched(
        self, ticket: Ticket, settings: SignIn, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """A page's socket: every message is a sign of life; when none comes for too long, it is closed."""
        presence.hear(ticket.key)

        async def receive_while_here() -> Message:
            waiting = asyncio.ensure_future(receive())
            try:
                while (left := presence.left_s(ticket.key, settings.idle_s)) > 0:
                    # Looked at every few seconds, because a sign-off in another tab ends this one too.
                    await asyncio.wait({waiting}, timeout=min(left, CHECK_EVERY_S))
                    if waiting.done():
                        presence.hear(ticket.key)
                        return waiting.result()
            finally:
                waiting.cancel()
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return {"type": "websocket.disconnect", "code": POLICY_VIOLATION}

        async def send_overheard(message: Message) -> None:
            files.overhear(ticket, message)
            await send(message)

        await self.app(scope, receive_while_here, send_overheard)


def admitted(connection: HTTPConnection, settings: SignIn) -> Ticket | None:
    """The sign-in that the request may use; None where there is none, or it was left alone or signed off."""
    ticket = presented(connection.cookies, settings)
    if ticket is None or presence.has_ended(ticket.key):
        return None
    return ticket if is_alive(connection.cookies, ticket, settings) else None


async def _refuse(
    scope: Scope, receive: Receive, send: Send, key: str, status: int, *, to: str | None = None, **values: str
) -> None:
    """Say why not; a websocket is closed before it was opened, which the browser sees as 403."""
    if scope["type"] == "websocket":
        await WebSocketClose(POLICY_VIOLATION)(scope, receive, send)
    else:
        await refusals.say(Request(scope), key, status, to=to, **values)(scope, receive, send)
