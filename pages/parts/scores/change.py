"""What drove the change of one patient's score between two dates: a bar per input, and the inputs themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import plotly.graph_objects as go
import streamlit as st
from pandas import DataFrame

from charts.common import theme
from charts.common.words import placed
from charts.scores.waterfall import LIMITS, Step, waterfall
from clinical.scores import REGISTRY
from clinical.scores.change import Change, change
from clinical.scores.model import Score
from data_access.common.database import Database
from data_access.common.study import Study, study
from data_access.patient import profile
from data_access.scores import change as scores_change
from pages.access import downloads
from pages.common import data_label, elements, state
from pages.common.names import reason_in_words
from pages.common.text import Words, plain
from pages.parts.scores import inputs
from pages.parts.scores.controls import View
from pages.parts.scores.inputs import Inputs

COMPARISONS_KEPT = 128


@dataclass(frozen=True)
class Compared:
    """The change (None: it cannot be divided), its figure, the table of inputs, and both as a file."""

    change: Change | None
    figure: go.Figure | None
    table: str
    frame: DataFrame


def show(database: Database, subject: str, view: View, about: Study, words: Words) -> None:
    """Draw the right half of the page."""
    pair = _default(database, subject, view.score)
    if pair is None:
        st.info(plain(_why_none(database, subject, view.score, words)))
        return
    before, after = _pick(_named(database, subject, view.score, words), pair, words)
    compared = compare(database, subject, view.score, before, after, words)
    _headline(compared, view, before == after, words)
    if compared.figure is not None:
        elements.figure(
            compared.figure,
            key="change",
            alt=words("meld.alt_change", score=words.lab(view.score), subject=subject),
        )
    st.html(compared.table)
    _explain(scores_change.moments(database, subject, view.score), (before, after), view, words)
    downloads.as_csv(
        words("meld.change_csv"),
        lambda: compared.frame,
        [subject, view.score, "change"],
        about,
        words,
        key="change_csv",
    )


def _why_none(database: Database, subject: str, score: str, words: Words) -> str:
    reasons = profile.why_no_score(database, subject, score)
    why = (
        words("patient.why.none") if reasons.empty else reason_in_words(str(reasons["reason"].iloc[0]), words)
    )
    return words("meld.no_value", subject=subject, score=words.lab(score), reason=why)


def _pick(named: Mapping[str, str], pair: tuple[str, str], words: Words) -> tuple[str, str]:
    """The two dates, each among those that have a value."""
    chosen: list[str] = []
    for key, default, column in zip(("from", "to"), pair, st.columns(2, gap="small"), strict=True):
        state.settle(key, tuple(named), default)
        with column:
            picked = st.selectbox(words(f"meld.{key}"), tuple(named), format_func=named.__getitem__, key=key)
        state.keep(key, picked, default)
        chosen.append(picked or default)
    return chosen[0], chosen[1]


@lru_cache(maxsize=COMPARISONS_KEPT)
def _default(database: Database, subject: str, code: str) -> tuple[str, str] | None:
    return scores_change.default_pair(scores_change.moments(database, subject, code))


@lru_cache(maxsize=COMPARISONS_KEPT)
def _named(database: Database, subject: str, code: str, words: Words) -> dict[str, str]:
    """Each value as date, study day where it is known, value, and a ring where it is confounded."""
    values = scores_change.moments(database, subject, code)
    columns = (values[name] for name in ("moment", "ady", "aval", "confound"))
    names = {}
    for moment, day, value, confound in zip(*columns, strict=True):
        parts = placed(words, moment[:10], day)
        ring = " ○" if isinstance(confound, str) else ""
        names[moment] = " · ".join([*parts, f"{value:.{REGISTRY[code].decimals}f}"]) + ring
    return names


@lru_cache(maxsize=COMPARISONS_KEPT)
def compare(database: Database, subject: str, code: str, before: str, after: str, words: Words) -> Compared:
    """Ask for the inputs of both values and draw what each of them adds to the difference."""
    score = REGISTRY[code]
    sides = {
        moment: inputs.inputs(score, scores_change.inputs_used(database, subject, code, moment))
        for moment in dict.fromkeys((before, after))
    }
    table = inputs.table([(words.day(moment), side) for moment, side in sides.items()], words)
    found = None if before == after else change(score, sides[before].values, sides[after].values)
    if found is None:
        frame = inputs.as_frame(_sided(sides, before, after), {}, None, words)
        return Compared(None, None, table, frame)
    parts, limits = found.printed()
    stamp = data_label.stamp(study(database), words)
    steps = _steps(score, found, sides[before], sides[after], words)
    figure = waterfall(
        (words.day(before[:10]), found.before, f"{found.before:.{score.decimals}f}"),
        (words.day(after[:10]), found.after, f"{found.after:.{score.decimals}f}"),
        steps,
        title=words("meld.points", score=words.lab(code)),
        stamp=stamp,
    )
    frame = inputs.as_frame(
        _sided(sides, before, after),
        {name: float(part) for name, part in parts.items()},
        (steps[-1].name, float(limits)),
        words,
    )
    return Compared(found, figure, table, frame)


def _sided(sides: dict[str, Inputs], before: str, after: str) -> dict[str, Inputs]:
    return {"from": sides[before], "to": sides[after]}


def _steps(score: Score, found: Change, before: Inputs, after: Inputs, words: Words) -> list[Step]:
    """A bar per input of the formula, and the last for what is no input."""
    parts, limits = found.printed()
    by_name = {item.name: item for item in score.inputs}
    steps = []
    for name, part in parts.items():
        item = by_name[name]
        values = [inputs.value_of(item, side.values.get(name), words) for side in (before, after)]
        label = words(
            "meld.step", name=inputs.name_of(item, words), before=values[0], after=values[1],
            unit=inputs.unit_of(item, words),
        ).rstrip()  # fmt: skip
        steps.append(
            Step(label, float(part), f"{part:+}", theme.ANALYTE_COLOURS.get(item.source, theme.QUIET))
        )
    return [*steps, Step(_limits_name(score, words), float(limits), f"{limits:+}", LIMITS, hatched=True)]


def _limits_name(score: Score, words: Words) -> str:
    if score.code == "MELDNA":
        return words("meld.rounding_gate")
    if score.lowest is None or score.highest is None:
        return words("meld.rounding")
    return words("meld.rounding_limits", lowest=score.lowest, highest=score.highest)


def _headline(compared: Compared, view: View, alone: bool, words: Words) -> None:
    if alone:
        st.markdown(plain(words("meld.one_value")))
        return
    if compared.change is None:
        st.markdown(plain(words("meld.not_a_sum")))
        return
    decimals = REGISTRY[view.score].decimals
    found = compared.change
    sentence = words(
        "meld.changed", score=words.lab(view.score), before=f"{found.before:.{decimals}f}",
        after=f"{found.after:.{decimals}f}", change=f"{found.after - found.before:+.{decimals}f}",
    )  # fmt: skip
    st.markdown(f"**{plain(sentence)}**")


def _explain(values: DataFrame, pair: tuple[str, str], view: View, words: Words) -> None:
    notes = values.loc[values["moment"].isin(pair), "note"]
    interaction = f"meld.interaction.{view.score}"
    parts = [
        words("meld.change_method"),
        words(interaction) if words.has(interaction) else "",
        words("meld.assumed") if notes.notna().any() else "",
    ]
    st.caption(plain(" ".join(part for part in parts if part)))
