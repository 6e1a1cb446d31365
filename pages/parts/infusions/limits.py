"""The display limits around an infusion with their source, for whoever asks why a value has a ring."""

import streamlit as st
from pandas import DataFrame

from clinical.infusions.window import FLAG_SOURCE, SIGNS, Limit, Sign
from pages.common.text import Words


def show(text: Words) -> None:
    """Draw the table behind a fold."""
    rows = [
        {
            text("infusions.sign"): sign.name.of(text.language),
            text("infusions.rule.LEVEL"): _level(sign, sign.limit),
            text("infusions.rule.CHANGE"): _change(sign, sign.limit),
        }
        for sign in SIGNS.values()
        if sign.limit is not None
    ]
    rows.append(
        {
            text("infusions.sign"): text("infusions.allergy"),
            text("infusions.rule.LEVEL"): text("infusions.any_sign"),
            text("infusions.rule.CHANGE"): "–",
        }
    )
    with st.expander(text("infusions.flags")):
        st.caption(text("infusions.flags_note", source=FLAG_SOURCE.of(text.language)))
        st.dataframe(DataFrame(rows), hide_index=True, height="content")


def _level(sign: Sign, limit: Limit) -> str:
    side = (">" if limit.rising else "<") if not limit.included else ("≥" if limit.rising else "≤")
    return f"{side} {limit.level:.{sign.decimals}f} {sign.unit}"


def _change(sign: Sign, limit: Limit) -> str:
    side = "+" if limit.rising else "−"
    if limit.relative:
        return f"{side}{limit.change:.0%}"
    return f"{side}{limit.change:.{sign.decimals}f} {sign.unit}"
