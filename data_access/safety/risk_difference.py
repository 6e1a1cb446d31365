"""The most frequent adverse events of two arms against each other: risk differences with their intervals."""

from collections.abc import Mapping

import numpy as np
from pandas import DataFrame

from clinical.statistics import risk_difference
from data_access.common import analysis_sets
from data_access.common.database import Database
from data_access.safety.adverse_events import events

TERMS = 15


def pairs(db: Database, analysis_set: str, treatment: str) -> dict[str, tuple[str, str]]:
    """The comparisons on offer: place of the arm -> (arm, control), the arm of that role, else the first.

    Empty where only one arm has anybody.
    """
    counts = analysis_sets.counts(db, analysis_set, treatment)
    present = counts.loc[counts["n"] > 0, "arm"].tolist()
    role = db.rows("SELECT DISTINCT trt01p AS arm FROM adam.adsl WHERE armrole = 'CONTROL'")["arm"].tolist()
    control = next((arm for arm in present if arm in role), present[0] if present else "")
    return {str(place): (arm, control) for place, arm in enumerate(present, start=1) if arm != control}


def most_frequent(
    db: Database, *, analysis_set: str, treatment: str, layer: str, emergent: str, versus: str
) -> Mapping[str, DataFrame]:
    """`incidence` (rank, term, arm, n, of, value) of the TERMS most frequent terms; `difference` of one of `pairs`.

    difference (rank, term, arm, versus, value, lower, upper): first less control, -1 to 1, Newcombe; empty where
    `versus` is no pair. Terms by falling number of patients over all arms.
    """
    incidence = db.rows(
        f"""
        WITH size AS (
            SELECT arm, place, count(*) AS "of" FROM {analysis_sets.subquery(analysis_set, treatment)} GROUP BY ALL
        ),
        event AS {events(analysis_set, treatment, layer, emergent)},
        ranked AS (
            SELECT aedecod, row_number() OVER (ORDER BY count(DISTINCT usubjid) DESC, aedecod) AS rank
            FROM event WHERE aedecod IS NOT NULL GROUP BY aedecod QUALIFY rank <= $most
        )
        SELECT rank, ranked.aedecod AS term, size.arm, count(DISTINCT event.usubjid) AS n, "of", n / "of" AS value
        FROM ranked CROSS JOIN size LEFT JOIN event ON event.aedecod = ranked.aedecod AND event.arm = size.arm
        GROUP BY rank, ranked.aedecod, size.arm, size.place, "of" ORDER BY rank, size.place NULLS LAST, size.arm
        """,  # noqa: S608 - our own names
        most=TERMS,
    )
    return {
        "incidence": incidence,
        "difference": _differences(incidence, pairs(db, analysis_set, treatment).get(versus)),
    }


def _differences(incidence: DataFrame, pair: tuple[str, str] | None) -> DataFrame:
    columns = ["rank", "term", "arm", "versus", "value", "lower", "upper"]
    if pair is None:
        return DataFrame(columns=columns)
    first, control = (incidence[incidence["arm"] == arm] for arm in pair)
    counts = zip(first["n"], first["of"], control["n"], control["of"], strict=True)
    found = [risk_difference(*map(int, four)) for four in counts]
    limits = {name: np.array([getattr(each, name) for each in found], float) for name in columns[4:]}
    return first[["rank", "term", "arm"]].assign(versus=pair[1], **limits)
