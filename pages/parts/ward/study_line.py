"""The one line of study figures: each for all, and below it by arm in protocol order."""

import streamlit as st
from pandas import DataFrame, Series

from data_access.common.study import Study
from pages.common.text import Words, plain

OF_TREATMENT = ("treated", "doses")
BY_ARM = ("randomised", "treated", "doses", "grade3", "deaths", "transplants")
# Characters that the names of all arms may have together to stand under each figure.
ROOM_FOR_NAMES = 16


def show(figures: DataFrame, about: Study, words: Words) -> None:
    """Draw `ward.study_figures`: its last row is the whole study, the others are the arms.

    Where arms are hidden nothing is said of treatment.
    """
    shown = [name for name in BY_ARM if not about.arms_hidden or name not in OF_TREATMENT]
    whole, arms = figures.iloc[-1], figures.iloc[:-1]
    names = [words.known("arm", arm) for arm in arms["arm"]]
    room = sum(map(len, names)) <= ROOM_FOR_NAMES
    with st.container(key="figures"):
        columns = st.columns(len(shown) + 1)
    columns[0].metric(words("ward.screened"), _number(whole, "screened"))
    for column, figure in zip(columns[1:], shown, strict=True):
        counts = [_number(arm, figure) for _, arm in arms.iterrows()]
        parts = [f"{name} {count}" for name, count in zip(names, counts, strict=True)] if room else counts
        column.metric(
            words(_label(figure, whole)),
            _number(whole, figure),
            delta=" · ".join(parts) or None,
            delta_color="off",
            delta_arrow="off",
        )
    if names and not room:
        st.caption(words("ward.arm_order", arms=plain(" · ".join(names))))


def _label(figure: str, whole: Series) -> str:
    return "ward.doses_only" if figure == "doses" and not whole["doses_planned"] else f"ward.{figure}"


def _number(row: Series, figure: str) -> str:
    if figure != "doses":
        return f"{int(row[figure]):,}"
    given, planned = int(row["doses_given"]), int(row["doses_planned"])
    return f"{given:,}/{planned:,}" if planned else f"{given:,}"
