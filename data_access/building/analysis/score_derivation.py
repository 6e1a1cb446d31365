"""Runs clinical/ over the prepared rows: every score of the registry as rows of its own.

A score is computed at each draw of bilirubin, or of its first laboratory input where it has no bilirubin; the
other inputs are the values nearest in time within a window. Nothing is imputed: a row without a value says
which input is missing, and a subject for whom a score can never be computed has a single row that says why.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection

from clinical.scores import REGISTRY
from clinical.scores.population import Patient
from data_access.building.analysis.score_gather import Study, Subjects
from data_access.building.analysis.score_inputs import Series, confounder_bits, split_by_source
from data_access.building.analysis.score_rows import SCHEMA, score_rows

SUBJECTS_AT_A_TIME = 2000


def list_sources(connection: DuckDBPyConnection) -> None:
    """work.score_source and work.score_name: what the scores of the registry need, and their names."""
    sources = sorted({item.source for score in REGISTRY.values() for item in score.inputs})
    connection.execute(
        "CREATE TABLE work.score_source AS SELECT unnest($sources) AS source", {"sources": sources}
    )
    connection.execute(
        "CREATE TABLE work.score_name AS SELECT unnest($codes) AS paramcd, unnest($names) AS param",
        {"codes": list(REGISTRY), "names": [score.en for score in REGISTRY.values()]},
    )


def derive_scores(connection: DuckDBPyConnection) -> None:
    """Fill work.score_value from work.score_input: the rows of `score_rows` for every score and subject."""
    _store(connection, "CREATE TABLE work.score_value AS FROM batch", SCHEMA.empty_table())
    found = connection.execute("SELECT DISTINCT source FROM work.score_input").fetchall()
    procedures = bool(connection.execute("SELECT 1 FROM sdtm.pr LIMIT 1").fetchone())
    files = connection.execute("SELECT source_file FROM work.score_file ORDER BY file").fetchall()
    doubted = connection.execute(
        "SELECT DISTINCT usubjid, paramcd FROM work.lab WHERE certwhy IS NOT NULL"
    ).fetchall()
    study = Study(
        sources=frozenset(source for (source,) in found),
        procedures=procedures,
        files=tuple(file for (file,) in files),
        questioned=frozenset(doubted),
    )
    for subjects, series in _chunks(connection):
        rows = pa.concat_tables([score_rows(score, subjects, series, study) for score in REGISTRY.values()])
        _store(connection, "INSERT INTO work.score_value FROM batch", rows)


def _store(connection: DuckDBPyConnection, statement: str, batch: pa.Table) -> None:
    connection.register("batch", batch)
    connection.execute(statement)
    connection.unregister("batch")


def _chunks(connection: DuckDBPyConnection) -> Iterator[tuple[Subjects, dict[str, Series]]]:
    """Some subjects at a time with everything that their scores can use."""
    known = connection.execute(
        "SELECT usubjid, CASE WHEN coalesce(upper(ageu), 'YEARS') = 'YEARS' THEN age END, sex, dxtype, "
        "cirrhfl, etiol, coalesce(file, -1), coalesce(source_row, -1) "
        "FROM adam.adsl LEFT JOIN work.score_file USING (source_file) ORDER BY usubjid"
    ).fetchall()
    for start in range(0, len(known), SUBJECTS_AT_A_TIME):
        part = known[start : start + SUBJECTS_AT_A_TIME]
        yield _subjects(part), _values(connection, [row[0] for row in part])


def _subjects(rows: list[tuple[Any, ...]]) -> Subjects:
    """From rows of usubjid, age in years, sex, type of liver failure, cirrhosis flag, aetiology, file, row."""
    return Subjects(
        usubjid=tuple(row[0] for row in rows),
        static={
            "AGE": np.array([np.nan if row[1] is None else row[1] for row in rows], dtype=np.float64),
            "FEMALE": np.array([{"F": 1.0, "M": 0.0}.get(row[2], np.nan) for row in rows]),
        },
        patients=tuple(Patient(row[3], {"Y": True, "N": False}.get(row[4]), row[5]) for row in rows),
        file=np.array([row[6] for row in rows], dtype=np.int64),
        row=np.array([row[7] for row in rows], dtype=np.int64),
    )


def _values(connection: DuckDBPyConnection, usubjids: list[str]) -> dict[str, Series]:
    """The values of these subjects, a subject being its place in the list."""
    columns = connection.execute(
        """
        SELECT subject, second, timed, source, coalesce(aval, 'NaN') AS aval, low, high,
               coalesce(uln, 'NaN') AS uln, coalesce(seq, -1) AS seq,
               coalesce(rid, -1) AS rid, coalesce(confound, '') AS confound, dialysis, rrt,
               coalesce(file, -1) AS file, coalesce(source_row, -1) AS source_row
        FROM work.score_input
        JOIN (SELECT unnest($usubjids) AS usubjid, generate_subscripts($usubjids, 1) - 1 AS subject)
        USING (usubjid)
        WHERE usubjid BETWEEN $usubjids[1] AND $usubjids[-1]
        ORDER BY subject, second, seq
        """,
        {"usubjids": usubjids},
    ).fetchnumpy()
    plain = {name: np.ma.getdata(column) for name, column in columns.items()}
    texts, place = np.unique(plain.pop("confound").astype(str), return_inverse=True)
    bits = np.array([confounder_bits(text) for text in texts], dtype=np.int64)
    return split_by_source(plain | {"confounded": bits[place]})
