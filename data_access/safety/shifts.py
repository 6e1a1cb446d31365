"""Laboratory grades of the arms: from baseline to the worst after it, and how many rose above their baseline."""

from collections.abc import Mapping

import numpy as np
from pandas import DataFrame

from clinical.ctcae import TERM_OF_PARAMCD
from clinical.statistics import proportion
from data_access.common import analysis_sets
from data_access.common.database import Database

SEVERE = 3
# CTCAE grades a laboratory value up to 4; 5 is death.
GRADES = (0, 1, 2, 3, 4)
# Each row of `emergent` and the patients that it counts, of those whose two grades are known.
RISES = {"higher": "worst > base", "to_severe": f"worst >= {SEVERE} AND base < {SEVERE}"}


def terms(db: Database) -> dict[str, tuple[str, str]]:
    """The terms with a grade after the first dose: term -> (PARAMCD, HIGH or LOW), in the order of CTCAE's tests."""
    found = set(db.rows("SELECT DISTINCT term FROM adam.adshift WHERE worst IS NOT NULL")["term"])
    return {
        term: (paramcd, direction)
        for paramcd, both in TERM_OF_PARAMCD.items()
        for direction, term in both.items()
        if term in found
    }


def first_term(db: Database, preferred: str) -> str | None:
    """The term to open on: the preferred one, unless most patients began at its highest grade and cannot rise; then
    the term in which most can. None where nothing can be graded.
    """
    found = db.rows(
        """
        SELECT term, count(*) FILTER (base < $highest) AS can_rise, count(*) AS patients FROM adam.adshift
        WHERE base IS NOT NULL AND worst IS NOT NULL GROUP BY term ORDER BY can_rise DESC, term
        """,
        highest=max(GRADES),
    )
    if found.empty:
        return None
    wished = found[(found["term"] == preferred) & (2 * found["can_rise"] > found["patients"])]
    return preferred if len(wished) else str(found["term"].iloc[0])


def to_worst(db: Database, *, analysis_set: str, treatment: str, term: str) -> Mapping[str, DataFrame]:
    """The grades of one CTCAE v4.03 laboratory term, from adam.adshift; NULL is a grade that is missing.

    shift (arm, base, worst, n, of): every pair of grades 0 to 4 or missing, also with nobody. emergent (arm, rise, n,
    of, value, lower, upper): grade above baseline (higher), and to grade 3 or more from below (to_severe), of the
    patients with both grades, with the exact 95 % interval. all_terms (test_term, arm, higher, to_severe, of): the same
    counts for every term that the study can grade. patients: the grades of each, and where the worst stands.
    """
    member = analysis_sets.subquery(analysis_set, treatment)
    return {
        "shift": _shift(db, member, term),
        "emergent": _emergent(db, member, term),
        "all_terms": _all_terms(db, member),
        "patients": _patients(db, member, term),
    }


def _shift(db: Database, member: str, term: str) -> DataFrame:
    return db.rows(
        f"""
        WITH patient AS (
            SELECT arm, place, base, worst
            FROM {member} LEFT JOIN (FROM adam.adshift WHERE term = $term) USING (usubjid)
        ),
        grade AS (SELECT unnest($grades) AS grade UNION ALL SELECT NULL),
        size AS (SELECT arm, place, count(*) AS "of" FROM patient GROUP BY ALL)
        SELECT size.arm, rows.grade AS base, columns.grade AS worst, count(patient.arm) AS n, "of"
        FROM size CROSS JOIN grade AS rows CROSS JOIN grade AS columns
        LEFT JOIN patient ON patient.arm = size.arm AND patient.base IS NOT DISTINCT FROM rows.grade
             AND patient.worst IS NOT DISTINCT FROM columns.grade
        GROUP BY size.arm, size.place, "of", rows.grade, columns.grade
        ORDER BY size.place NULLS LAST, size.arm, base NULLS LAST, worst NULLS LAST
        """,  # noqa: S608 - our own names
        term=term,
        grades=list(GRADES),
    )


def _emergent(db: Database, member: str, term: str) -> DataFrame:
    rises = " UNION ALL ".join(
        f"SELECT arm, place, {line} AS line, '{rise}' AS rise, count(*) FILTER ({condition}) AS n, "  # noqa: S608
        'count(worst + base) AS "of" FROM patient GROUP BY arm, place'
        for line, (rise, condition) in enumerate(RISES.items())
    )
    counts = db.rows(
        f"""
        WITH patient AS (
            SELECT arm, place, base, worst
            FROM {member} LEFT JOIN (FROM adam.adshift WHERE term = $term) USING (usubjid)
        )
        SELECT arm, rise, n, "of" FROM ({rises}) ORDER BY place NULLS LAST, arm, line
        """,  # noqa: S608 - our own names
        term=term,
    )
    found = [proportion(int(n), int(of)) for n, of in zip(counts["n"], counts["of"], strict=True)]
    limits = ("value", "lower", "upper")
    return counts.assign(
        **{name: np.array([getattr(each, name) for each in found], float) for name in limits}
    )


def _all_terms(db: Database, member: str) -> DataFrame:
    rises = ", ".join(f"count(*) FILTER ({condition}) AS {rise}" for rise, condition in RISES.items())
    order = [term for both in TERM_OF_PARAMCD.values() for term in both.values()]
    return db.rows(
        f"""
        WITH term AS (SELECT DISTINCT term FROM adam.adshift WHERE worst IS NOT NULL)
        SELECT term.term AS test_term, arm, {rises}, count(worst + base) AS "of"
        FROM term CROSS JOIN {member} AS member
        LEFT JOIN adam.adshift ON adshift.term = term.term AND adshift.usubjid = member.usubjid
        GROUP BY term.term, arm, place ORDER BY list_position($order, term.term), place NULLS LAST, arm
        """,  # noqa: S608 - our own names
        order=order,
    )


def _patients(db: Database, member: str, term: str) -> DataFrame:
    return db.rows(
        f"""
        SELECT usubjid, arm, base, worst, ady, confounded, source_file, source_row
        FROM {member} LEFT JOIN (FROM adam.adshift WHERE term = $term) USING (usubjid)
        ORDER BY place NULLS LAST, arm, usubjid
        """,  # noqa: S608 - our own names
        term=term,
    )
