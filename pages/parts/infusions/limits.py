"""The display limits around an infusion with their source, for whoever asks why a value has a ring."""

import streamlit as st
from pandas import DataFrame

from clinical.infusions.window import FLAG_SOURCE, SIGNS, Limit, Sign
from pages.common.text import Words


def show(words: Words) -> None:
    """Draw the table behind a fold."""
    rows = [
        {
            words("infusions.sign"): sign.name.of(words.language),
            words("infusions.rule.LEVEL"): _level(sign, sign.limit),
            words("infusions.rule.CHANGE"): _change(sign, sign.limit),
        }
        for sign in SIGNS.values()
        if sign.limit is not None
    ]
    rows.append(
        {
            words("infusions.sign"): words("infusions.allergy"),
            words("infusions.rule.LEVEL"): words("infusions.any_sign"),
            words("infusions.rule.CHANGE"): "–",
        }
    )
    with st.expander(words("infusions.flags")):
        st.caption(words("infusions.flags_note", source=FLAG_SOURCE.of(words.language)))
        st.dataframe(DataFrame(rows), hide_index=True, height="content")


def _level(sign: Sign, limit: Limit) -> str:
    side = (">" if limit.rising else "<") if not limit.included else ("≥" if limit.rising else "≤")
    return f"{side} {limit.level:.{sign.decimals}f} {sign.unit}"


def _change(sign: Sign, limit: Limit) -> str:
    side = "+" if limit.rising else "−"
    if limit.relative:
        return f"{side}{limit.change:.0%}"
    return f"{side}{limit.change:.{sign.decimals}f} {sign.unit}"
