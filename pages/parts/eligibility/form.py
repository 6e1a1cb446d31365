"""The inputs of the eligibility check: grouped as a doctor thinks, each not known until answered."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from clinical.eligibility.candidate import FIELDS
from clinical.eligibility.criteria import CRITERIA
from clinical.eligibility.quantities import as_entered
from clinical.eligibility.values import bare
from clinical.laboratory.tests import LAB_TESTS
from clinical.laboratory.units import canonical
from pages.common.text import Words

COLUMNS = 5
SECTIONS = {
    "failure": (
        "age_years",
        "sex",
        "chronic_liver_disease",
        "etiology",
        "encephalopathy_grade",
        "encephalopathy_ever",
        "ascites",
        "days_to_ascites_or_encephalopathy",
        "days_from_first_symptom_to_encephalopathy",
        "dialysis_past_week",
    ),
    "labs": (
        "bilirubin_umol_l",
        "bilirubin_uln_umol_l",
        "inr",
        "pta_percent",
        "creatinine_umol_l",
        "earlier_bilirubin_umol_l",
        "hours_between_bilirubins",
        "exchange_before_earlier_bilirubin",
        "sodium_mmol_l",
        "albumin_g_l",
    ),
    "exclusions": (
        "liver_cancer",
        "severe_bleeding_or_dic",
        "allergy",
        "heart_disease",
        "lung_disease",
        "blood_disease",
        "autoimmune_disease",
        "diabetes",
        "uncontrolled_infection",
        "other_serious_disease",
    ),
}
ASKED_EXCLUSIONS = ("E1", "E2", "E3", "E5")
EXAMPLE = {
    "age_years": "45", "sex": "male", "chronic_liver_disease": "yes", "etiology": "hbv",
    "encephalopathy_grade": "1", "encephalopathy_ever": "yes", "ascites": "mild",
    "days_to_ascites_or_encephalopathy": "10", "bilirubin_umol_l": "342", "bilirubin_uln_umol_l": "17.1",
    "inr": "2.1", "pta_percent": "30", "creatinine_umol_l": "80", "dialysis_past_week": "no",
}  # fmt: skip
"""The first of the golden cases (trial.md, section 2.4), without its exclusions."""
ASKED = tuple(field for fields in SECTIONS.values() for field in fields)

_WORST = ("encephalopathy_worst_grade",)
ADDED = {
    "age_at_consent": ("age_at_consent", "birth_date", "consent_date"),
    "onset_from_first_sign": (
        "days_from_first_sign",
        "jaundice_date",
        "coagulopathy_date",
        "ascites_date",
        "encephalopathy_date",
    ),
    "encephalopathy_grade_2": _WORST,
    "chinese_alf": _WORST,
    "calendar_days": ("calendar_days_between_bilirubins",),
}
"""What a reading asks for beyond the rest: numbers, or the dates from which they follow."""
OFFERED = (*ASKED, *dict.fromkeys(field for fields in ADDED.values() for field in fields))
UNSHARED = frozenset(field for field in OFFERED if FIELDS[field].kind == "date")
"""A date tells more about a person than a link may carry; the number of days is shared."""

# The second unit a ward meets for each test, beside the standard one.
OTHER_UNIT = {"BILI": "mg/dL", "CREAT": "mg/dL", "ALB": "g/dL"}
UNITS = {
    field: (LAB_TESTS[FIELDS[field].paramcd].unit, OTHER_UNIT[FIELDS[field].paramcd])
    for field in ASKED
    if FIELDS[field].paramcd in OTHER_UNIT
}
# Fields whose short name needs its long one.
EXPLAINED = (
    "days_to_ascites_or_encephalopathy",
    "days_from_first_symptom_to_encephalopathy",
    "dialysis_past_week",
    "exchange_before_earlier_bilirubin",
)
NOT_ASSESSABLE = "sedated"
OWN_KEYS = frozenset((*OFFERED, *(f"unit_{field}" for field in UNITS)))
LONGEST_TEXT = 24


@dataclass(frozen=True)
class Form:
    """`given`: per field what was entered, as the eligibility check reads it, or None. `cells`: its place."""

    given: dict[str, str | None]
    cells: dict[str, DeltaGenerator]


def options_of(field: str) -> tuple[str, ...]:
    """The choices of a field; empty where it is typed."""
    described = FIELDS[field]
    if described.kind == "answer":
        return ("no", "yes")
    extra = (NOT_ASSESSABLE,) if field == "encephalopathy_grade" else ()
    return (*described.options, *extra)


def unit_key(field: str) -> str:
    """The key of the unit beside a field, in the session and in the address."""
    return f"unit_{field}"


def asked(reading: str) -> tuple[str, ...]:
    """The inputs that the form asks for under a reading."""
    return (*ASKED, *ADDED.get(reading, ()))


def show(words: Words, reading: str) -> Form:
    """Draw all inputs; nothing is ticked, and what the address carries is filled in."""
    sections = SECTIONS | ({"reading": ADDED[reading]} if reading in ADDED else {})
    shown = asked(reading)
    # All are drawn together, so one that is settled says that all are: looking up each costs time.
    if ASKED[0] not in st.session_state or shown[-1] not in st.session_state:
        _settle_from_address(shown)
    cells: dict[str, DeltaGenerator] = {}
    with st.container(key="eligibility_inputs", gap=None):
        for section, fields in sections.items():
            if section == "exclusions":
                _exclusions_head(words)
            else:
                named = "reading_dated" if UNSHARED.intersection(fields) else section
                st.markdown(f"**{words(f'eligibility.section_{named}')}**")
            for start in range(0, len(fields), COLUMNS):
                row = fields[start : start + COLUMNS]
                cells |= dict(zip(row, st.columns(COLUMNS, gap="small"), strict=False))
                for field in row:
                    _widget(field, cells[field], words)
    entered = {field: st.session_state.get(field) for field in shown}
    units = {field: st.session_state.get(unit_key(field)) for field in UNITS}
    _write_address(entered, units)
    return Form({field: _given(field, value, units) for field, value in entered.items()}, cells)


def _exclusions_head(words: Words) -> None:
    """The name of the section, and one button that answers all ten questions below it with no."""
    with st.container(horizontal=True, gap="small", key="exclusions_head"):
        st.markdown(f"**{words('eligibility.section_exclusions')}**", width="content")
        wordings = [
            f"{each.id} {each.wording.of(words.language)}" for each in CRITERIA if each.id in ASKED_EXCLUSIONS
        ]
        st.button(
            words("eligibility.none_of_these", n=len(SECTIONS["exclusions"])),
            on_click=none_of_the_exclusions,
            key="none_of_the_exclusions",
            help="  \n".join(wordings),
        )


def none_of_the_exclusions() -> None:
    """Every question of the section answered with no."""
    for field in SECTIONS["exclusions"]:
        st.session_state[field] = "no"


def enter(values: Mapping[str, str]) -> None:
    """Put these values into their fields; a unit of the field goes beside it, another one stays with the value."""
    for field, value in values.items():
        number, _, unit = value.partition(" ")
        offered = {canonical(each): each for each in UNITS.get(field, (FIELDS[field].unit,))}
        known = offered.get(canonical(unit)) if unit else None
        st.session_state[field] = number if known else value
        if field in UNITS:
            st.session_state[unit_key(field)] = known or UNITS[field][0]


def clear() -> None:
    """Every input not known again."""
    for key in OFFERED:
        st.session_state[key] = None
    st.session_state["kept_eligibility"] = {}
    for field, (standard, _) in UNITS.items():
        st.session_state[unit_key(field)] = standard
    for key in [key for key in st.session_state if str(key).startswith("sure_")]:
        del st.session_state[key]


def _widget(field: str, cell: DeltaGenerator, words: Words) -> None:
    label, unknown = words(f"eligibility.field.{field}"), words("eligibility.not_known")
    explained = FIELDS[field].label.of(words.language) if field in EXPLAINED else None
    options = options_of(field)
    if not options and field in UNITS:
        with cell.container(horizontal=True, gap=None, vertical_alignment="bottom", wrap=False):
            st.text_input(label, value=None, key=field, placeholder=unknown, max_chars=LONGEST_TEXT)
            st.selectbox(
                f"{label}, {words('eligibility.unit')}",
                UNITS[field],
                key=unit_key(field),
                format_func=_unit_words,
                label_visibility="collapsed",
                width=74,
            )
    elif not options:
        cell.text_input(
            label, value=None, key=field, placeholder=unknown, max_chars=LONGEST_TEXT, help=explained
        )
    elif len(options) <= len(("no", "controlled", "yes")) and FIELDS[field].kind != "state":
        cell.segmented_control(
            label,
            options,
            key=field,
            format_func=lambda option: option_words(field, option, words),
            help=explained,
        )
    else:
        cell.selectbox(
            label,
            options,
            index=None,
            key=field,
            placeholder=unknown,
            format_func=lambda option: option_words(field, option, words),
        )


def option_words(field: str, option: str, words: Words) -> str:
    """What a choice is called on the screen."""
    if option == NOT_ASSESSABLE:
        return words("eligibility.not_assessable")
    if FIELDS[field].kind == "severity":
        return words(f"eligibility.severity_{option}")
    return as_entered(field).words[options_of(field).index(option)].of(words.language)


def _unit_words(unit: str) -> str:
    return unit.replace("umol", "μmol")


def _given(field: str, entered: object, units: dict[str, str | None]) -> str | None:
    """What was entered, with the other unit written behind a bare number."""
    words = "" if entered is None else str(entered).strip()
    if not words:
        return None
    other = field in UNITS and units[field] == UNITS[field][1]
    return f"{words} {units[field]}" if other and bare(words) else words


def _settle_from_address(shown: tuple[str, ...]) -> None:
    """Give each widget its value before it is drawn: its own, the address's, the one kept, none.

    An option or unit that does not exist is passed over quietly; a text is shown as it came and is checked
    like anything typed.
    """
    kept: dict[str, str | None] = st.session_state.setdefault("kept_eligibility", {})
    for field in shown:
        for key, options in ((field, options_of(field)), (unit_key(field), UNITS.get(field, ()))):
            if key in st.session_state or (key != field and not options):
                continue
            offered = (st.query_params.get(key), kept.get(key))
            fitting = (value for value in offered if value and (value in options or not options))
            standard = options[0] if key != field else None
            st.session_state[key] = next((value[:LONGEST_TEXT] for value in fitting), standard)


def _write_address(entered: dict[str, object], units: dict[str, str | None]) -> None:
    """Keep the inputs for the other pages, and write them in the address, which is the link to share."""
    other = {
        unit_key(field): unit for field, unit in units.items() if unit != UNITS[field][0] and entered[field]
    }
    known = {key: str(value) for key, value in (entered | other).items() if value}
    # What another reading asks for is kept for the way back to it.
    before: dict[str, str] = st.session_state.get("kept_eligibility", {})
    hidden = {key: value for key, value in before.items() if key in OFFERED and key not in entered}
    st.session_state["kept_eligibility"] = hidden | known
    known = {key: value for key, value in known.items() if key not in UNSHARED}
    address = st.query_params.to_dict()
    wanted = {key: value for key, value in address.items() if key not in OWN_KEYS} | known
    if wanted != address:
        st.query_params.from_dict(wanted)
