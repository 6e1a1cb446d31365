"""What a page asked the database for in this session, kept until another build or another question.

The question behind a stay or a cohort costs as much as ten reruns. It is kept per session, never across them:
what one reader may see, another may not.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeVar

import streamlit as st
from pandas import DataFrame, Series

from clinical.common.wording import Wording
from clinical.eligibility.cohort import columns_from
from clinical.eligibility.columns import Columns
from clinical.eligibility.questions import Question, held_back, questions
from data_access.common.database import Database
from data_access.eligibility import candidates as eligibility_candidates
from data_access.eligibility import histories as recorded_histories
from data_access.eligibility import uploaded_list
from data_access.eligibility.uploaded_list import LABEL

KEPT = "eligibility_kept"
MOST_KEPT = 5
Kept = TypeVar("Kept")


@dataclass(frozen=True, eq=False)
class Stay:
    """One patient's days: what was known at the end of each, as rows and as the check reads them.

    Values in question (`asked`) are held back from `columns`.
    """

    days: DataFrame
    columns: Columns
    asked: tuple[Question, ...]


@dataclass(frozen=True, eq=False)
class Group:
    """Candidates that are assessed together, what each is called, and where they are from.

    `source` is "screened", or the SHA-256 of an uploaded file: its name may be a patient's. Values in question
    (`asked`) are held back from `columns`.
    """

    labels: list[str]
    columns: Columns
    source: str
    asked: tuple[Question, ...]


def _held_back(candidates: DataFrame) -> tuple[Columns, tuple[Question, ...]]:
    columns = columns_from(candidates)
    asked = questions(columns)
    return held_back(columns, asked), asked


def stay(database: Database, person: Series) -> Stay:
    """`eligibility.stay` of one row of `eligibility.screened`."""
    subject = str(person["usubjid"])
    held: Stay | None = _held(database, ("stay", subject))
    if held is None:
        first, last = person["first_day"].date(), person["last_day"].date()
        days = eligibility_candidates.stay(database, subject, first, last)
        held = _keep(database, ("stay", subject), Stay(days, *_held_back(days)))
    return held


def cohort(database: Database) -> Group:
    """`eligibility.cohort` of the open database."""
    held: Group | None = _held(database, ("cohort", ""))
    if held is None:
        people = eligibility_candidates.cohort(database)
        columns, asked = _held_back(people)
        group = Group(people["usubjid"].tolist(), columns, "screened", asked)
        held = _keep(database, ("cohort", ""), group)
    return held


def histories(database: Database) -> DataFrame:
    """What the histories of everyone screened answer, and which rows answer nothing."""
    held: DataFrame | None = _held(database, ("histories", ""))
    if held is None:
        everyone = screened(database)["usubjid"].tolist()
        held = _keep(database, ("histories", ""), recorded_histories.matched(database, everyone))
    return held


def uploaded(database: Database, content: bytes) -> tuple[Group, tuple[Wording, ...]]:
    """The candidates of an uploaded file and what was noted on reading it; FileUnusable if there are none."""
    checksum = sha256(content).hexdigest()
    key = ("file", checksum)
    held: tuple[Group, tuple[Wording, ...]] | None = _held(database, key)
    if held is None:
        candidates = uploaded_list.read(content)
        columns, asked = _held_back(candidates.frame)
        group = Group(candidates.frame[LABEL].tolist(), columns, checksum, asked)
        held = _keep(database, key, (group, candidates.notes))
    return held


def screened(database: Database) -> DataFrame:
    """`eligibility.screened` of the open database."""
    held: DataFrame | None = _held(database, ("screened", ""))
    return (
        _keep(database, ("screened", ""), eligibility_candidates.screened(database)) if held is None else held
    )


def _held(database: Database, key: tuple[str, str]) -> Any:
    kept: dict[str, Any] = st.session_state.get(KEPT, {})
    return kept["answers"].get(key) if kept.get("identity") == database.identity else None


def _keep(database: Database, key: tuple[str, str], answer: Kept) -> Kept:
    kept: dict[str, Any] = st.session_state.get(KEPT, {})
    before = kept["answers"] if kept.get("identity") == database.identity else {}
    # The oldest goes first: a reader who leafs through a thousand patients keeps the last few.
    answers = dict(list(before.items())[-MOST_KEPT + 1 :]) | {key: answer}
    st.session_state[KEPT] = {"identity": database.identity, "answers": answers}
    return answer
