"""The one line of study figures: each for all, and below it by arm in protocol order."""

import streamlit as st
from pandas import DataFrame, Series

from pages.common.text import Words

BY_ARM = ("randomised", "treated", "doses", "grade3", "deaths", "transplants")


def show(figures: DataFrame, text: Words) -> None:
    """Draw `ward.study_figures`: its last row is the whole study, the others are the arms."""
    whole, arms = figures.iloc[-1], figures.iloc[:-1]
    with st.container(key="figures"):
        columns = st.columns(len(BY_ARM) + 1)
    columns[0].metric(text("ward.screened"), int(whole["screened"]))
    for column, figure in zip(columns[1:], BY_ARM, strict=True):
        planned = figure == "doses" and whole["doses_planned"] > 0
        label = "ward.doses_only" if figure == "doses" and not planned else f"ward.{figure}"
        column.metric(
            text(label),
            _number(whole, figure),
            delta=" · ".join(
                f"{text.known('arm', arm['arm'])} {_number(arm, figure)}" for _, arm in arms.iterrows()
            )
            or None,
            delta_color="off",
            delta_arrow="off",
        )


def _number(row: Series, figure: str) -> str:
    if figure != "doses":
        return f"{int(row[figure]):,}"
    given, planned = int(row["doses_given"] or 0), int(row["doses_planned"] or 0)
    return f"{given:,}/{planned:,}" if planned else f"{given:,}"
