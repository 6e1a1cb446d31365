"""The parts of the page about the trial, and the whole of it as a document for sign-off."""

from datetime import UTC, datetime

import streamlit as st

from clinical.eligibility.criteria import CRITERIA
from clinical.protocols.contradictions import CONTRADICTIONS, NOT_REGISTERED
from clinical.protocols.record import ENTRIES, PRIMARY_OUTCOMES, SECONDARY_OUTCOMES, SOURCES
from clinical.protocols.worked_cases import run_all
from clinical.scores import REGISTRY
from pages.access import downloads
from pages.common import plain_table
from pages.common.text import Words, plain
from pages.parts.trial import paper

PARTS = ("record", "criteria", "contradictions", "formulas", "selftest")


def show(words: Words) -> None:
    """Draw the part that is open; the self-test runs when it is looked at."""
    tabs = st.tabs([words(f"trial.part_{part}") for part in PARTS], on_change="rerun", key="trial_part")
    draw = {
        "record": record,
        "criteria": criteria,
        "contradictions": contradictions,
        "formulas": formulas,
        "selftest": selftest,
    }
    for part, tab in zip(PARTS, tabs, strict=True):
        if tab.open:
            with tab:
                draw[part](words)


def record(words: Words) -> None:
    """The registered record, entry by entry, with its outcomes as registered."""
    language = words.language
    rows = [
        {
            words("trial.entry"): entry.title.of(language),
            words("trial.as_registered"): entry.text.of(language)
            + (f" ({words('trial.rebuilt')})" if entry.rebuilt else ""),
        }
        for entry in ENTRIES
    ]
    _table(rows)
    for title, outcomes in (("primary", PRIMARY_OUTCOMES), ("secondary", SECONDARY_OUTCOMES)):
        st.markdown(f"**{words(f'trial.{title}')}**")
        shown = [
            {
                words("trial.outcome"): outcome.title.of(language),
                words("trial.measure"): outcome.measure.of(language),
                words("trial.time_frame"): outcome.time_frame.of(language),
            }
            for outcome in outcomes
        ]
        _table(shown)
    st.caption(plain(SOURCES.of(language)))


def criteria(words: Words) -> None:
    """The ten criteria in their registered words, and why each is there."""
    language = words.language
    rows = [
        {
            words("trial.number"): each.id,
            words("trial.as_registered"): each.wording.of(language),
            words("trial.origin"): each.origin.of(language),
        }
        for each in CRITERIA
    ]
    _table(rows)
    st.caption(plain(NOT_REGISTERED.of(language)))


def contradictions(words: Words) -> None:
    """Where the record contradicts itself, and what was decided."""
    language = words.language
    rows = [
        {
            words("trial.number"): each.id,
            words("trial.contradiction"): each.finding.of(language),
            words("trial.decision"): each.decision.of(language),
        }
        for each in CONTRADICTIONS
    ]
    _table(rows)


def formulas(words: Words) -> None:
    """Every score with its formula, the bounds of its inputs and its reference; what is unverified says so."""
    head = [words(f"trial.{key}") for key in paper.FORMULA_COLUMNS]
    rows = [paper.score_of(score, words) for score in REGISTRY.values()]
    plain_table.show(head, rows)


def selftest(words: Words) -> None:
    """The worked examples, computed now, pass or fail, and the document to sign."""
    outcomes = run_all()
    passed = sum(outcome.passed for outcome in outcomes)
    said = words("trial.passed", n=passed, of=len(outcomes))
    (st.success if passed == len(outcomes) else st.error)(said)
    downloads.offer(
        words("trial.print"),
        lambda: paper.document(words, made_at=datetime.now(UTC)),
        "self-test.html",
        key="sign_off",
        kind="secondary",
    )
    head = [words(f"trial.{key}") for key in paper.EXAMPLE_COLUMNS]
    rows = [paper.example_of(outcome, words) for outcome in outcomes]
    plain_table.show(head, rows)


def _table(rows: list[dict[str, str]]) -> None:
    """A table whose columns are named by the rows."""
    plain_table.show(list(rows[0]), [tuple(row.values()) for row in rows])
