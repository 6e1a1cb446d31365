"""One score for many subjects as rows: the value at each draw with the inputs as used, or what is missing."""

from collections.abc import Callable, Mapping
from itertools import product
from typing import Any

import numpy as np
import pyarrow as pa

from clinical.common.decimals import Floats, exact, numbers
from clinical.laboratory.certainty import BEYOND_ALL, decided
from clinical.scores.model import Score
from data_access.building.analysis.score_gather import (
    DIALYSIS,
    Gathered,
    Study,
    Subjects,
    anchor_of,
    gather,
    missing_inputs,
    overall_status,
)
from data_access.building.analysis.score_inputs import Ints, Series, confounder_text, empty_series

USED = pa.struct(
    [
        ("name", pa.string()),
        ("aval", pa.float64()),
        ("adtm", pa.timestamp("s")),
        ("source_file", pa.string()),
        ("source_row", pa.int64()),
    ]
)
"""`name`: the keyword of the score's function; `aval` in its unit, before floor, cap and substitution.

No moment: it does not change with time (sex, age: the row of DM), or it follows from procedures (dialysis).
"""


def inputs_used(
    score: Score, subjects: Subjects, series: Mapping[str, Series], study: Study, found: Gathered, kept: Ints
) -> pa.ListArray:
    """One list of USED per kept draw, in the order of the score's inputs; what is missing is left out."""
    shape = (len(kept), len(score.inputs))
    value = np.column_stack([_value_or_end(found, item.name)[kept] for item in score.inputs]).reshape(shape)
    second, file, row = (np.full(shape, -1, dtype=np.int64) for _ in range(3))
    for place, item in enumerate(score.inputs):
        if item.source in found.rows:
            used = found.rows[item.source][kept]
            source, there = series[item.source], used >= 0
            for column, values in ((second, source.at.second), (file, source.file), (row, source.row)):
                column[there, place] = values[used[there]]
        elif item.source in subjects.static:
            file[:, place] = subjects.file[found.subject[kept]]
            row[:, place] = subjects.row[found.subject[kept]]
    return _lists(score, study, value, second, file, row)


def _value_or_end(found: Gathered, name: str) -> Floats:
    """What stands for an input: its value, or the end of its limit that the source names."""
    low, high = found.spans.get(name, (found.values[name],) * 2)
    named = np.where(high >= BEYOND_ALL, low, high)
    return np.where(np.isnan(found.values[name]), exact(np.round(named, 6)), found.values[name])


def _lists(
    score: Score, study: Study, value: np.ndarray, second: Ints, file: Ints, row: Ints
) -> pa.ListArray:
    known = ~np.isnan(value)
    offsets = np.concatenate([[0], np.cumsum(known.sum(axis=1))]).astype(np.int32)
    names = pa.array([item.name for item in score.inputs], pa.string())
    places = np.broadcast_to(np.arange(value.shape[1]), value.shape)[known]
    files = pa.array(study.files, pa.string())
    columns = [
        names.take(pa.array(places)),
        pa.array(value[known]),
        _present(second[known]).cast(pa.timestamp("s")),
        files.take(_present(file[known])),
        _present(row[known]),
    ]
    return pa.ListArray.from_arrays(pa.array(offsets), pa.StructArray.from_arrays(columns, fields=list(USED)))


def _present(places: Ints) -> pa.Array:
    return pa.array(places, mask=places < 0)


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
        ("inputs", pa.list_(USED)),
    ]
)
"""`anchor`: the draw, a rid of work.lab; NULL in the one row of a subject without the score."""


def score_rows(score: Score, subjects: Subjects, series: Mapping[str, Series], study: Study) -> pa.Table:
    """Rows of SCHEMA: one per draw of a subject with a value, else one that says why there is none."""
    outside = np.array([score.population.includes(patient) is False for patient in subjects.patients])
    draws = series.get(anchor_of(score), empty_series())
    draws = draws.take(np.flatnonzero(~outside[draws.at.subject]))
    overall = overall_status(score, subjects, series, study)
    found = gather(score, subjects, series, draws, overall)
    value = computed_from(score.value, found)
    computed = np.zeros(len(subjects.usubjid), dtype=np.bool_)
    computed[draws.at.subject[np.isfinite(value)]] = True
    kept = np.flatnonzero(computed[draws.at.subject])
    reasons = _reasons(score, overall, draws, found)
    reasons |= {
        int(who): f"not applicable: defined for {score.population.en}" for who in np.flatnonzero(outside)
    }
    return pa.concat_tables(
        [
            _draw_rows(score, subjects, series, study, draws, found, kept),
            _reason_rows(score, subjects, {who: reasons[who] for who in np.flatnonzero(~computed).tolist()}),
        ]
    )


def computed_from(function: Callable[..., Any], found: Gathered) -> Floats:
    """A score at each draw; where inputs are limits, the value on which all their ends agree, else NaN.

    Each input moves a score one way as long as the others stand still, so that its extremes lie at ends.
    """
    values = np.array(np.atleast_1d(numbers(function(**found.values))), dtype=np.float64)
    limited = np.zeros(len(values), dtype=np.bool_)
    for name, (low, _) in found.spans.items():
        limited |= np.isnan(found.values[name]) & ~np.isnan(low)
    rows = np.flatnonzero(limited)
    if len(rows):
        fixed = {name: column[rows] for name, column in found.values.items()}
        ends = [tuple(end[rows] for end in span) for span in found.spans.values()]
        corners = [fixed | dict(zip(found.spans, corner, strict=True)) for corner in product(*ends)]
        values[rows] = decided(np.stack([np.atleast_1d(numbers(function(**corner))) for corner in corners]))
    return values


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
    value, raw = computed_from(score.value, found)[kept], computed_from(score.raw, found)[kept]
    patterns, place = np.unique(found.status[:, kept], axis=1, return_inverse=True)
    words = [missing_inputs(score, pattern) for pattern in patterns.T]
    lacking = zip(np.isnan(value).tolist(), place.ravel().tolist(), strict=True)
    assumed = not study.procedures and any(item.source == DIALYSIS for item in score.inputs)
    confound, sequences = _provenance(series, found, kept)
    return pa.table(
        [
            [subjects.usubjid[subject] for subject in draws.at.subject[kept].tolist()],
            [score.code] * len(kept),
            draws.record[kept],
            pa.array(value, mask=np.isnan(value)),
            pa.array(raw, mask=np.isnan(raw)),
            pa.array(confound, pa.string()),
            pa.array(
                [words[pattern] if is_missing else None for is_missing, pattern in lacking], pa.string()
            ),
            pa.array([NO_PROCEDURES if assumed else None] * len(kept), pa.string()),
            sequences,
            inputs_used(score, subjects, series, study, found, kept),
        ],
        schema=SCHEMA,
    )


def _provenance(
    series: Mapping[str, Series], found: Gathered, kept: Ints
) -> tuple[list[str | None], pa.Array]:
    """What confounded the values used, and their LBSEQs."""
    bits = np.zeros(len(kept), dtype=np.int64)
    sequences = np.full((len(kept), len(found.rows)), -1, dtype=np.int64)
    for place, (source, rows) in enumerate(found.rows.items()):
        used = rows[kept]
        bits |= np.where(used >= 0, series[source].confounded[used], 0)
        sequences[:, place] = np.where(used >= 0, series[source].seq[used], -1)
    texts = {int(value): confounder_text(int(value)) for value in np.unique(bits)}
    known = sequences >= 0
    offsets = np.concatenate([[0], np.cumsum(known.sum(axis=1))]).astype(np.int32)
    lists = pa.ListArray.from_arrays(pa.array(offsets), pa.array(sequences[known].astype(np.int32)))
    return [texts[value] for value in bits.tolist()], lists


def _reasons(score: Score, overall: Ints, draws: Series, found: Gathered) -> dict[int, str | None]:
    """Why each subject may lack the score: what it never had, else what its last draw lacked."""
    last_draw = {subject: place for place, subject in enumerate(draws.at.subject.tolist())}
    return {
        subject: missing_inputs(
            score,
            found.status[:, last_draw[subject]]
            if subject in last_draw and not overall[:, subject].any()
            else overall[:, subject],
        )
        for subject in range(overall.shape[1])
    }


def _reason_rows(score: Score, subjects: Subjects, reasons: Mapping[int, str | None]) -> pa.Table:
    """One row without a date for each subject that has no value of the score."""
    columns = {name: pa.nulls(len(reasons), SCHEMA.field(name).type) for name in SCHEMA.names}
    columns["usubjid"] = pa.array([subjects.usubjid[subject] for subject in reasons], pa.string())
    columns["paramcd"] = pa.array([score.code] * len(reasons), pa.string())
    columns["reason"] = pa.array(list(reasons.values()), pa.string())
    return pa.table(list(columns.values()), schema=SCHEMA)
