"""Adverse events of the arms: how many patients, by system organ class and preferred term, and who they are.

Patients count once in a row, with their worst grade. `level` is the CTCAE grade; where none was given, the
severity as 1 mild, 2 moderate, 3 severe. No preferred term: the term as reported. `rank` keeps the order of rows.

Serious adverse events and deaths, patient by patient, with the row of the source.
"""

from collections.abc import Mapping
from types import MappingProxyType

from pandas import DataFrame

from data_access.common import analysis_sets
from data_access.common.database import Database

# Causality that says no. Every other answer counts as related, so does none: unknown is not unrelated.
UNRELATED = ("NOT RELATED", "UNRELATED", "UNLIKELY RELATED", "UNLIKELY", "REMOTE", "NONE", "N")
SEVERE = 3
LEVEL = "coalesce(aetoxgr, CASE aesev WHEN 'MILD' THEN 1 WHEN 'MODERATE' THEN 2 WHEN 'SEVERE' THEN 3 END)"
FATAL = (
    "coalesce(aetoxgr, 0) = 5 OR coalesce(upper(aeout), '') = 'FATAL' OR coalesce(upper(aesdth), '') = 'Y'"
)
RELATED = "upper(trim(coalesce(aerel, ''))) NOT IN ({})".format(", ".join(f"'{word}'" for word in UNRELATED))
# Each layer and which events it holds.
LAYERS = MappingProxyType(
    {
        "any": "true",
        "serious": "aeser = 'Y'",
        "related": RELATED,
        "related_serious": f"aeser = 'Y' AND {RELATED}",
        "severe": f"{LEVEL} >= {SEVERE}",
        "fatal": FATAL,
    }
)
EMERGENT = MappingProxyType({"emergent": "trtemfl = 'Y'", "all": "true"})


def events(analysis_set: str, treatment: str, layer: str, emergent: str) -> str:
    """SQL for a subquery of the events of an analysis set. KeyError for an unknown choice; our own names only."""
    return f"""
        (SELECT adae.*, arm, place, {LEVEL} AS level, {RELATED} AS related, {FATAL} AS fatal
         FROM adam.adae JOIN {analysis_sets.subquery(analysis_set, treatment)} USING (usubjid)
         WHERE ({LAYERS[layer]}) AND {EMERGENT[emergent]})
    """  # noqa: S608 - our own names


def by_term(
    db: Database, *, analysis_set: str, treatment: str, layer: str, emergent: str
) -> Mapping[str, DataFrame]:
    """`rows`: rank, kind (ANY, SOC, PT), soc, term, arm, n, of, events, grade_1 to grade_5, unknown, ungraded.

    n of `of` patients of the arm, every arm in every row; the grades count patients by their worst. SOC and PT by
    falling number of patients over all arms; soc is NULL where the study has none. ungraded: events without a
    CTCAE grade, which count by severity.
    """
    return {"rows": _rows(db, analysis_set, treatment, layer, emergent)}


def _rows(db: Database, analysis_set: str, treatment: str, layer: str, emergent: str) -> DataFrame:
    grades = ", ".join(f"count(*) FILTER (worst = {grade}) AS grade_{grade}" for grade in range(1, 6))
    found = ", ".join(f"coalesce(grade_{grade}, 0) AS grade_{grade}" for grade in range(1, 6))
    return db.rows(
        f"""
        WITH event AS {events(analysis_set, treatment, layer, emergent)},
        size AS (
            SELECT arm, place, count(*) AS "of" FROM {analysis_sets.subquery(analysis_set, treatment)} GROUP BY ALL
        ),
        placed AS (
            SELECT 'PT' AS kind, aebodsys AS soc, aedecod AS term, * FROM event
            UNION ALL SELECT 'SOC', aebodsys, NULL, * FROM event
            UNION ALL SELECT 'ANY', NULL, NULL, * FROM event
        ),
        patient AS (
            SELECT kind, soc, term, arm, usubjid, count(*) AS events, max(level) AS worst,
                   count(*) FILTER (aetoxgr IS NULL) AS ungraded
            FROM placed GROUP BY ALL
        ),
        counted AS (
            SELECT kind, soc, term, arm, count(*) AS n, sum(events) AS events, {grades},
                   count(*) FILTER (worst IS NULL) AS unknown, sum(ungraded) AS ungraded
            FROM patient GROUP BY ALL
        ),
        line AS (
            SELECT kind, soc, term, count(*) AS total, sum(events) AS total_events FROM patient GROUP BY ALL
            UNION ALL SELECT 'ANY', NULL, NULL, 0, 0 WHERE NOT EXISTS (FROM patient)
        ),
        ranked AS (
            SELECT line.kind, line.soc, line.term, row_number() OVER (
                       ORDER BY line.kind <> 'ANY', system.total DESC, system.total_events DESC, line.soc NULLS LAST,
                                line.kind <> 'SOC', line.total DESC, line.total_events DESC, line.term) AS rank
            FROM line LEFT JOIN line AS system
              ON system.kind = 'SOC' AND line.kind <> 'ANY' AND system.soc IS NOT DISTINCT FROM line.soc
        )
        SELECT rank, ranked.kind, ranked.soc, ranked.term, size.arm, coalesce(n, 0) AS n, "of",
               CAST(coalesce(events, 0) AS BIGINT) AS events, {found}, coalesce(unknown, 0) AS unknown,
               CAST(coalesce(ungraded, 0) AS BIGINT) AS ungraded
        FROM ranked CROSS JOIN size LEFT JOIN counted
          ON counted.kind = ranked.kind AND counted.arm = size.arm
         AND counted.soc IS NOT DISTINCT FROM ranked.soc AND counted.term IS NOT DISTINCT FROM ranked.term
        ORDER BY rank, size.place NULLS LAST, size.arm
        """  # noqa: S608 - our own names
    )


def people(
    db: Database, choices: Mapping[str, str], *, kind: str, soc: str | None, term: str | None, arm: str | None
) -> DataFrame:
    """The events behind a cell of `by_term`, by patient and day; arm None means all arms.

    usubjid, arm, aedecod, aeterm, aebodsys, astdy, aestdtc, aeendtc, level, aetoxgr, aesev, aeser, aerel, aeacn,
    aeout, source_file, source_row.
    """
    return db.rows(
        f"""
        SELECT {LISTED} FROM {events(**choices)}
        WHERE ($kind = 'ANY' OR aebodsys IS NOT DISTINCT FROM $soc)
          AND ($kind <> 'PT' OR aedecod = $term) AND ($arm IS NULL OR arm = $arm)
        ORDER BY place NULLS LAST, arm, usubjid, astdt, aeseq
        """,  # noqa: S608 - our own names
        kind=kind,
        soc=soc,
        term=term,
        arm=arm,
    )


LISTED = """
    usubjid, arm, aedecod, aeterm, aebodsys, astdy, aestdtc, aeendtc, level, aetoxgr, aesev, aeser, aerel, aeacn,
    aeout, source_file, source_row
"""


def listed(db: Database, *, analysis_set: str, treatment: str) -> Mapping[str, DataFrame]:
    """`serious`: every event with AESER = Y, by arm, patient and day, treatment-emergent (trtemfl) or not.

    `deaths` (usubjid, arm, dthdt, day, dthcaus, ndose, after_last_dose, source_file, source_row): day counts from
    the first dose, after_last_dose in days; a death may have no serious event and the other way round.
    """
    return {
        "serious": db.rows(
            f"""
            SELECT {LISTED}, trtemfl, inf24fl FROM {events(analysis_set, treatment, "serious", "all")}
            ORDER BY place NULLS LAST, arm, usubjid, astdt, aeseq
            """  # noqa: S608 - our own names
        ),
        "deaths": db.rows(
            f"""
            SELECT usubjid, member.arm, strftime(dthdt, '%Y-%m-%d') AS dthdt,
                   date_diff('day', anchordt, dthdt) + CASE WHEN dthdt >= anchordt THEN 1 ELSE 0 END AS day, dthcaus,
                   ndose, date_diff('day', trtedt, dthdt) AS after_last_dose, source_file, source_row
            FROM adam.adsl JOIN {analysis_sets.subquery(analysis_set, treatment)} AS member USING (usubjid)
            WHERE dthfl = 'Y' ORDER BY place NULLS LAST, member.arm, usubjid
            """  # noqa: S608 - our own names
        ),
    }
