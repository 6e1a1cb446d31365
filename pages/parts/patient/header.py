"""What matters first about a patient: who, where in the trial, what is due, the figures that decide."""

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

import streamlit as st
from pandas import DataFrame, Series, isna

from clinical.laboratory.variation import beyond_variation
from clinical.ward.thresholds import RED
from pages.common import names
from pages.common.text import Words, plain

Row: TypeAlias = Mapping[Any, Any] | Series
"""A newest result with its columns, as `patient.newest` has them."""
FIGURES = ("HEGRADE", "INR", "PTA", "BILI", "CREAT", "SODIUM", "MELD")
Meaning: TypeAlias = Literal["inverse", "normal", "off"]
# Whether a rise is bad (inverse) or good (normal).
MEANING: dict[str, Meaning] = {
    "HEGRADE": "inverse",
    "INR": "inverse",
    "PTA": "normal",
    "BILI": "inverse",
    "CREAT": "inverse",
    "SODIUM": "normal",
    "MELD": "inverse",
}
HIGH_SODIUM_MMOL_L = 145
MASKED = "○"
"""Beside a value, or a change, that plasma or dialysis has set."""
# Thresholds whose name is not that of the figure they mark.
MARKED = {
    "MELD_RISE": "MELD", "HE_RISE": "HEGRADE", "HE": "HEGRADE", "AKI_48H": "CREAT", "AKI_7D": "CREAT", "RRT": "CREAT",
    "BILI_RISE": "BILI", "BILI_RISE_2D": "BILI", "K_LOW": "K", "K_HIGH": "K", "HGB_FALL": "HGB", "PRESSOR": "MAP",
}  # fmt: skip


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
        *map(plain, next_visit(row, words)),
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


def next_visit(row: Series, words: Words) -> list[str]:
    """The visit that is due or overdue; one that is still to come says nothing here."""
    if row["visit_status"] not in ("DUE", "OVERDUE"):
        return []
    name = names.due_name_in_full("VISIT", row["visit"], words)
    return [words(f"patient.visit.{row['visit_status']}", name=name, date=words.day(row["visit_due"]))]


def _badges(row: Series, words: Words) -> list[str]:
    return [
        f":{'red' if level == RED else 'orange'}-badge[{plain(words(f'mark.{code}'))}]"
        for code, level in standing_out(row)
    ]


def standing_out(row: Any) -> list[tuple[str, str]]:
    """What stands out of a row of the board, by code and level (amber, red), red first."""
    happened = {
        "infection": row.infection if isinstance(row.infection, str) else None,
        "grade3": RED if row.n_grade3_7d else None,
        "overdue": RED if row.overdue else None,
        "visit": row.visit_level if isinstance(row.visit_level, str) else None,
    }
    found = [(code, level) for code, level in happened.items() if level]
    found += [(code, level) for code, level in (mark.split(":") for mark in row.marks)]
    return sorted(found, key=lambda each: each[1] != RED)


def levels(row: Any) -> dict[str, str]:
    """Per figure the worst level that it has reached."""
    marks = [mark.split(":") for mark in row.marks]
    return {MARKED.get(code, code): level for code, level in sorted(marks, key=lambda mark: mark[1] == RED)}


def figures(who: Series, newest: DataFrame, words: Words) -> None:
    """The figures that decide, each marked in its place, with its change over 7 days and its age."""
    # Plain dictionaries: seven rows as Series would take a tenth of a rerun of the page.
    rows = {row["paramcd"]: row for row in newest.to_dict("records")}
    columns, marked = st.columns(len(FIGURES)), levels(who)
    for column, code in zip(columns, FIGURES, strict=True):
        _figure(column, code, rows.get(code), marked.get(code), words)


def _figure(column: Any, code: str, row: Row | None, level: str | None, words: Words) -> None:
    name = words.named(code)
    if row is None:
        column.metric(name, "–", delta_description=words("patient.not_measured"), delta=None)
        return
    change, counts = row["chg7d"], counts_as_change(row)
    column.metric(
        name if level is None else f":{'red' if level == RED else 'orange'}-badge[{name}]",
        value(row) + beside(row),
        delta=None if isna(change) else weekly(row, words),
        delta_color=_meaning(row) if counts else "off",
        delta_arrow="auto" if counts else "off",
        delta_description=age(row, words),
        help="  \n".join(plain(each) for each in explained(row, words)) or None,
    )


def beside(row: Row) -> str:
    """What stands beside a value: the score before its cap, and that a treatment set it."""
    raw = f" ({row['araw']:.0f})" if capped(row) else ""
    return raw + (f" {MASKED}" if isinstance(row["confound"], str) else "")


def _meaning(row: Row) -> Meaning:
    """What a rise means: of sodium, that it comes back to its range, or leaves it."""
    return (
        "inverse"
        if row["paramcd"] == "SODIUM" and row["aval"] > HIGH_SODIUM_MMOL_L
        else MEANING[row["paramcd"]]
    )


def counts_as_change(row: Row) -> bool:
    """Whether a change is more than biology and assay explain, and no improvement that plasma or dialysis made."""
    if not has_moved(row) or beyond_variation(row["paramcd"], row["aval"], row["prev_aval"]) is False:
        return False
    better = (row["chg7d"] < 0) == (_meaning(row) == "inverse")
    return not (better and isinstance(row["chgconf"], str))


def explained(row: Row, words: Words) -> list[str]:
    """What else is to be known of a figure: what masked it, which value it is compared with, the score uncapped."""
    said = [words(f"confound.{code}") for code in _codes(row["confound"])]
    if not isna(row["chg7d"]):
        before = dict(row) | {"aval": row["prev_aval"]}
        against = words("patient.against", value=value(before), date=words.day(row["prev_adtm"]))
        masked = [words(f"confound.{code}") for code in _codes(row["chgconf"])]
        said.append(" · ".join([against, *dict.fromkeys(each for each in masked if each not in said)]))
    said += [] if isna(row["chgday"]) else [daily(row, words)]
    said += [words("patient.uncapped", value=f"{row['araw']:.1f}")] if capped(row) else []
    if not isna(row["native_aval"]):
        own = dict(row) | {"aval": row["native_aval"]}
        said.append(words("patient.native", value=value(own), date=words.day(row["native_adtm"])))
    return said


def capped(row: Row) -> bool:
    """Whether a score says less than its formula gives, because it ends at a highest value."""
    return not isna(row["araw"]) and not isna(row["aval"]) and row["araw"] >= row["aval"] + 1


def value(row: Row) -> str:
    """A newest result with the decimals of its test, or as reported where it is no number."""
    return str(row["avalc"]) if isna(row["aval"]) else f"{row['aval']:.{_decimals(row)}f}"


def weekly(row: Row, words: Words) -> str:
    """The change of a newest result over 7 days, which must be known, with its mark where it is not its own."""
    change = words("patient.per_week", change=f"{row['chg7d']:+.{_decimals(row)}f}")
    return f"{change} {MASKED}" if isinstance(row["chgconf"], str) else change


def daily(row: Row, words: Words) -> str:
    """The change of a newest result by the day, which must be known, with its mark where it is not its own."""
    change = words("patient.per_day", change=f"{row['chgday']:+.{_decimals(row)}f}")
    return f"{change} {MASKED}" if isinstance(row["dayconf"], str) else change


def has_moved(row: Row) -> bool:
    """Whether a newest result has a change over 7 days that its decimals show."""
    return not isna(row["chg7d"]) and bool(round(row["chg7d"], _decimals(row)))


def age(row: Row, words: Words) -> str:
    """How old a newest result is."""
    return words("age.today") if row["age_days"] == 0 else words("age.days", n=int(row["age_days"]))


def _decimals(row: Row) -> int:
    return names.decimals(row["paramcd"])


def _codes(codes: Any) -> list[str]:
    """What masked a value, each once."""
    return list(dict.fromkeys(codes.split(";"))) if isinstance(codes, str) else []
