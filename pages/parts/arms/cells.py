"""Immune cell subsets by visit as an exhibit; the axis says of what each percentage is one."""

from functools import lru_cache

import streamlit as st

from clinical.statistics import QUANTILE_METHOD
from data_access.arms import by_visit
from data_access.arms.by_visit import MEASURES
from data_access.meeting.questions import ask
from pages.common import names
from pages.common.text import Words
from pages.meeting import choices, readable_tables
from pages.meeting.exhibit import Exhibit, Meeting
from pages.parts.arms import by_visit as arms_by_visit
from pages.parts.arms.by_visit import Parameter

KEPT = 64
# The subsets of the record in its order.
FIRST = ("CD3", "CD4", "CD8", "CD4NAIVE", "CD4MEM", "NK", "CD19")


def build(meeting: Meeting, words: Words) -> Exhibit:
    """Let the reader choose a subset, ask, and draw."""
    known = by_visit.parameters(meeting.database, "CP")
    if known.empty:
        return arms_by_visit.nothing("cells", words("arms.cells.nothing"), meeting, words)
    found = set(known["paramcd"])
    codes = [code for code in FIRST if code in found]
    codes += [code for code in known["paramcd"] if code not in codes]
    with st.container(key="cells", horizontal=True, vertical_alignment="center", gap="small"):
        subset = choices.pick(
            "subset",
            codes,
            codes[0],
            lambda code: _name(meeting, code, words),
            meeting,
            label=words("arms.subset"),
        )
        measure = choices.switch(
            "quantity",
            MEASURES,
            lambda option: words(f"arms.quantity.{option}"),
            meeting,
            label=words("arms.quantity"),
        )
    return _built(meeting, words, subset, measure)


def _name(meeting: Meeting, paramcd: str, words: Words) -> str:
    delivered = by_visit.parameter(meeting.database, "CP", paramcd)["param"]
    return words(f"cell.{paramcd}") if words.has(f"cell.{paramcd}") else str(delivered)


@lru_cache(maxsize=KEPT)
def _built(meeting: Meeting, words: Words, subset: str, measure: str) -> Exhibit:
    answer = ask(meeting.database, "cells", **meeting.choices, paramcd=subset, measure=measure)
    row = by_visit.parameter(meeting.database, "CP", subset)
    unit = arms_by_visit.unit_of(subset, row["avalu"])
    part_of = row["part_of"]
    if isinstance(part_of, str):
        unit = words("arms.cells.part", unit=unit, whole=words.known("whole", part_of))
    parameter = Parameter(_name(meeting, subset, words), unit, decimals=1)
    return Exhibit(
        key="cells",
        title=words(f"arms.endpoint.title_{measure}", name=parameter.name),
        method=" ".join(
            (
                words("arms.endpoint.method"),
                arms_by_visit.windows(answer, meeting.database, words),
                QUANTILE_METHOD.of(words.language),
                words("meeting.descriptive"),
            )
        ),
        code=answer.code,
        sizes=tuple(meeting.sizes()),
        tables=readable_tables.named(
            answer.tables, words, {"visit": lambda visit: names.visit_name(visit, words)}
        ),
        figure=arms_by_visit.figure(answer, parameter, (), meeting, words, log=False),
        alt=words("arms.endpoint.alt", name=parameter.name),
        slides=arms_by_visit.slides(answer, parameter, meeting, words),
    )
