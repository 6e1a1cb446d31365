"""Who a request comes from: the cookie that Streamlit signs at sign-in, and our sign of life beside it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from pages.access.settings import SignIn

ALIVE = "liverline_alive"
SECONDS_PER_DAY = 86_400


@dataclass(frozen=True)
class Ticket:
    """One sign-in of one person: what the provider said of them, and the name of this sign-in."""

    claims: Mapping[str, Any]
    key: str


def presented(cookies: Mapping[str, str], settings: SignIn) -> Ticket | None:
    """The sign-in that the cookies prove, as Streamlit proves it, and no older than a shift; None for none."""

    def verified(name: str) -> bytes | None:
        raw = cookies.get(name, "").encode("latin-1", "replace")
        return decode_signed_value(settings.cookie_secret, name, raw, settings.shift_s / SECONDS_PER_DAY)

    content = get_cookie_with_chunks(verified, USER_COOKIE_NAME)
    if content is None:
        return None
    claims = _claims(content)
    if not claims.get("is_logged_in") or claims.get("origin") != settings.origin:
        return None
    # Authlib lets a token for somebody else pass if it names us as the authorised party.
    audience = claims.get("aud")
    if settings.client_id not in (audience if isinstance(audience, list) else [audience]):
        return None
    return Ticket(claims, _key(cookies))


def sign_of_life(ticket: Ticket, settings: SignIn) -> str:
    """The value of the cookie ALIVE: this sign-in was in use at this moment."""
    return create_signed_value(settings.cookie_secret, ALIVE, ticket.key).decode()


def is_alive(cookies: Mapping[str, str], ticket: Ticket, settings: SignIn) -> bool:
    """Whether the sign-in was in use a short while ago; any process can tell, none has to remember."""
    raw = cookies.get(ALIVE, "").encode("latin-1", "replace")
    named = decode_signed_value(settings.cookie_secret, ALIVE, raw, settings.idle_s / SECONDS_PER_DAY)
    return named == ticket.key.encode()


def _claims(content: bytes) -> dict[str, Any]:
    try:
        claims = json.loads(content)
    except ValueError:
        return {}
    return claims if isinstance(claims, dict) else {}


def _key(cookies: Mapping[str, str]) -> str:
    """One name per sign-in: the digest of the signed cookie with all its parts, which bears the time."""
    parts = sorted(
        (name, value)
        for name, value in cookies.items()
        if name == USER_COOKIE_NAME or name.removeprefix(f"{USER_COOKIE_NAME}_").isdigit()
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()
