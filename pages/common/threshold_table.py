"""The display thresholds with their sources, for whoever asks why a value is marked."""

from math import isinf

import streamlit as st
from pandas import DataFrame

from clinical.ward.thresholds import THRESHOLDS, Threshold
from pages.common.text import Words


def show(words: Words) -> None:
    """Draw the table behind a fold."""
    rows = [
        {
            words("ward.threshold"): words(f"mark.{each.code}"),
            words("ward.amber"): _limit(each, each.amber, each.amber_included),
            words("ward.red"): _limit(each, each.red, each.red_included),
            words("ward.basis"): _basis(each, words),
        }
        for each in THRESHOLDS
    ]
    with st.expander(words("ward.thresholds")):
        st.dataframe(DataFrame(rows), hide_index=True, height="content")


def _limit(threshold: Threshold, limit: float, included: bool) -> str:
    if isinf(limit):
        return "–"
    sign = ("≥" if threshold.rising else "≤") if included else (">" if threshold.rising else "<")
    return f"{sign} {limit:g} {threshold.unit}".rstrip()


def _basis(threshold: Threshold, words: Words) -> str:
    basis = threshold.basis.of(words.language)
    return basis if threshold.verified else f"{basis} ({words('ward.not_verified')})"
