"""What is new of one patient, in one line; all of it, and since when, behind a switch."""

from typing import Any

import streamlit as st
from pandas import DataFrame

from data_access.common.database import Database
from data_access.ward import news
from pages.common.text import Words, plain
from pages.parts.news import phrases, since
from pages.parts.news import table as news_table
from pages.parts.news.since import Since

IN_THE_LINE = 4


def show(database: Database, subject: str, words: Words) -> None:
    """The weightiest happenings since the last look and the count of new results; a switch opens the rest."""
    chosen = since.settled(database, words)
    if chosen is None:
        return
    rows = news.of_patient(database, subject, chosen.day)
    n_results = news.n_results(database, subject, chosen.results)
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", wrap=False, key="patient_news"
    ):
        st.markdown(_line(rows, n_results, chosen, words), width="stretch")
        # Not an expander, which closes when its words change, nor a popover, which calls the page back when left.
        opened = st.toggle(words("news.all"), key="news_open", help=words("news.all_help"))
    if opened:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            since.choose(database, words)
        _table(rows, chosen, words)


def _line(rows: DataFrame, n_results: int, chosen: Since, words: Words) -> str:
    badges = [_badge(row, words) for row in rows.head(IN_THE_LINE).itertuples()]
    badges = badges or [plain(words("news.nothing"))]
    rest = len(rows) - IN_THE_LINE
    badges += [plain(words("news.more", n=rest))] if rest > 0 else []
    return f"{words('news.patient', date=chosen.named, n=n_results)}: {' '.join(badges)}"


def _badge(row: Any, words: Words) -> str:
    colour = "red" if row.code in phrases.RED_ONES else "orange"
    sentence = f"{phrases.what(row, words)} {phrases.change(row, words)}".rstrip()
    return f":{colour}-badge[{plain(sentence + phrases.late(row, words))}]"


def _table(rows: DataFrame, chosen: Since, words: Words) -> None:
    if rows.empty:
        st.caption(words("news.none", since=chosen.said))
        return
    table = news_table.as_table(rows, words).drop(columns="usubjid")
    st.dataframe(
        table, hide_index=True, column_config=news_table.columns(words), height="content", placeholder=""
    )
