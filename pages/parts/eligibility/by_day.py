"""On which days of the stay a patient would have been eligible: a strip over time."""

from datetime import timedelta

import streamlit as st
from pandas import DataFrame
from streamlit.delta_generator import DeltaGenerator

from charts.eligibility import candidate
from clinical.eligibility.cohort import assess_many
from clinical.eligibility.criteria import CRITERIA
from clinical.eligibility.limits import FRESH_HOURS
from data_access.common.database import Database
from pages.access import downloads, log
from pages.common import data_label, elements, state
from pages.common.text import Words, plain
from pages.parts.eligibility import assessed as eligibility_assessed

_ONE_DAY = timedelta(days=1)
VERDICT_CODES = {"ELIGIBLE": 0, "UNDETERMINED": 1, "NOT_ELIGIBLE": 2}
RESULT_CODES = {
    "inclusion": {"MET": 0, "UNKNOWN": 1, "NOT_MET": 2},
    "exclusion": {"NOT_MET": 0, "UNKNOWN": 1, "MET": 2},
}
# What the hover shows of a criterion on a day.
VALUES = {
    "I1": ("age_years",),
    "I2": ("bilirubin_umol_l", "inr", "pta_percent", "ascites", "encephalopathy_grade"),
    "I3": ("bilirubin_umol_l", "earlier_bilirubin_umol_l"),
    "I4": ("inr", "pta_percent"),
    "I5": ("encephalopathy_grade",),
    "E4": ("bilirubin_umol_l", "inr", "creatinine_umol_l"),
}


def show(database: Database, words: Words, bar: DeltaGenerator) -> None:
    """Draw the strip of the chosen patient."""
    people = eligibility_assessed.screened(database)
    if people.empty:
        st.info(words("eligibility.nobody"))
        return
    with bar:
        chosen = _patient(people, words)
        stale = st.toggle(words("eligibility.also_stale"), key="eligibility_days_stale")
    log.view(chosen)
    person = people[people["usubjid"] == chosen].iloc[0]
    stay = eligibility_assessed.stay(database, person)
    days, assessed = stay.days, assess_many(stay.columns, fresh_only=not stale)
    dates = [words.day(moment - _ONE_DAY) for moment in days["judged_at"]]
    st.markdown(f"**{plain(_sentence(chosen, dates, assessed, words))}**")
    elements.figure(
        candidate.days_of_stay(
            _codes(assessed, dates),
            _rows(words),
            _hovers(days, assessed, words),
            stamp=data_label.stamp(st.session_state["study"], words),
        ),
        key="days",
        alt=words("eligibility.days_alt", subject=chosen),
    )
    downloads.as_table(lambda: _results(assessed, dates), words, key="days")
    window = {"labs": f"{FRESH_HOURS['inr']:g}", "he": f"{FRESH_HOURS['encephalopathy_grade']:g}"}
    st.caption(words("eligibility.days_all" if stale else "eligibility.days_note", **window))


def _patient(people: DataFrame, words: Words) -> str:
    """The chosen patient; at first one who was randomised, if any was."""
    subjects = people["usubjid"].tolist()
    randomised = people.loc[people["randfl"] == "Y", "usubjid"].tolist()
    state.settle("eligibility_days_subject", subjects, (randomised or subjects)[0])
    chosen = st.selectbox(
        words("eligibility.patient"),
        subjects,
        key="eligibility_days_subject",
        label_visibility="collapsed",
        width=190,
    )
    st.session_state["kept_eligibility_days_subject"] = chosen
    return str(chosen)


def _rows(words: Words) -> list[tuple[str, str]]:
    names = [(each.id, f"{each.id} {each.title.of(words.language)}") for each in CRITERIA]
    return [("verdict", words("eligibility.verdict")), *names]


def _codes(assessed: DataFrame, dates: list[str]) -> DataFrame:
    """Per day 0 (for), 1 (open) or 2 (against), of the verdict and of every criterion."""
    coded = {"verdict": [VERDICT_CODES[value] for value in assessed["verdict"]]}
    for each in CRITERIA:
        coded[each.id] = [RESULT_CODES[each.kind][value] for value in assessed[each.id]]
    return DataFrame({"day": dates} | coded)


def _results(assessed: DataFrame, dates: list[str]) -> DataFrame:
    """What the strip shows, in the words of the assessment: a row for each day."""
    names = ("verdict", *(each.id for each in CRITERIA))
    return DataFrame({"day": dates} | {name: assessed[name].tolist() for name in names})


def _hovers(days: DataFrame, assessed: DataFrame, words: Words) -> list[list[str]]:
    verdicts = [words(f"eligibility.verdict_{value}") for value in assessed["verdict"]]
    return [verdicts, *(_values(days, VALUES.get(each.id, ()), words) for each in CRITERIA)]


def _values(days: DataFrame, fields: tuple[str, ...], words: Words) -> list[str]:
    """The values of these inputs on each day, by name; those not known are passed over."""
    named = [(words(f"eligibility.field.{field}"), days[field].tolist()) for field in fields]
    return [
        ", ".join(f"{label} {values[row]}" for label, values in named if values[row] == values[row])
        for row in range(len(days))
    ]


def _sentence(subject: str, dates: list[str], assessed: DataFrame, words: Words) -> str:
    """On how many days, and on which, the patient would have been eligible."""
    eligible = [place for place, verdict in enumerate(assessed["verdict"]) if verdict == "ELIGIBLE"]
    if not eligible:
        return words("eligibility.days_never", subject=subject, of=len(dates))
    spans: list[list[int]] = []
    for place in eligible:
        if spans and place == spans[-1][-1] + 1:
            spans[-1].append(place)
        else:
            spans.append([place])
    said = ", ".join(
        dates[span[0]] if len(span) == 1 else f"{dates[span[0]]} – {dates[span[-1]]}" for span in spans
    )
    return words("eligibility.days_when", subject=subject, n=len(eligible), of=len(dates), days=said)
