"""Filling the inputs from a patient of the database as of a day, with the age of every value."""

from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from clinical.eligibility.candidate import FIELDS
from clinical.eligibility.columns import AGE_OF, columns_of
from clinical.eligibility.derived import TO_COMPLICATION, TO_ENCEPHALOPATHY
from clinical.eligibility.explanations import number
from clinical.eligibility.limits import FRESH_HOURS
from data_access.common.database import Database
from data_access.eligibility import candidates, histories
from pages.access import log
from pages.common.text import Words, plain
from pages.parts.eligibility import assessed, form, from_histories
from pages.parts.eligibility.form import OFFERED, UNITS, options_of, unit_key

FILLED = "eligibility_filled"
# Which values the hours since plasma or an exchange speak about.
DISTURBED = {
    "coagulation_hours_after_plasma": ("inr", "pta_percent"),
    "bilirubin_hours_after_exchange": ("bilirubin_umol_l",),
}
INTERVALS = (TO_COMPLICATION, TO_ENCEPHALOPATHY)
DATES = (
    "assessment_date",
    "first_symptom_date",
    "jaundice_date",
    "coagulopathy_date",
    "ascites_date",
    "encephalopathy_date",
)


def control(database: Database, words: Words) -> None:
    """A button that opens the choice of patient and day; what it holds is asked for only when open."""
    box = st.popover(words("eligibility.fill"), on_change="rerun", key="eligibility_fill")
    if not box.open:
        return
    with box:
        people = assessed.screened(database)
        if people.empty:
            st.info(words("eligibility.nobody"))
            return
        chosen = st.selectbox(
            words("eligibility.patient"),
            people["usubjid"].tolist(),
            index=None,
            key="eligibility_subject",
            placeholder=words("eligibility.choose"),
        )
        if chosen is None:
            return
        log.view(chosen)
        person = people[people["usubjid"] == chosen].iloc[0]
        first, last = person["first_day"].date(), person["last_day"].date()
        judged = min(max((person["assessed_at"] - pd.Timedelta(minutes=1)).date(), first), last)
        day = _day(chosen, first, last, judged, words)
        stale = st.toggle(words("eligibility.also_stale"), key="eligibility_also_stale")
        st.button(
            words("eligibility.fill_now"),
            on_click=fill,
            args=(database, chosen, day, stale),
            type="primary",
            key="fill_now",
        )


def _day(subject: str, first: date, last: date, judged: date, words: Words) -> date:
    """The day picked: in a calendar, or among the days of the study."""
    label, key = words("eligibility.as_of"), f"eligibility_day_{subject}"
    if not words.in_days:
        return st.date_input(label, judged, first, last, key=key, format="YYYY-MM-DD")
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return st.selectbox(label, days, days.index(judged), format_func=words.day, key=key)


def fill(database: Database, subject: str, day: date, also_stale: bool) -> None:
    """Put what was known of the subject at the end of the day into the inputs, in standard units."""
    form.clear()
    row = candidates.as_of(database, subject, day).iloc[0]
    known: dict[str, Any] = {
        str(name): value for name, value in row.items() if name in FIELDS and not pd.isna(value)
    } | {"assessment_date": str(day)}
    left_out = {} if also_stale else {name: known.pop(name) for name in stale(known)}
    # 'Never' says nothing of today once the last grade is too old to say it.
    if "encephalopathy_grade" in left_out and known.get("encephalopathy_ever") == "no":
        del known["encephalopathy_ever"]
    known |= intervals(known)
    entered = {name: _as_text(name, value) for name, value in known.items() if _can_be_entered(name, value)}
    for name, words in entered.items():
        st.session_state[name] = words
    for name, (standard, _) in UNITS.items():
        st.session_state[unit_key(name)] = standard
    st.session_state[FILLED] = {
        "subject": subject,
        "day": day,
        "entered": entered,
        "dates": {name: str(known[name]) for name in DATES if name in known},
        "ages": {name: float(known[age]) for name, age in AGE_OF.items() if age in known and name in entered},
        "disturbed": {name: float(known[name]) for name in DISTURBED if name in known},
        "left_out": {name: _as_text(name, value) for name, value in left_out.items()},
        "histories": histories.matched(database, [subject]),
    }


def stale(known: dict[str, Any]) -> list[str]:
    """The inputs whose value is older than its window."""
    return [name for name, age in AGE_OF.items() if name in known and known.get(age, 0.0) > FRESH_HOURS[name]]


def intervals(known: dict[str, Any]) -> dict[str, float]:
    """The days between onsets, where the dates give them exactly: days can be shared, dates not."""
    columns = columns_of({name: [value] for name, value in known.items()}, 1)
    return {name: float(columns[name].low[0]) for name in INTERVALS if columns[name].known[0]}


def forget() -> None:
    """The inputs no longer come from a patient."""
    st.session_state.pop(FILLED, None)


def filled() -> dict[str, Any] | None:
    """Whom the inputs were filled from, or None."""
    kept: dict[str, Any] | None = st.session_state.get(FILLED)
    return kept


def circumstances() -> dict[str, object]:
    """Dates of onset, ages of the values and what disturbed them, as long as the values are still those."""
    source = filled()
    if source is None:
        return {}
    still = {name for name, value in source["entered"].items() if st.session_state.get(name) == value}
    ages = {AGE_OF[name]: age for name, age in source["ages"].items() if name in still}
    disturbed = {
        name: hours for name, hours in source["disturbed"].items() if still.intersection(DISTURBED[name])
    }
    # An interval that was typed over no longer follows from the dates.
    kept_dates = still.issuperset(set(INTERVALS) & set(source["entered"]))
    return (dict(source["dates"]) if kept_dates else {}) | ages | disturbed


def explain(words: Words) -> None:
    """Under the inputs: whom they were filled from, how old they are, and what was left out as too old."""
    source = filled()
    if source is None:
        return
    language = words.language
    ages = ", ".join(
        f"{FIELDS[name].label.of(language)} {age:.0f} h"
        for name, age in sorted(source["ages"].items(), key=lambda pair: -pair[1])
    )
    lines = [words("eligibility.filled", subject=source["subject"], day=words.day(source["day"]), ages=ages)]
    if source["left_out"]:
        old = ", ".join(f"{FIELDS[n].label.of(language)} {value}" for n, value in source["left_out"].items())
        lines.append(words("eligibility.left_out", values=old))
    st.caption("  \n".join(plain(line) for line in lines))
    from_histories.show(source["histories"], words)


def _can_be_entered(name: str, value: object) -> bool:
    """Whether the form has a place for it: that a disease is there, not how serious, is no choice of it."""
    return name in OFFERED and (not options_of(name) or _as_text(name, value) in options_of(name))


def _as_text(name: str, value: object) -> str:
    """A stored value as the form holds it: an option, or a number as the laboratory reports it."""
    options = options_of(name)
    if options and isinstance(value, float):
        return options[int(value)]
    try:
        return number(float(str(value)), 2)
    except ValueError:
        return str(value)
