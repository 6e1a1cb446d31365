"""One score for many subjects: inputs gathered around each draw, the value, or what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from clinical.decimals import numbers
from clinical.lab_tests import LAB_TESTS
from clinical.population import Patient
from clinical.score_model import Input, Score
from data_access.score_inputs import (
    SECONDS_PER_HOUR,
    Floats,
    Ints,
    Series,
    Truths,
    confounder_text,
    empty_series,
)

ANCHOR = "BILI"
WINDOW_HOURS = 24
OWN_WINDOW_HOURS = {"ASCITES": 7 * 24}
"""How far in time an input may lie from the draw: 24 h, ascites 7 days (trial.md 2.2)."""

PRESENT, NOT_IN_STUDY, NOT_IN_PATIENT, NOT_IN_WINDOW, NO_LIMIT, IMPOSSIBLE = range(6)
NO_PROCEDURES = "DIALYSIS: no procedures recorded in this study, taken as none"

SCHEMA = pa.schema(
    [
        ("usubjid", pa.string()),
        ("paramcd", pa.string()),
        ("anchor", pa.int64()),
        ("aval", pa.float64()),
        ("araw", pa.float64()),
        ("confound", pa.string()),
        ("reason", pa.string()),
        ("note", pa.string()),
        ("srcseq", pa.list_(pa.int32())),
    ]
)
"""`anchor`: the draw, a rid of work.lab; NULL in the one row of a subject without the score."""


@dataclass(frozen=True)
class Subjects:
    """Some subjects: identifiers, what does not change with time (by source), and whom a score applies to."""

    usubjid: tuple[str, ...]
    static: Mapping[str, Floats]
    patients: tuple[Patient, ...]


@dataclass(frozen=True)
class Gathered:
    """The inputs around each draw: values by keyword, a status per input (down) and draw, rows by source."""

    values: dict[str, Floats]
    status: Ints
    rows: dict[str, Ints]


@dataclass(frozen=True)
class Study:
    """What the whole study measured, and whether it recorded procedures."""

    sources: frozenset[str]
    procedures: bool


def score_rows(score: Score, subjects: Subjects, series: Mapping[str, Series], study: Study) -> pa.Table:
    """Rows of SCHEMA: one per draw of a subject with at least one value, else one that says why there is none."""
    outside = np.array([score.population.includes(patient) is False for patient in subjects.patients])
    draws = series.get(anchor_of(score), empty_series())
    draws = draws.take(np.flatnonzero(~outside[draws.at.subject]))
    overall = _overall_status(score, subjects, series, study)
    found = _gather(score, subjects, series, draws, overall)
    value = np.atleast_1d(numbers(score.value(**found.values)))
    computed = np.zeros(len(subjects.usubjid), dtype=np.bool_)
    computed[draws.at.subject[np.isfinite(value)]] = True
    return pa.concat_tables(
        [
            _draw_rows(score, subjects, series, study, draws, found, np.flatnonzero(computed[draws.at.subject])),
            _reason_rows(score, subjects, outside, overall, draws, found, np.flatnonzero(~computed)),
        ]
    )


def anchor_of(score: Score) -> str:
    """The source at whose draws a score is computed."""
    sources = [item.source for item in score.inputs]
    return ANCHOR if ANCHOR in sources else next(source for source in sources if source in LAB_TESTS)


def window_hours(source: str) -> int:
    """How far in time a value of this source may lie from the draw."""
    return OWN_WINDOW_HOURS.get(source, WINDOW_HOURS)


def _overall_status(score: Score, subjects: Subjects, series: Mapping[str, Series], study: Study) -> Ints:
    """Whether each subject (across) has each input (down) at all."""
    status = np.full((len(score.inputs), len(subjects.usubjid)), NOT_IN_STUDY, dtype=np.int64)
    for place, item in enumerate(score.inputs):
        if item.source in subjects.static:
            status[place] = np.where(np.isnan(subjects.static[item.source]), NOT_IN_PATIENT, PRESENT)
        elif item.optional or item.default is not None or item.source == "RRT":
            status[place] = PRESENT
        elif item.source in study.sources:
            status[place] = NOT_IN_PATIENT
            status[place, series.get(item.source, empty_series()).at.subject] = PRESENT
    return status


def _gather(
    score: Score, subjects: Subjects, series: Mapping[str, Series], draws: Series, overall: Ints
) -> Gathered:
    values: dict[str, Floats] = {}
    rows: dict[str, Ints] = {}
    status = overall[:, draws.at.subject]
    for place, item in enumerate(score.inputs):
        values[item.name] = _given(item, subjects, series, draws, rows)
        status[place] = _status(item, values[item.name], status[place], rows)
    return Gathered(values, status, rows)


def _given(
    item: Input, subjects: Subjects, series: Mapping[str, Series], draws: Series, rows: dict[str, Ints]
) -> Floats:
    """The input around each draw, NaN where there is none; notes the rows that it comes from."""
    if item.source in subjects.static:
        return subjects.static[item.source][draws.at.subject]
    renal = {"DIALYSIS": draws.dialysis, "RRT": draws.replaced}
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


def _reason(score: Score, status: Ints) -> str | None:
    """'INR: none within 24 h; CREAT: not measured in this study', or None where nothing is missing."""
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
    }[status]


def _draw_rows(
    score: Score,
    subjects: Subjects,
    series: Mapping[str, Series],
    study: Study,
    draws: Series,
    found: Gathered,
    kept: Ints,
) -> pa.Table:
    """One row per kept draw, with or without a value."""
    inputs = {name: column[kept] for name, column in found.values.items()}
    value, raw = numbers(score.value(**inputs)), numbers(score.raw(**inputs))
    lacking = np.isnan(value)
    patterns, place = np.unique(found.status[:, kept], axis=1, return_inverse=True)
    reasons = np.array([_reason(score, pattern) for pattern in patterns.T] or [None], dtype=object)
    confound, sequences = _provenance(series, found, kept)
    assumed = not study.procedures and any(item.source == "DIALYSIS" for item in score.inputs)
    return pa.table(
        [
            [subjects.usubjid[subject] for subject in draws.at.subject[kept]],
            [score.code] * len(kept),
            draws.record[kept],
            pa.array(value, mask=lacking),
            pa.array(raw, mask=np.isnan(raw)),
            confound,
            np.where(lacking, reasons[place.ravel()], None),
            pa.array([NO_PROCEDURES if assumed else None] * len(kept), pa.string()),
            sequences,
        ],
        schema=SCHEMA,
    )


def _provenance(series: Mapping[str, Series], found: Gathered, kept: Ints) -> tuple[list[str | None], pa.Array]:
    """What confounded the values used, and their LBSEQs."""
    bits = np.zeros(len(kept), dtype=np.int64)
    sequences = np.full((len(kept), max(len(found.rows), 1)), -1, dtype=np.int64)
    for place, (source, rows) in enumerate(found.rows.items()):
        used = rows[kept]
        bits |= np.where(used >= 0, series[source].confounded[used], 0)
        sequences[:, place] = np.where(used >= 0, series[source].seq[used], -1)
    texts = {int(value): confounder_text(int(value)) for value in np.unique(bits)}
    known = sequences >= 0
    offsets = np.concatenate([[0], np.cumsum(known.sum(axis=1))]).astype(np.int32)
    lists = pa.ListArray.from_arrays(pa.array(offsets), pa.array(sequences[known].astype(np.int32)))
    return [texts[int(value)] for value in bits], lists


def _reason_rows(
    score: Score,
    subjects: Subjects,
    outside: Truths,
    overall: Ints,
    draws: Series,
    found: Gathered,
    lacking: Ints,
) -> pa.Table:
    """One row without a date for each subject that has no value of the score."""
    last_draw = {int(subject): place for place, subject in enumerate(draws.at.subject)}
    reasons = []
    for subject in lacking.tolist():
        if outside[subject]:
            reasons.append(f"not applicable: defined for {score.population.en}")
            continue
        # What the subject never had explains more than what one draw lacked.
        status = overall[:, subject]
        draw = last_draw.get(subject)
        reasons.append(_reason(score, found.status[:, draw] if draw is not None and not status.any() else status))
    empty = {name: pa.nulls(len(lacking), SCHEMA.field(name).type) for name in SCHEMA.names}
    empty["usubjid"] = pa.array([subjects.usubjid[subject] for subject in lacking.tolist()], pa.string())
    empty["paramcd"] = pa.array([score.code] * len(lacking), pa.string())
    empty["reason"] = pa.array(reasons, pa.string())
    return pa.table(list(empty.values()), schema=SCHEMA)
