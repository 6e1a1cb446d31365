"""One parameter by visit and arm: every patient, the numbers of each arm, and who could not be measured any more.

Observed cases: nothing is carried forward or imputed. Results after a liver transplantation are of another liver and
left out; confounded ones (adam.at_visit) on request, and with them changes from a confounded baseline. Where the study
marks baseline records itself, a change counts from a marked one only, as published analyses have it.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from pandas import DataFrame, Series, concat

from data_access.arms import comparison
from data_access.common import analysis_sets, summaries
from data_access.common.database import Database

MEASURES = ("value", "change", "percent")
CONFOUNDED = ("included", "excluded")
NONE = "none"
OFF, ON = "off", "on"
END_OF_TREATMENT = "End of treatment"


@lru_cache(maxsize=4)
def parameters(db: Database, source: str) -> DataFrame:
    """The rows of adam.parameter of a source (LB, CP, RS) that have results after baseline."""
    return db.rows(
        "SELECT * FROM adam.parameter WHERE source = $source AND after_baseline > 0", source=source
    )


def parameter(db: Database, source: str, paramcd: str) -> Series:
    """The row of one of `parameters`."""
    known = parameters(db, source)
    return known[known["paramcd"] == paramcd].iloc[0]


@lru_cache(maxsize=2)
def windows(db: Database) -> DataFrame:
    """The rows of adam.visit: number, name, and window of each visit."""
    return db.rows("SELECT * FROM adam.visit ORDER BY avisitn")


def pairs(sizes: DataFrame) -> tuple[str, ...]:
    """What can be compared: every two arms by their places in `members.counts`, '1-2' being first less second."""
    n = len(sizes)
    return tuple(f"{one}-{other}" for one in range(1, n + 1) for other in range(one + 1, n + 1))


def endpoint(
    db: Database,
    *,
    analysis_set: str,
    treatment: str,
    paramcd: str,
    measure: str,
    confounded: str,
    compare: str,
    test: str,
) -> Mapping[str, DataFrame]:
    """A laboratory parameter or score by visit. KeyError for a choice that does not exist.

    visits (arm, avisitn, visit, n, died, transplanted, absent): every member of the arm once per visit: measured;
    else dead by the end of its window; else transplanted; else without a value. numbers (measure, arm, avisitn,
    visit, n, mean ... maximum) of all three measures, End of treatment (avisitn NULL) last. patients (arm, usubjid,
    avisitn, visit, value, change, percent, last): last is DIED or TRANSPLANTED on the last row of such a patient.
    With `compare` ('none' or one of `pairs`) difference: the medians of `measure`, first arm less second, with
    interval, per visit; with `test` 'on' test: the rank test of each visit, not adjusted for their number.
    """
    return _course(db, "LB", analysis_set, treatment, paramcd, measure, confounded, compare, test)


def subset(
    db: Database, *, analysis_set: str, treatment: str, paramcd: str, measure: str
) -> Mapping[str, DataFrame]:
    """An immune cell subset by visit, as `endpoint`."""
    return _course(db, "CP", analysis_set, treatment, paramcd, measure, "included", NONE, OFF)


def _course(
    db: Database,
    source: str,
    analysis_set: str,
    treatment: str,
    paramcd: str,
    measure: str,
    confounded: str,
    compare: str,
    test: str,
) -> Mapping[str, DataFrame]:
    sizes = analysis_sets.counts(db, analysis_set, treatment)
    _must_be(measure, MEASURES)
    _must_be(confounded, CONFOUNDED)
    _must_be(compare, (NONE, *pairs(sizes)))
    _must_be(test, (OFF, ON))
    _must_be(paramcd, parameters(db, source)["paramcd"].tolist())
    results = _results(db, source, analysis_set, treatment, paramcd, confounded)
    tables = {
        "visits": _visits(db, results, analysis_set, treatment, measure),
        "numbers": _numbers(results),
        "patients": results.drop(columns=["place", "eotfl", "confound"]),
    }
    if compare != NONE:
        first, second = (str(sizes["arm"].iloc[int(place) - 1]) for place in compare.split("-"))
        tables["difference"] = comparison.differences(results, measure, first, second)
        if test == ON:
            tables["test"] = comparison.tests(results, measure, first, second)
    return tables


def _must_be(choice: str, known: Any) -> None:
    if choice not in known:
        raise KeyError(choice)


def _results(
    db: Database, source: str, analysis_set: str, treatment: str, paramcd: str, confounded: str
) -> DataFrame:
    """One row per member and visit that has a value, in the order of arms, patients and visits."""
    return db.rows(
        f"""
        WITH series AS (
            SELECT *, bool_or(basetype = 'FLAGGED') OVER () AND basetype IS DISTINCT FROM 'FLAGGED'
                      OR $without AND base_confound IS NOT NULL AS no_base
            FROM adam.at_visit WHERE source = $source AND paramcd = $paramcd
        ),
        shown AS (
            SELECT arm, place, usubjid, avisitn, adam.visit.avisit AS visit, aval AS value,
                   CASE WHEN NOT no_base THEN chg END AS change, CASE WHEN NOT no_base THEN pchg END AS percent,
                   eotfl, confound, row_number() OVER (PARTITION BY usubjid ORDER BY avisitn DESC) = 1 AS at_end
            FROM series JOIN {analysis_sets.subquery(analysis_set, treatment)} USING (usubjid)
            JOIN adam.visit USING (avisitn)
            WHERE NOT after_transplant AND NOT ($without AND confound IS NOT NULL)
        )
        SELECT shown.* EXCLUDE (at_end),
               CASE WHEN at_end AND ltdt <= coalesce(dthdt, ltdt) THEN 'TRANSPLANTED'
                    WHEN at_end AND dthdt IS NOT NULL THEN 'DIED' END AS last
        FROM shown JOIN (SELECT usubjid, dthdt, ltdt FROM adam.adsl) USING (usubjid)
        ORDER BY place, arm, usubjid, avisitn
        """,  # noqa: S608 - our own names
        source=source,
        paramcd=paramcd,
        without=confounded == "excluded",
    )


def _visits(db: Database, results: DataFrame, analysis_set: str, treatment: str, measure: str) -> DataFrame:
    """Every member once per visit of the parameter, in the order of visits and arms."""
    measured = results[results[measure].notna()]
    return db.rows(
        f"""
        WITH has AS (SELECT unnest($subjects) AS usubjid, unnest($numbers) AS avisitn),
        state AS (
            SELECT member.arm, member.place, visit.avisitn, visit.avisit AS visit,
                   CASE WHEN has.usubjid IS NOT NULL THEN 'n'
                        WHEN date_diff('day', anchordt, dthdt) + 1 <= until_day THEN 'died'
                        WHEN date_diff('day', anchordt, ltdt) + 1 <= until_day THEN 'transplanted'
                        ELSE 'absent' END AS state
            FROM {analysis_sets.subquery(analysis_set, treatment)} AS member
            JOIN (SELECT usubjid, anchordt, dthdt, ltdt FROM adam.adsl) USING (usubjid)
            CROSS JOIN (FROM adam.visit WHERE avisitn IN (SELECT avisitn FROM has)) AS visit
            LEFT JOIN has ON has.usubjid = member.usubjid AND has.avisitn = visit.avisitn
        )
        SELECT arm, avisitn, visit, count(*) FILTER (state = 'n') AS n, count(*) FILTER (state = 'died') AS died,
               count(*) FILTER (state = 'transplanted') AS transplanted,
               count(*) FILTER (state = 'absent') AS absent
        FROM state GROUP BY arm, place, avisitn, visit ORDER BY avisitn, place, arm
        """,  # noqa: S608 - our own names
        subjects=measured["usubjid"].tolist(),
        numbers=measured["avisitn"].tolist(),
    )


def _numbers(results: DataFrame) -> DataFrame:
    """All statistics of the three measures: arm by arm, visit by visit, then the end of treatment if there is one."""
    ordered = results.sort_values(["place", "arm", "avisitn"], kind="stable")
    at_end = ordered[ordered["eotfl"] == "Y"].assign(avisitn=np.nan, visit=END_OF_TREATMENT)
    groups = ["arm", "avisitn", "visit"]
    found = [
        summaries.by_group(rows[rows[measure].notna()], groups, measure).assign(measure=measure)
        for measure in MEASURES
        for rows in (ordered, at_end)
    ]
    columns = ["measure", *groups, *(name for name in summaries.STATISTICS if name != "missing")]
    return concat([table for table in found if not table.empty] or found[:1], ignore_index=True)[columns]
