"""The display thresholds with their sources, for whoever asks why a value is marked."""

from math import isinf

import streamlit as st
from pandas import DataFrame

from clinical.ward.thresholds import AMBER, FADES_AFTER_DAYS, PRESENT, RED, THRESHOLDS, Threshold
from pages.common.text import Words


def show(words: Words) -> None:
    """Draw the table behind a fold."""
    rows = [
        {
            words("ward.threshold"): words(f"mark.{each.code}"),
            words("ward.amber"): _limit(each, each.amber, each.amber_included, words),
            words("ward.red"): _limit(each, each.red, each.red_included, words),
            words("ward.basis"): _basis(each, words),
        }
        for each in THRESHOLDS
    ]
    with st.expander(words("ward.thresholds")):
        st.dataframe(DataFrame(rows), hide_index=True, height="content")
        st.caption(words("ward.fades", days=FADES_AFTER_DAYS))


def _limit(threshold: Threshold, limit: float, included: bool, words: Words) -> str:
    if isinf(limit):
        return "–"
    if threshold.code in PRESENT:
        return words("ward.present")
    sign = ("≥" if threshold.rising else "≤") if included else (">" if threshold.rising else "<")
    return f"{sign} {limit:g} {threshold.unit}".rstrip()


def _basis(threshold: Threshold, words: Words) -> str:
    """The source, and what of the limits is ours."""
    basis = threshold.basis.of(words.language)
    chosen = {each for each in (AMBER, RED) if not isinf(_of(threshold, each))}
    if not threshold.ours:
        return basis
    level = "" if threshold.ours >= chosen else f".{next(iter(threshold.ours))}"
    return f"{basis} ({words(f'ward.ours{level}')})"


def _of(threshold: Threshold, level: str) -> float:
    return threshold.red if level == RED else threshold.amber
