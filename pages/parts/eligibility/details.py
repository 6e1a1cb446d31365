"""Below the answer: the verdict under every reading, the MELD map, each criterion in full, sharing."""

from math import isnan

import streamlit as st
from pandas import DataFrame

from charts.common import theme
from charts.eligibility import candidate
from clinical.eligibility.assessment import VERDICT_WORDS, Assessment, CriterionResult
from clinical.eligibility.criteria import BY_ID
from clinical.eligibility.limits import REGISTERED
from clinical.eligibility.meld_map import ROWS_UMOL_L, MeldMap, meld_map, reached_at
from clinical.eligibility.readings import READINGS
from clinical.protocols.contradictions import NOT_REGISTERED
from data_access.common.database import Database
from data_access.eligibility import candidates
from pages.access import downloads
from pages.common import data_label, elements, plain_table
from pages.common.text import Words, plain
from pages.parts.eligibility import prefill, share
from pages.parts.eligibility.answer import SIGNS, VERDICT_SIGNS

PARTS = ("readings", "map", "criteria", "share")


def show(answer: Assessment, database: Database, words: Words) -> None:
    """Draw the part that is open; only its work is done."""
    tabs = st.tabs(
        [words(f"eligibility.part_{part}") for part in PARTS], on_change="rerun", key="eligibility_part"
    )
    for part, tab in zip(PARTS, tabs, strict=True):
        if not tab.open:
            continue
        with tab:
            if part == "readings":
                readings(answer, words)
            elif part == "map":
                map_of_meld(answer, database, words)
            elif part == "criteria":
                criteria(answer, words)
            else:
                share.show(answer, words)


def readings(answer: Assessment, words: Words) -> None:
    """The verdict under every reading side by side, the one in use marked."""
    language = words.language
    head = [words(f"eligibility.{key}") for key in ("verdict", "reading", "rests_on", "why_read_so")]
    rows = [
        (
            f"{VERDICT_SIGNS[each.verdict]} {VERDICT_WORDS[each.verdict].of(language)}",
            each.reading.name.of(language)
            + (f" ({words('eligibility.in_use')})" if each.reading.id == answer.reading.id else ""),
            ", ".join(each.because) or "–",
            each.reading.note.of(language),
        )
        for each in answer.readings
    ]
    same = sum(each.verdict == answer.verdict for each in answer.readings)
    st.caption(words("eligibility.same_verdict", n=same, of=len(answer.readings)))
    plain_table.show(head, rows)


def map_of_meld(answer: Assessment, database: Database, words: Words) -> None:
    """Bilirubin against creatinine at the candidate's INR, with the recent track of a filled-in patient."""
    labs = answer.laboratory
    inr = labs.get("inr")
    if inr is None:
        needs = words("eligibility.map_needs_inr")
        elements.figure(theme.empty(needs, height=240), key="map", alt=needs)
        return
    both = "bilirubin_umol_l" in labs and "creatinine_umol_l" in labs
    point = (labs["bilirubin_umol_l"], labs["creatinine_umol_l"]) if both else None
    source = prefill.filled()
    track = (
        candidates.meld_track(database, source["subject"], source["day"])
        if source
        else DataFrame({"adt": [], "bilirubin_umol_l": [], "creatinine_umol_l": []})
    )
    uln = labs.get("bilirubin_uln_umol_l")
    drawn = meld_map(inr, REGISTERED)
    figure = candidate.meld_map(
        drawn,
        point,
        track,
        aclf_bar=REGISTERED.bilirubin_times_uln * uln if uln else None,
        stamp=data_label.stamp(st.session_state["study"], words) if source else words("eligibility.by_hand"),
        words=words,
    )
    elements.figure(figure, key="map", alt=words("eligibility.map_alt", inr=f"{inr:g}"))
    st.caption(words("eligibility.map_note", inr=f"{inr:g}"))
    downloads.as_table(lambda: _as_table(drawn, words), words, key="map")


def _as_table(drawn: MeldMap, words: Words) -> DataFrame:
    """The map read off: a row for some bilirubin, a column for each line, in it the creatinine that reaches it."""
    read = [reached_at(drawn, bilirubin) for bilirubin in ROWS_UMOL_L]
    columns = {
        words("eligibility.map_reached", score=f"{score:g}"): [_creatinine(row[score], words) for row in read]
        for score in drawn.lines
    }
    return DataFrame({words("eligibility.map_bilirubin"): ROWS_UMOL_L} | columns)


def _creatinine(umol_l: float, words: Words) -> str:
    if isnan(umol_l):
        return words("eligibility.map_never")
    return f"{umol_l:.0f}" if umol_l else words("eligibility.map_always")


def criteria(answer: Assessment, words: Words) -> None:
    """Each criterion: the registered words, every comparison, the other readings, and why it is there."""
    for result in answer.criteria:
        title = f"{SIGNS[result.speaks]} {result.id} {result.criterion.title.of(words.language)}"
        with st.expander(f"{title} – {result.word.of(words.language)}"):
            _criterion(result, words)
    st.caption(NOT_REGISTERED.of(words.language))


def _criterion(result: CriterionResult, words: Words) -> None:
    language, entry = words.language, BY_ID[result.id]
    st.markdown(f"> {plain(entry.wording.of(language))}")
    head = [words(f"eligibility.{key}") for key in ("route", "quantity", "value", "threshold", "result")]
    rows = [
        (
            each.route.of(language) if each.route else "",
            each.label.of(language),
            each.value.of(language),
            each.limit.of(language),
            words(f"eligibility.holds_{each.result.value}"),
        )
        for each in result.details
    ]
    plain_table.show(head, rows)
    others = [
        f"{READINGS[name].name.of(language)}: {words(f'eligibility.holds_{other.value}')}"
        for name, other in result.alternatives.items()
    ]
    if others:
        st.caption(f"{words('eligibility.other_readings')} {plain(' · '.join(others))}")
    st.caption(f"{words('eligibility.origin')} {plain(entry.origin.of(language))}")
