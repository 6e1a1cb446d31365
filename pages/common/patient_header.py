"""What matters first about a patient: who, where in the trial, what is due, the figures that decide."""

from typing import Any, Literal

import streamlit as st
from pandas import DataFrame, Series, isna

from clinical.lab_tests import LAB_TESTS
from pages.common.text import Words, plain

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


def who(row: Series, text: Words) -> None:
    """One line: arm, age and sex, disease, status and day, doses and what is due; one line of marks."""
    parts = [f"**{plain(row['usubjid'])}**", f"**{plain(text.known('arm', row['trt01p']))}**"]
    if row["actarm"] != row["arm"] and isinstance(row["actarm"], str):
        parts.append(text("patient.actual_arm", arm=plain(text.known("arm", row["actarm"]))))
    if not isna(row["age"]):
        parts.append(text("patient.years", n=int(row["age"])))
    parts += [plain(text.known("sex", row["sex"]))] if isinstance(row["sex"], str) else []
    parts += [
        plain(text.known(name, row[name])) for name in ("dxtype", "etiol") if isinstance(row[name], str)
    ]
    parts += [text("patient.cirrhosis")] if row["cirrhfl"] == "Y" else []
    parts += _where(row, text)
    st.markdown(" · ".join(parts) + "  \n" + " ".join(_badges(row, text)))


def _where(row: Series, text: Words) -> list[str]:
    """Status with its date, study day, doses and the next one due."""
    status = text.known("status", row["status"])
    if row["status"] == "DEAD":
        status = text("patient.died", date=f"{row['dthdt']:%Y-%m-%d}")
    elif row["status"] == "TRANSPLANTED":
        status = text("patient.transplanted", date=f"{row['ltdt']:%Y-%m-%d}")
    parts = [f"**{plain(status)}**"]
    parts += [] if isna(row["study_day"]) else [text("patient.day", n=int(row["study_day"]))]
    if row["nplan"]:
        parts.append(text("patient.dose_line", given=int(row["ndose"]), planned=int(row["nplan"])))
    if not isna(row["next_due"]):
        key, due = "patient.overdue" if row["overdue"] else "patient.due", f"{row['next_due']:%Y-%m-%d}"
        parts.append(f"**{plain(text(key, date=due))}**")
    return parts


def _badges(row: Series, text: Words) -> list[str]:
    happened = {
        "infection": bool(row["infection"]),
        "grade3": bool(row["n_grade3_7d"]),
        "overdue": bool(row["overdue"]),
    }
    badges = [f":red-badge[{plain(text(f'mark.{code}'))}]" for code, yes in happened.items() if yes]
    for code, level in (mark.split(":") for mark in row["marks"]):
        colour = "red" if level == "red" else "orange"
        badges.append(f":{colour}-badge[{plain(text(f'mark.{code}'))}]")
    return badges


def figures(newest: DataFrame, text: Words) -> None:
    """The figures that decide, each with its change over 7 days and its age."""
    rows = {row["paramcd"]: row for _, row in newest.iterrows()}
    columns = st.columns(len(FIGURES))
    for column, code in zip(columns, FIGURES, strict=True):
        _figure(column, code, rows.get(code), text)


def _figure(column: Any, code: str, row: Series | None, text: Words) -> None:
    name = text.named(code)
    if row is None:
        column.metric(name, "–", delta_description=text("patient.not_measured"), delta=None)
        return
    decimals = LAB_TESTS[code].decimals if code in LAB_TESTS else 0
    age = text("age.today") if row["age_days"] == 0 else text("age.days", n=int(row["age_days"]))
    confounded = f" · {text('patient.confounded')}" if isinstance(row["confound"], str) else ""
    change = row["chg7d"]
    moved = not isna(change) and bool(round(change, decimals))
    column.metric(
        name,
        row["avalc"] if isna(row["aval"]) else f"{row['aval']:.{decimals}f}",
        delta=None if isna(change) else text("patient.per_week", change=f"{change:+.{decimals}f}"),
        delta_color=MEANING[code] if moved else "off",
        delta_arrow="auto" if moved else "off",
        delta_description=age + confounded,
    )
