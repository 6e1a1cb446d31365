"""Who reads, and what a reader may do: the one place that decides it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import streamlit as st

from clinical.statistics.disclosure_control import DEFAULT_LIMIT
from pages.access import roles
from pages.access.settings import SignIn, sign_in
from pages.access.ticket import presented


@dataclass(frozen=True)
class Reader:
    """`name`: as signed in; `role`: what decides about access, "" for none."""

    name: str
    role: str


LOCAL = Reader("local", "local")
NOBODY = Reader("", "")
REQUESTED = "requested"
ARMS_HIDDEN = "arms_are_hidden"

_acting: ContextVar[Reader | None] = ContextVar("acting", default=None)


def reader() -> Reader:
    """Who reads. Without sign-in the app is for this machine alone, and whoever sits at it is the reader."""
    acting = _acting.get()
    if acting is not None:
        return acting
    settings = sign_in()
    if settings is None:
        return LOCAL
    settled: Reader | None = st.session_state.get("reader")
    return settled or _signed_in(settings)


def settle() -> Reader:
    """Find out once per run who reads: the run's first act, before anything is asked of the database."""
    st.session_state.pop("reader", None)
    st.session_state["reader"] = found = reader()
    return found


def may(what: str) -> bool:
    """Whether the reader may see or do `what` (a subject of `roles`); the local reader may do everything.

    Nobody, where arms are hidden, what tells arms.
    """
    if tells_arms(what):
        return False
    role = reader().role
    return role == LOCAL.role or what in roles.MAY.get(role, ()) or what in asked_for()


def tells_arms(what: str) -> bool:
    """Whether `what` would tell arms that are hidden from the reader in this run."""
    return what in roles.TELLS_ARMS and bool(st.session_state.get(ARMS_HIDDEN, False))


def may_ask_for(what: str) -> bool:
    """Whether the reader gets `what` by saying why."""
    if tells_arms(what):
        return False
    return what in roles.ON_REQUEST.get(reader().role, ())


def arms_are_hidden(blinded: Callable[[], bool]) -> bool:
    """Whether the reader must not see who is in which arm: as the settings say, else by role in a blinded study."""
    if reader() == LOCAL:
        return False
    settings = sign_in()
    said = None if settings is None else settings.arms_hidden_from
    if said is None:
        return reader().role in roles.BLINDED and blinded()
    return reader().role in said


def settle_arms(*, hidden: bool) -> None:
    """For this run, arms are hidden from the reader or not."""
    st.session_state[ARMS_HIDDEN] = hidden


def ask_for(what: str) -> None:
    """The reader has said why: from here to the end of the session, `what` and all that goes with it is open."""
    if may_ask_for(what):
        st.session_state[REQUESTED] = roles.ON_REQUEST[reader().role]


def asked_for() -> frozenset[str]:
    """What was asked for in this session, as far as the present role allows it."""
    asked: frozenset[str] = st.session_state.get(REQUESTED, frozenset())
    return asked & roles.ON_REQUEST.get(reader().role, frozenset())


def smallest_cell() -> int:
    """The smallest count that may be shown where only aggregates may: the hospital's, else the usual one."""
    settings = sign_in()
    return settings.smallest_cell if settings else DEFAULT_LIMIT


def is_page(address: str) -> bool:
    """Whether a page lives at the address, without its leading slash."""
    return address in roles.PAGES


def reader_of(claims: Mapping[str, Any], settings: SignIn) -> Reader:
    """The reader that the provider's claims describe: a name that is unique, and the role that it has here."""
    account = str(claims.get("email") or claims.get("preferred_username") or claims.get("sub") or "")
    shown = str(claims.get("name") or "")
    groups = _as_set(claims.get(settings.claim))
    by_group = (
        {role for role, named in settings.groups.items() if groups & named} if settings.groups else groups
    )
    by_name = {role for role, named in settings.people.items() if _known_names(claims) & named}
    name = f"{shown} ({account})" if shown and shown != account else account
    return Reader(name, roles.role_of(by_group, by_name))


@contextmanager
def acting_as(someone: Reader) -> Iterator[None]:
    """Outside a page there is no session to ask: within, `reader()` is `someone`."""
    token = _acting.set(someone)
    try:
        yield
    finally:
        _acting.reset(token)


def _signed_in(settings: SignIn) -> Reader:
    """Whom the session and the cookies of its present connection agree on.

    A session of Streamlit keeps the person with whom it began; the next one at the same computer is not that person.
    """
    begun_by = st.user.to_dict()
    ticket = presented(st.context.cookies, settings) if begun_by.get("is_logged_in") else None
    if ticket is None or ticket.claims.get("sub") != begun_by.get("sub"):
        return NOBODY
    return reader_of(ticket.claims, settings)


def _known_names(claims: Mapping[str, Any]) -> set[str]:
    """The names by which a list may know a person; not an address that the provider has not verified."""
    names = {str(claims.get("sub") or "")}
    if claims.get("email_verified", True) is True:
        names.add(str(claims.get("email") or ""))
    return names - {""}


def _as_set(value: object) -> set[str]:
    """A claim as a set: providers send a list, or one word."""
    return (
        {value}
        if isinstance(value, str)
        else {str(one) for one in value}
        if isinstance(value, list)
        else set()
    )
