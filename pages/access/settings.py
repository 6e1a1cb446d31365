"""What .streamlit/secrets.toml says about sign-in: [auth] is Streamlit's own, [access] is ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from clinical.statistics.disclosure_control import DEFAULT_LIMIT, HIGHEST_LIMIT, LOWEST_LIMIT
from pages.access.roles import ROLES

REQUIRED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
CALLBACK = "/oauth2callback"
IDLE_SCRIPT = "/door/idle.js"
"""The address at which the door serves the script that signs off an abandoned screen."""
SHORTEST_SECRET = 32
IDLE_MINUTES, LONGEST_IDLE_MINUTES = 15.0, 24 * 60
SHIFT_HOURS, LONGEST_SHIFT_HOURS = 12.0, 24 * 7


class BadSettings(Exception):  # noqa: N818 - a state of the file, said to whoever opens the app
    """Sign-in is asked for but not completely set up. `code`: the words `door.bad.CODE`; `name`: the setting."""

    def __init__(self, code: str, name: str) -> None:
        super().__init__(f"{code}: {name}")
        self.code, self.name = code, name


@dataclass(frozen=True)
class SignIn:
    """How people sign in. `groups` and `people`: role -> who has it, by a value of `claim` or by account.

    Without `groups` the values of the claim are the names of the roles. `idle_s`: seconds without a sign of life
    before one is signed off; `shift_s`: seconds after which everybody signs in again. `smallest_cell`: the count below
    which nobody who may see aggregates only learns a number. `arms_hidden_from`: the roles that do not see who is in
    which arm; None where nothing is said, and the study decides.
    """

    client_id: str
    origin: str
    cookie_secret: str
    idle_s: float
    shift_s: float
    claim: str
    groups: Mapping[str, frozenset[str]]
    people: Mapping[str, frozenset[str]]
    smallest_cell: int = DEFAULT_LIMIT
    arms_hidden_from: frozenset[str] | None = None


@cache
def sign_in() -> SignIn | None:
    """The settings, read once; None without [auth]: the app is for this machine alone. BadSettings: what is wrong."""
    if not st.secrets.load_if_toml_exists():
        unreadable = [path for path in st.get_option("secrets.files") if Path(path).exists()]
        if unreadable:
            raise BadSettings("unreadable", Path(unreadable[0]).name)
        return None
    if "auth" not in st.secrets:
        return None
    return read(st.secrets["auth"], st.secrets.get("access", {}))


def read(auth: Any, access: Any) -> SignIn:
    """The two sections as settings; BadSettings where one is incomplete or cannot be meant."""
    if not isinstance(auth, Mapping):
        raise BadSettings("missing", "auth")
    if not isinstance(access, Mapping):
        raise BadSettings("wrong", "access")
    missing = [name for name in REQUIRED if not (isinstance(auth.get(name), str) and auth[name])]
    if missing:
        raise BadSettings("missing", f"auth.{missing[0]}")
    if len(auth["cookie_secret"]) < SHORTEST_SECRET:
        raise BadSettings("short", "auth.cookie_secret")
    return SignIn(
        client_id=auth["client_id"],
        origin=_origin(auth["redirect_uri"]),
        cookie_secret=auth["cookie_secret"],
        idle_s=60 * _number(access, "idle_minutes", IDLE_MINUTES, LONGEST_IDLE_MINUTES),
        shift_s=3600 * _number(access, "shift_hours", SHIFT_HOURS, LONGEST_SHIFT_HOURS),
        claim=str(access.get("claim", "roles")),
        groups=_by_role(access, "groups"),
        people=_by_role(access, "people"),
        smallest_cell=_smallest_cell(access),
        arms_hidden_from=_roles(access, "arms_hidden_from"),
    )


def is_loopback(host: str | None) -> bool:
    """Whether the name or address means this machine."""
    try:
        return host == "localhost" or ip_address(host or "").is_loopback
    except ValueError:
        return False


def _origin(redirect_uri: str) -> str:
    """Where the app is reached; off this machine, only through https."""
    # As Streamlit reads it: {port} stands for the port that the app listens on.
    parts = urlsplit(redirect_uri.replace("{port}", str(st.get_option("server.port"))))
    plain_but_near = parts.scheme == "http" and is_loopback(parts.hostname)
    if not (parts.scheme == "https" or plain_but_near) or parts.path != CALLBACK:
        raise BadSettings("redirect", "auth.redirect_uri")
    return f"{parts.scheme}://{parts.netloc}"


def _number(access: Mapping[str, Any], name: str, default: float, most: float) -> float:
    value = access.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= most:
        raise BadSettings("wrong", f"access.{name}")
    return float(value)


def _smallest_cell(access: Mapping[str, Any]) -> int:
    value = access.get("smallest_cell", DEFAULT_LIMIT)
    if type(value) is not int or not LOWEST_LIMIT <= value <= HIGHEST_LIMIT:
        raise BadSettings("wrong", "access.smallest_cell")
    return value


def _by_role(access: Mapping[str, Any], name: str) -> dict[str, frozenset[str]]:
    table = access.get(name, {})
    if not isinstance(table, Mapping):
        raise BadSettings("wrong", f"access.{name}")
    for role, who in table.items():
        if role not in ROLES or isinstance(who, str) or not all(isinstance(one, str) for one in who):
            raise BadSettings("wrong", f"access.{name}.{role}")
    return {role: frozenset(who) for role, who in table.items()}


def _roles(access: Mapping[str, Any], name: str) -> frozenset[str] | None:
    found = access.get(name)
    if found is None:
        return None
    if not isinstance(found, list) or not all(isinstance(role, str) and role in ROLES for role in found):
        raise BadSettings("wrong", f"access.{name}")
    return frozenset(found)
