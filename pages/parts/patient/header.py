"""What matters first about a patient: who, where in the trial, what is due, the figures that decide."""

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

import streamlit as st
from pandas import DataFrame, Series, isna

from clinical.laboratory.tests import LAB_TESTS
from pages.common.text import Words, plain

Row: TypeAlias = Mapping[Any, Any] | Series
"""A newest result with its columns, as `patient.newest` has them."""
FIGURES = ("HEGRADE", "INR", "PTA", "BILI", "CREAT", "SODIUM", "MELD")
# Whether a rise is bad (inverse), good (normal) or neither (off).
MEANING: dict[str, Literal["inverse", "normal", "off"]] = {
    "HEGRADE": "inverse",
    "INR": "inverse",
    "PTA": "normal",
    "BILI": "inverse",
    "CREAT": "inverse",
    "SODIUM": "off",
    "MELD": "inverse",
}


def who(row: Series, words: Words) -> None:
    """One line: arm, age and sex, disease, status and day, doses and what is due; one line of marks."""
    due = [f"**{plain(next_dose(row, words))}**"] if next_dose(row, words) else []
    parts = [
        f"**{plain(row['usubjid'])}**",
        *(f"**{plain(each)}**" for each in arm(row, words)),
        *map(plain, person(row, words)),
        f"**{plain(status(row, words))}**",
        *map(plain, progress(row, words)),
        *due,
    ]
    st.markdown(" · ".join(parts) + "  \n" + " ".join(_badges(row, words)))


def arm(row: Row, words: Words) -> list[str]:
    """The planned arm; nothing where arms are hidden."""
    return [words.known("arm", row["trt01p"])] if isinstance(row["trt01p"], str) else []


def person(row: Series, words: Words) -> list[str]:
    """What is known of the arm received, age, sex, disease and cirrhosis."""
    parts = []
    if row["actarm"] != row["arm"] and isinstance(row["actarm"], str):
        parts.append(words("patient.actual_arm", arm=words.known("arm", row["actarm"])))
    if not isna(row["age"]):
        parts.append(words("patient.years", n=int(row["age"])))
    parts += [
        words.known(name, row[name]) for name in ("sex", "dxtype", "etiol") if isinstance(row[name], str)
    ]
    return parts + ([words("patient.cirrhosis")] if row["cirrhfl"] == "Y" else [])


def status(row: Series, words: Words) -> str:
    """The status, with its date where it is an end and the date is known."""
    if row["status"] == "DEAD" and not isna(row["dthdt"]):
        return words("patient.died", date=words.day(row["dthdt"]))
    if row["status"] == "TRANSPLANTED" and not isna(row["ltdt"]):
        return words("patient.transplanted", date=words.day(row["ltdt"]))
    return words.known("status", row["status"])


def progress(row: Series, words: Words) -> list[str]:
    """Study day, and doses given of those planned."""
    parts = [] if isna(row["study_day"]) else [words("patient.day", n=int(row["study_day"]))]
    if row["nplan"]:
        parts.append(words("patient.dose_line", given=int(row["ndose"]), planned=int(row["nplan"])))
    return parts


def next_dose(row: Series, words: Words) -> str:
    """When the next infusion is due or since when it is overdue; empty if none is."""
    if isna(row["next_due"]):
        return ""
    return words("patient.overdue" if row["overdue"] else "patient.due", date=words.day(row["next_due"]))


def _badges(row: Series, words: Words) -> list[str]:
    happened = {
        "infection": bool(row["infection"]),
        "grade3": bool(row["n_grade3_7d"]),
        "overdue": bool(row["overdue"]),
    }
    badges = [f":red-badge[{plain(words(f'mark.{code}'))}]" for code, yes in happened.items() if yes]
    for code, level in (mark.split(":") for mark in row["marks"]):
        colour = "red" if level == "red" else "orange"
        badges.append(f":{colour}-badge[{plain(words(f'mark.{code}'))}]")
    return badges


def figures(newest: DataFrame, words: Words) -> None:
    """The figures that decide, each with its change over 7 days and its age."""
    # Plain dictionaries: seven rows as Series would take a tenth of a rerun of the page.
    rows = {row["paramcd"]: row for row in newest.to_dict("records")}
    columns = st.columns(len(FIGURES))
    for column, code in zip(columns, FIGURES, strict=True):
        _figure(column, code, rows.get(code), words)


def _figure(column: Any, code: str, row: Row | None, words: Words) -> None:
    name = words.named(code)
    if row is None:
        column.metric(name, "–", delta_description=words("patient.not_measured"), delta=None)
        return
    confounded = "".join(f" · {name}" for name in _confounded(row["confound"], words))
    change, moved = row["chg7d"], has_moved(row)
    column.metric(
        name,
        value(row),
        delta=None if isna(change) else weekly(row, words),
        delta_color=MEANING[code] if moved else "off",
        delta_arrow="auto" if moved else "off",
        delta_description=age(row, words) + confounded,
    )


def value(row: Row) -> str:
    """A newest result with the decimals of its test, or as reported where it is no number."""
    return str(row["avalc"]) if isna(row["aval"]) else f"{row['aval']:.{_decimals(row)}f}"


def weekly(row: Row, words: Words) -> str:
    """The change of a newest result over 7 days, which must be known."""
    return words("patient.per_week", change=f"{row['chg7d']:+.{_decimals(row)}f}")


def has_moved(row: Row) -> bool:
    """Whether a newest result has a change over 7 days that its decimals show."""
    return not isna(row["chg7d"]) and bool(round(row["chg7d"], _decimals(row)))


def age(row: Row, words: Words) -> str:
    """How old a newest result is."""
    return words("age.today") if row["age_days"] == 0 else words("age.days", n=int(row["age_days"]))


def _decimals(row: Row) -> int:
    return LAB_TESTS[row["paramcd"]].decimals if row["paramcd"] in LAB_TESTS else 0


def _confounded(codes: Any, words: Words) -> list[str]:
    """What set the newest value: plasma, renal replacement, or both."""
    found = set(codes.split(";")) if isinstance(codes, str) else set()
    plasma = [words("patient.confounded")] if found - {"DIALYSIS"} else []
    return plasma + ([words("confound.DIALYSIS")] if "DIALYSIS" in found else [])
