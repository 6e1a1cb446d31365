"""The inputs of a score around each draw of many subjects, and what is missing where."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from clinical.laboratory.tests import LAB_TESTS
from clinical.scores.model import Input, Score
from clinical.scores.population import Patient
from data_access.building.analysis.score_inputs import SECONDS_PER_HOUR, Floats, Ints, Series, empty_series

ANCHOR = "BILI"
WINDOW_HOURS = 24
OWN_WINDOW_HOURS = {"ASCITES": 7 * 24}
"""How far in time an input may lie from the draw: 24 h, ascites 7 days (trial.md 2.2)."""

DIALYSIS, ANY_REPLACEMENT = "DIALYSIS", "RRT"
PRESENT, NOT_IN_STUDY, NOT_IN_PATIENT, NOT_IN_WINDOW, NO_LIMIT, IMPOSSIBLE, ONLY_A_LIMIT, ONLY_QUESTIONED = (
    range(8)
)


@dataclass(frozen=True)
class Study:
    """What the whole study measured, whether it recorded procedures, and its files in their order.

    `questioned`: subject and source of what was measured but cannot be taken as it stands.
    """

    sources: frozenset[str]
    procedures: bool
    files: tuple[str, ...]
    questioned: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Subjects:
    """Some subjects: identifiers, what does not change with time (by source), and whom a score applies to.

    `file` (its place in the files of the study) and `row`: where DM has the subject.
    """

    usubjid: tuple[str, ...]
    static: Mapping[str, Floats]
    patients: tuple[Patient, ...]
    file: Ints
    row: Ints


@dataclass(frozen=True)
class Gathered:
    """The inputs around each draw of a subject.

    `values` by keyword, `status` per input (down) and draw, `rows` by source. `spans`: for each input that is known
    only as a limit at some draw, the ends of what it can be at each.
    """

    subject: Ints
    values: dict[str, Floats]
    spans: dict[str, tuple[Floats, Floats]]
    status: Ints
    rows: dict[str, Ints]


def anchor_of(score: Score) -> str:
    """The source at whose draws a score is computed."""
    sources = [item.source for item in score.inputs]
    return ANCHOR if ANCHOR in sources else next(source for source in sources if source in LAB_TESTS)


def window_hours(source: str) -> int:
    """How far in time a value of this source may lie from the draw."""
    return OWN_WINDOW_HOURS.get(source, WINDOW_HOURS)


def overall_status(score: Score, subjects: Subjects, series: Mapping[str, Series], study: Study) -> Ints:
    """Whether each subject (across) has each input (down) at all."""
    status = np.full((len(score.inputs), len(subjects.usubjid)), NOT_IN_STUDY, dtype=np.int64)
    for place, item in enumerate(score.inputs):
        if item.source in subjects.static:
            status[place] = np.where(np.isnan(subjects.static[item.source]), NOT_IN_PATIENT, PRESENT)
        elif item.optional or item.default is not None or item.source == ANY_REPLACEMENT:
            status[place] = PRESENT
        elif item.source in study.sources:
            status[place] = NOT_IN_PATIENT
            status[place, series.get(item.source, empty_series()).at.subject] = PRESENT
        doubted = [(who, item.source) in study.questioned for who in subjects.usubjid]
        lacking = np.isin(status[place], (NOT_IN_STUDY, NOT_IN_PATIENT))
        status[place] = np.where(lacking & np.array(doubted, dtype=np.bool_), ONLY_QUESTIONED, status[place])
    return status


def gather(
    score: Score, subjects: Subjects, series: Mapping[str, Series], draws: Series, overall: Ints
) -> Gathered:
    """The inputs nearest to each draw; `overall` as `overall_status` gives it."""
    values: dict[str, Floats] = {}
    spans: dict[str, tuple[Floats, Floats]] = {}
    rows: dict[str, Ints] = {}
    status = overall[:, draws.at.subject]
    for place, item in enumerate(score.inputs):
        values[item.name] = _given(item, subjects, series, draws, rows)
        status[place] = _status(item, values[item.name], status[place], rows)
        ends = _ends(item, series, rows)
        limited = np.isnan(values[item.name]) & ~np.isnan(ends[0]) if ends else np.zeros(0, dtype=np.bool_)
        if ends and limited.any():
            spans[item.name] = ends
            status[place] = np.where(limited, ONLY_A_LIMIT, status[place])
    return Gathered(draws.at.subject, values, spans, status, rows)


def _ends(
    item: Input, series: Mapping[str, Series], rows: Mapping[str, Ints]
) -> tuple[Floats, Floats] | None:
    """The ends of what the nearest result of this input can be, where it is a measured value."""
    if item.role == "uln" or item.source not in rows:
        return None
    source, nearest = series[item.source], rows[item.source]
    low, high = (np.where(nearest >= 0, end[nearest], np.nan) for end in (source.low, source.high))
    return low, high


def _given(
    item: Input, subjects: Subjects, series: Mapping[str, Series], draws: Series, rows: dict[str, Ints]
) -> Floats:
    """One input around each draw, NaN where there is none; notes the rows that it comes from."""
    if item.source in subjects.static:
        return subjects.static[item.source][draws.at.subject]
    renal = {DIALYSIS: draws.dialysis, ANY_REPLACEMENT: draws.replaced}
    if item.source in renal:
        return renal[item.source]
    if item.source not in series:
        return np.full(len(draws), 0.0 if item.default is False else np.nan)
    source = series[item.source]
    nearest = source.nearest(draws.at, window_hours(item.source) * SECONDS_PER_HOUR)
    rows[item.source] = nearest
    return np.where(nearest >= 0, (source.uln if item.role == "uln" else source.value)[nearest], np.nan)


def _status(item: Input, given: Floats, overall: Ints, rows: Mapping[str, Ints]) -> Ints:
    """The status of one input at each draw, from that of its subject."""
    absent = np.isnan(given) & (overall == PRESENT) & (not item.optional)
    outside = rows[item.source] < 0 if item.source in rows else True
    status = np.where(absent, np.where(outside, NOT_IN_WINDOW, NO_LIMIT), overall)
    return np.where(np.isnan(item.possible(given)) & ~np.isnan(given), IMPOSSIBLE, status)


def missing_inputs(score: Score, status: Ints) -> str | None:
    """'CREAT: not measured in this study; INR: none within 24 h', or None where nothing is missing."""
    parts = {
        f"{item.source}: {_phrase(item, int(code))}"
        for item, code in zip(score.inputs, status, strict=True)
        if code != PRESENT
    }
    return "; ".join(sorted(parts)) or None


def _phrase(item: Input, status: int) -> str:
    return {
        NOT_IN_STUDY: "not measured in this study",
        NOT_IN_PATIENT: "never measured in this patient",
        NOT_IN_WINDOW: f"none within {window_hours(item.source)} h",
        NO_LIMIT: "no upper limit of normal",
        IMPOSSIBLE: "impossible value",
        ONLY_A_LIMIT: "known only as a limit",
        ONLY_QUESTIONED: "only questioned values",
    }[status]
