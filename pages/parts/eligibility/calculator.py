"""One candidate: inputs left, answer right, and below it readings, map, criteria and sharing."""

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from clinical.eligibility import assess
from clinical.eligibility.assessment import Assessment
from clinical.eligibility.readings import READINGS, REGISTERED_READING
from data_access.common.database import Database
from pages.common import state
from pages.common.text import Words, plain
from pages.parts.eligibility import answer as eligibility_answer
from pages.parts.eligibility import details, paste, prefill
from pages.parts.eligibility import form as eligibility_form
from pages.parts.eligibility.form import Form

DOUBTFUL = ("unit_look", "implausible", "one_sample")


def show(database: Database, words: Words, bar: DeltaGenerator) -> None:
    """Draw the calculator; `bar` is the row of controls above it."""
    with bar:
        reading = _reading(words)
        paste.control(words)
        prefill.control(database, words)
        st.button(words("eligibility.clear"), on_click=_clear, key="clear")
    left, right = st.columns([0.58, 0.42], gap="medium")
    with left:
        form = eligibility_form.show(words, reading)
    answer = check(form, reading)
    messages(form, answer, words)
    with left:
        prefill.explain(words)
    with right, st.container(key="eligibility_answer"):
        if any(form.given.values()):
            eligibility_answer.show(answer, words)
        else:
            eligibility_answer.first(answer, words)
            st.button(words("eligibility.example"), on_click=_example, key="example")
    details.show(answer, database, words)


def check(form: Form, reading: str) -> Assessment:
    """Assess what was entered; a value with the look of another unit waits until someone confirms it."""
    entered = {field: value for field, value in form.given.items() if value is not None}
    candidate: dict[str, object] = dict(form.given) | prefill.circumstances() | entered
    asked = (candidate, reading)
    kept = st.session_state.get("eligibility_assessed")
    # A change of language or of the part looked at below asks nothing new.
    answer: Assessment = kept[1] if kept and kept[0] == asked else assess(dict(candidate), reading=reading)
    st.session_state["eligibility_assessed"] = (asked, answer)
    doubtful = [field for field in questioned(answer) if not st.session_state.get(_sure_key(field, form))]
    if not doubtful:
        return answer
    held_back = assess(candidate | dict.fromkeys(doubtful), reading=reading)
    return replace(held_back, warnings=answer.warnings)


def questioned(answer: Assessment) -> tuple[str, ...]:
    """The fields whose value is unusual enough to be asked about before it counts."""
    return tuple(field for caution in answer.warnings if caution.kind in DOUBTFUL for field in caution.fields)


def messages(form: Form, answer: Assessment, words: Words) -> None:
    """What is wrong with an input, or asked about it, at its own place."""
    for problem in answer.problems:
        if problem.field in form.cells:
            form.cells[problem.field].markdown(f":red[{plain(problem.text.of(words.language))}]")
    for caution in answer.warnings:
        if caution.kind in DOUBTFUL:
            # Two values of one sample are one question, put at the first; each is confirmed for itself.
            for field in caution.fields:
                said = caution.text.of(words.language) if field == caution.fields[0] else ""
                _question(field, said, form, words)


def _question(field: str, phrase: str, form: Form, words: Words) -> None:
    cell = form.cells[field]
    if phrase:
        cell.markdown(f":orange[{plain(phrase)}]")
    cell.checkbox(words("eligibility.sure", value=form.given[field]), key=_sure_key(field, form))


def _sure_key(field: str, form: Form) -> str:
    """Confirmed is a value, not a field: another value asks again."""
    return f"sure_{field}_{form.given[field]}"


def _reading(words: Words) -> str:
    state.settle("reading", tuple(READINGS), REGISTERED_READING.id)
    chosen = st.selectbox(
        words("eligibility.reading"),
        tuple(READINGS),
        key="reading",
        format_func=lambda name: READINGS[name].name.of(words.language),
        label_visibility="collapsed",
        width=250,
    )
    state.keep("reading", chosen, REGISTERED_READING.id)
    return chosen or REGISTERED_READING.id


def _example() -> None:
    eligibility_form.enter(eligibility_form.EXAMPLE)
    eligibility_form.none_of_the_exclusions()


def _clear() -> None:
    eligibility_form.clear()
    prefill.forget()
