"""Which rows of the board are shown, and in which order: chosen in sight, and kept in the address."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from data_access.common.database import Database
from data_access.common.study import study
from data_access.ward import board
from pages.common import state
from pages.common.text import Words

ALL, ACTIVE = "all", "ACTIVE"


@dataclass(frozen=True)
class Choice:
    """As `data_access.ward.board.board` takes it."""

    status: str | None
    arm: str | None
    order: str

    @property
    def asked(self) -> dict[str, Any]:
        """The arguments of the query."""
        return {"status": self.status, "arm": self.arm, "order": self.order}


def choose(database: Database, words: Words) -> Choice:
    """The controls, drawn where the caller stands; nothing to choose from is no control."""
    statuses = sorted(set(board.board(database)["status"]))
    status, arm = ALL, ALL
    if len(statuses) > 1:
        status = _one(
            "ward_status", (ALL, ACTIVE, *statuses), lambda each: words.known("ward.filter", each), 150
        )
    arms = study(database).arms
    if len(arms) > 1:
        arm = _one("ward_arm", (ALL, *arms), lambda each: _arm(each, words), 150)
    order = _one("ward_order", tuple(board.ORDERS), lambda each: words(f"ward.order.{each}"), 170)
    return Choice(None if status == ALL else status, None if arm == ALL else arm, order)


def _arm(arm: str, words: Words) -> str:
    return words("ward.filter.all_arms") if arm == ALL else words.known("arm", arm)


def _one(key: str, options: tuple[str, ...], named: Any, width: int) -> str:
    state.settle(key, options, options[0])
    chosen: str = st.selectbox(
        named(options[0]),
        options,
        format_func=named,
        key=key,
        required=True,
        label_visibility="collapsed",
        width=width,
    )
    state.keep(key, chosen, options[0])
    return chosen
