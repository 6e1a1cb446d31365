"""Which rows of the histories answered which question, and which answered none: shown, never guessed."""

import streamlit as st
from pandas import DataFrame

from clinical.eligibility.candidate import FIELDS
from clinical.protocols.histories import NOT_STATED
from pages.access import downloads
from pages.common.text import Words

ANSWER_WORDS = {"yes": "severity_yes", "no": "severity_no", "controlled": "severity_controlled"}


def show(found: DataFrame, words: Words) -> None:
    """A line that opens: each row with its question and answer; those that answer none come first."""
    if found.empty:
        return
    unanswered = found["field"] == ""
    title = words("eligibility.histories", n=int((~unanswered).sum()), open=int(unanswered.sum()))
    with st.expander(title):
        rows = table(found, words)
        st.dataframe(rows, hide_index=True)
        st.caption(words("eligibility.histories_note"))
        downloads.as_table(lambda: rows, words, key="histories")


def table(found: DataFrame, words: Words) -> DataFrame:
    """The rows in words. Where identities are hidden no row of a source is named: it would lead back."""
    ordered = found.sort_values("field", kind="stable")
    columns = {
        "subject": ordered["usubjid"].tolist(),
        "term": ordered["term"].tolist(),
        "question": [_question(field, words) for field in ordered["field"]],
        "answer": [
            _answer(field, answer, words)
            for field, answer in zip(ordered["field"], ordered["answer"], strict=True)
        ],
        "why": [words(f"eligibility.histories_why_{why}") if why else "" for why in ordered["why"]],
    }
    if not st.session_state["study"].masked:
        columns["source"] = [
            f"{file} {row}" for file, row in zip(ordered["source_file"], ordered["source_row"], strict=True)
        ]
    return DataFrame({words(f"eligibility.histories_{name}"): cells for name, cells in columns.items()})


def _question(field: str, words: Words) -> str:
    return FIELDS[field].label.of(words.language) if field else words("eligibility.histories_none")


def _answer(field: str, answer: str, words: Words) -> str:
    if not field:
        return ""
    if FIELDS[field].kind == "date":
        return words.day(answer)
    if answer == NOT_STATED:
        return words(f"eligibility.histories_{NOT_STATED}")
    if FIELDS[field].kind == "severity":
        return words(f"eligibility.{ANSWER_WORDS[answer]}")
    return {"yes": words("eligibility.answer_yes"), "no": words("eligibility.answer_no")}.get(answer, answer)
