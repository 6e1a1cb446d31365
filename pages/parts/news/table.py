"""What is new of all patients as one list, the weightiest first; a click on the name opens the patient."""

from datetime import date
from functools import lru_cache
from typing import Any

import streamlit as st
from pandas import DataFrame, isna

from data_access.common.database import Database
from data_access.common.study import study
from data_access.ward import news
from pages.access import downloads
from pages.common import elements, open_patient
from pages.common.text import Words
from pages.parts.news import phrases
from pages.parts.news.since import Since

MOST_ROWS_WITHOUT_SCROLLING = 17
MOST_SHOWN = 500
TABLES_KEPT = 16
ORDER = ("usubjid", "arm", "what", "change", "newest", "when", "day", "times", "late", "source")


def show(database: Database, since: Since, words: Words) -> None:
    """The list, or the sentence that nothing is new."""
    rows, total = news.ranked(database, since.day, MOST_SHOWN)
    if rows.empty:
        st.info(words("news.none", since=since.said))
        return
    key = "news.caption" if total == len(rows) else "news.caption_some"
    st.caption(words(key, n=total, shown=len(rows), since=since.said))
    table = shown(database, since.day, words)
    elements.table(
        table,
        key="news",
        rows=len(table),
        most=MOST_ROWS_WITHOUT_SCROLLING,
        columns=columns(words) | {"usubjid": open_patient.column("news", tuple(rows["usubjid"]), words)},
    )
    about = study(database)
    downloads.as_csv(words("news.download"), lambda: table, ["new"], about, words, key="news_csv")


@lru_cache(maxsize=TABLES_KEPT)
def shown(database: Database, day: date | None, words: Words) -> DataFrame:
    """The list as the reader sees it, made once for each choice."""
    rows, _ = news.ranked(database, day, MOST_SHOWN)
    table = as_table(rows, words).assign(
        arm=[words.known("arm", arm) for arm in rows["trt01p"]],
        newest=[
            "" if isna(value) else phrases.figure(code, value)
            for code, value in zip(rows["paramcd"], rows["newest"], strict=True)
        ],
    )
    kept = [name for name in ORDER if name in table]
    return table[[name for name in kept if name != "arm" or not study(database).arms_hidden]]


def as_table(rows: DataFrame, words: Words) -> DataFrame:
    """Rows of data_access.ward.news in words, one per happening, without the columns that say nothing of any."""
    table = DataFrame([_row(row, words) for row in rows.itertuples()])
    silent = {"times": not (rows["times"] > 1).any(), "late": not (rows["latefl"] == "Y").any()}
    return table.drop(columns=[name for name, nothing in silent.items() if nothing])


def _row(row: Any, words: Words) -> dict[str, Any]:
    traced = isinstance(row.source_file, str)
    return {
        "usubjid": row.usubjid,
        "what": phrases.what(row, words),
        "change": phrases.change(row, words),
        "when": words.recorded(row.adtc),
        "day": None if isna(row.ady) else int(row.ady),
        "times": int(row.times) if row.times > 1 else None,
        "late": words("news.late") if row.latefl == "Y" else "",
        "source": f"{row.source_file} {words('hover.row', n=int(row.source_row))}" if traced else "",
    }


def columns(words: Words) -> dict[str, Any]:
    """How the columns of `shown` and `as_table` are drawn."""
    column = st.column_config
    named = {
        name: words(f"news.column.{name}") for name in ("what", "change", "newest", "when", "late", "source")
    }
    return {
        "usubjid": column.TextColumn(words("ward.subject"), width=90, pinned=True),
        "arm": column.TextColumn(words("ward.arm"), width=100),
        "what": column.TextColumn(named["what"], width=290),
        "change": column.TextColumn(named["change"], width=190),
        "newest": column.TextColumn(named["newest"], width=70, help=words("news.column.newest_help")),
        "when": column.TextColumn(named["when"], width=122),
        "day": column.NumberColumn(words("news.column.day"), width=50),
        "times": column.NumberColumn(
            words("news.column.times"), width=52, help=words("news.column.times_help")
        ),
        "late": column.TextColumn(named["late"], width=62, help=words("news.column.late_help")),
        "source": column.TextColumn(named["source"], width=118),
    }
