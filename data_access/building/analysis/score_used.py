"""The inputs of each score as they were used: value, moment, and the row of the source that holds it."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from clinical.scores.model import Score
from data_access.building.analysis.score_gather import Gathered, Study, Subjects
from data_access.building.analysis.score_inputs import Ints, Series

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
    value = np.column_stack([found.values[item.name][kept] for item in score.inputs]).reshape(shape)
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
