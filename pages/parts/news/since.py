"""Since when something counts as new: the previous data cut where it is known, the last days, or a day picked."""

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from data_access.common.database import Database
from data_access.ward import news
from data_access.ward.news import RECENT_DAYS, Times
from pages.common import state
from pages.common.text import Words

OPTIONS = ("previous", "week", "yesterday", "day")


@dataclass(frozen=True)
class Since:
    """The reader's choice. `day` is its first day, None for what the previous data cut did not know; `named`: the
    day that the reader was told; `results`: the first day of results that count as new; `said`: in words."""

    day: date | None
    named: date
    results: date
    said: str


def settled(database: Database, words: Words) -> Since | None:
    """The choice as it stands, without drawing its widgets; None where nothing has a date."""
    times = news.times(database)
    if times is None:
        return None
    _settle(times)
    _keep(times)
    return _chosen(times, words)


def choose(database: Database, words: Words) -> Since | None:
    """The control, drawn where the caller stands; the choice sits in the address."""
    times = news.times(database)
    if times is None:
        masked = st.session_state["study"].masked
        st.caption(words("identities.no_since" if masked else "since.no_dates"))
        return None
    _settle(times)
    options = _options(times)
    chosen = st.selectbox(
        words("since.label"),
        options,
        format_func=lambda option: words(f"since.{option}", date=_date(option, times), days=RECENT_DAYS),
        key="since",
        required=True,
        label_visibility="collapsed",
        width=250,
    )
    if chosen == "day":
        _pick_day(times, words)
    _keep(times)
    return _chosen(times, words)


def _chosen(times: Times, words: Words) -> Since:
    if st.session_state["since"] == "previous" and times.previous:
        said = words("since.said.previous", date=times.previous)
        return Since(None, times.previous, times.previous + timedelta(days=1), said)
    days = {"day": st.session_state["since_day"], "yesterday": times.yesterday}
    day = days.get(st.session_state["since"], times.recent)
    return Since(day, day, day, words("since.said.day", date=day))


def _settle(times: Times) -> None:
    """Give both widgets their values, the day picked, asked for by the address, or kept; never one without data."""
    options = _options(times)
    state.settle("since", options, options[0])
    asked = (
        st.session_state.get("since_day"),
        st.query_params.get("since_day"),
        st.session_state.get("kept_since_day"),
    )
    days = (_day(value) for value in asked)
    fitting = (day for day in days if day and times.first <= day <= times.last)
    st.session_state["since_day"] = next(fitting, max(times.first, times.recent))


def _keep(times: Times) -> None:
    """Remember the choice for other pages, and write it in the address."""
    chosen = st.session_state["since"]
    state.keep("since", chosen, _options(times)[0])
    state.keep("since_day", st.session_state["since_day"].isoformat() if chosen == "day" else None)


def _options(times: Times) -> tuple[str, ...]:
    return OPTIONS if times.previous else OPTIONS[1:]


def _date(option: str, times: Times) -> date | None:
    return times.yesterday if option == "yesterday" else times.previous


def _pick_day(times: Times, words: Words) -> None:
    st.date_input(
        words("since.pick"),
        min_value=times.first,
        max_value=times.last,
        key="since_day",
        required=True,
        format="YYYY-MM-DD",
        label_visibility="collapsed",
        width=140,
    )


def _day(value: object) -> date | None:
    """A date, or a text that is one."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
