"""The display thresholds with their sources, for whoever asks why a value is marked."""

from math import isinf

import streamlit as st
from pandas import DataFrame

from clinical.thresholds import THRESHOLDS
from pages.common.text import Words


def show(text: Words) -> None:
    """Draw the table behind a fold."""
    rows = [
        {
            text("ward.threshold"): text(f"mark.{each.code}"),
            text("ward.amber"): _limit(each.amber, each.rising, each.inclusive),
            text("ward.red"): _limit(each.red, each.rising, each.inclusive),
            text("ward.basis"): each.basis
            if each.verified
            else f"{each.basis} ({text('ward.not_verified')})",
        }
        for each in THRESHOLDS
    ]
    with st.expander(text("ward.thresholds")):
        st.dataframe(DataFrame(rows), hide_index=True, height="content")


def _limit(limit: float, rising: bool, inclusive: bool) -> str:
    if isinf(limit):
        return "–"
    sign = (">" if rising else "<") if not inclusive else ("≥" if rising else "≤")
    return f"{sign} {limit:g}"
