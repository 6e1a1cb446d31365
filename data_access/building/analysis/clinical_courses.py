"""Labels the course of every randomised patient by the rule of clinical/patient/clinical_course.py."""

from dataclasses import fields

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection

from clinical.patient.clinical_course import WEEK_1, WEEK_4, WEEK_12, Observed, label


def list_course_windows(connection: DuckDBPyConnection) -> None:
    """work.course_window: the study days of which one value counts."""
    connection.execute(
        "CREATE TABLE work.course_window (name VARCHAR, first_day INTEGER, day INTEGER, last_day INTEGER)"
    )
    for name, window in (("week_1", WEEK_1), ("week_4", WEEK_4), ("week_12", WEEK_12)):
        connection.execute(
            "INSERT INTO work.course_window VALUES (?, ?, ?, ?)",
            [name, window.first, window.day, window.last],
        )


def label_courses(connection: DuckDBPyConnection) -> None:
    """Create adam.adcourse, one row per randomised patient: label (NULL: none), clause, and the values used."""
    names = [field.name for field in fields(Observed)]
    columns = ", ".join(f"coalesce(CAST({name} AS DOUBLE), 'NaN') AS {name}" for name in names)
    seen = connection.execute(
        f"SELECT usubjid, {columns} FROM work.course_value ORDER BY usubjid"  # noqa: S608 - our names
    ).fetchnumpy()
    labels, clauses = label(Observed(**{name: np.ma.getdata(seen[name]) for name in names}))
    labelled = pa.table(
        {
            "usubjid": pa.array(seen["usubjid"].tolist(), pa.string()),
            "course": pa.array(labels.tolist(), pa.string()),
            "clause": pa.array(clauses.tolist(), pa.string()),
        }
    )
    connection.register("labelled", labelled)
    connection.execute(
        "CREATE TABLE adam.adcourse AS SELECT usubjid, trt01p, trt01pn, course, clause, "
        "course_value.* EXCLUDE (usubjid, trt01p, trt01pn) "
        "FROM work.course_value JOIN labelled USING (usubjid) ORDER BY usubjid"
    )
    connection.unregister("labelled")
