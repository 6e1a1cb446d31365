"""What the infusion page shows: of one patient or of an arm, which patients of many, and the names of the signs."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from clinical.infusions.window import NAMES
from data_access.common.database import Database
from data_access.common.study import Study
from data_access.patient import profile
from pages.common import pickers, state
from pages.common.text import Words

VIEWS = ("lanes", "day", "grid", "events")
LANES_AT_A_TIME = 40


@dataclass(frozen=True)
class Of:
    """One patient, or an arm; the other is None."""

    subject: str | None
    arm: str | None

    @property
    def name(self) -> str:
        """For the name of a file."""
        return self.subject or self.arm or ""


def choose(database: Database, study: Study, bar: Any, words: Words) -> Of:
    """One patient or an arm, chosen in the bar; the run ends where there is none."""
    with bar:
        scope = state.one_of("scope", ("patient", "arm"), words, prefix="infusions")
        if scope == "arm":
            state.settle("arm", study.arms, study.arms[0])
            arm = st.selectbox(
                words("infusions.arm"),
                study.arms,
                format_func=lambda arm: words.known("arm", arm),
                key="arm",
                width=220,
            )
            state.keep("arm", arm, study.arms[0])
            return Of(None, arm)
        line = st.container(horizontal=True, vertical_alignment="center", gap="small", width="content")
    subject = pickers.subject(profile.patients(database), line, words)
    if subject is None:
        st.stop()
    return Of(subject, None)


def part(total: int, bar: Any, words: Words) -> slice:
    """Which of many rows are shown; all of few."""
    if total <= LANES_AT_A_TIME:
        return slice(0, total)
    starts = [str(start) for start in range(0, total, LANES_AT_A_TIME)]
    state.settle("part", starts, starts[0])
    with bar:
        start = st.selectbox(
            words("infusions.part"),
            starts,
            format_func=lambda start: _range(int(start), total, words),
            key="part",
            width=170,
        )
    state.keep("part", start, starts[0])
    return slice(int(start), int(start) + LANES_AT_A_TIME)


def _range(start: int, total: int, words: Words) -> str:
    return words("infusions.range", first=start + 1, last=min(start + LANES_AT_A_TIME, total), n=total)


def names(words: Words) -> dict[str, str]:
    """Sign code -> name in the reader's language; ALLERGY is all signs of allergy together."""
    return {code: name.of(words.language) for code, name in NAMES.items()} | {
        "ALLERGY": words("infusions.allergy"),
        "AE": words("infusions.event_row"),
    }


def not_given(status: str, reason: object, words: Words) -> str:
    """What became of an infusion that was not given, with the reason where one is known."""
    name = words(f"dose.{status}")
    return f"{name} ({words.known('missed', reason)})" if isinstance(reason, str) else name
