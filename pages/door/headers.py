"""The headers under which everything is sent: what a page may load, who may frame it, what may be kept."""

import base64
import hashlib
import re
import signal
from functools import cache
from pathlib import Path

import streamlit
import uvicorn
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.common import style

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
HOST = re.compile(r"[A-Za-z0-9.:\[\]-]+")
KEPT = "/static/"

FIXED = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


@cache
def scripts_of_ours() -> str:
    """The few scripts that stand in a document, Streamlit's own and those of `style`, each by its digest."""
    bodies = [*INLINE.findall(INDEX.read_text(encoding="utf-8")), *map(style.script, style.DOCUMENT_LANGUAGE)]
    digests = (base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() for body in bodies)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


def policy(host: str) -> str:
    """The content security policy. Styles must be inline: Streamlit writes them as it draws.

    `host` is named for the websocket: a Safari of 2021 does not take 'self' for it.
    """
    socket = f" ws://{host} wss://{host}" if HOST.fullmatch(host) else ""
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {scripts_of_ours()}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self'{socket}",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "frame-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )


def name_no_server() -> None:
    """From now on no answer says which software gives it. To be called while the server starts.

    uvicorn adds its name outside of every middleware, and Streamlit, which starts it, passes on no wish about that.
    The running server is the one that listens for the signal to stop.
    """
    server = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    if isinstance(server, uvicorn.Server):
        named = server.config.encoded_headers
        server.config.encoded_headers = [header for header in named if header[0] != b"server"]


class SafeHeaders:
    """ASGI middleware, the outermost: adds the headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        host = Headers(scope=scope).get("host", "")

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                headers.update({**FIXED, "Content-Security-Policy": policy(host)})
                if not scope["path"].startswith(KEPT):
                    # A shared computer keeps no page and no file of a patient.
                    headers["Cache-Control"] = "no-store"
                if scope["scheme"] == "https":
                    message["headers"] = [_secure(name, value) for name, value in message["headers"]]
            await send(message)

        await self.app(scope, receive, send_safely)


def _secure(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """A cookie that came through https goes back through https alone."""
    if name.lower() != b"set-cookie" or b"; secure" in value.lower():
        return name, value
    return name, value + b"; Secure"
