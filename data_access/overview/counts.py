"""How many of the randomised are where, in every arm.

Counts as they are, for `data_access.overview.summary` alone to mask.
"""

from collections.abc import Mapping, Sequence

from pandas import DataFrame

from data_access.common import analysis_sets
from data_access.common.database import Database
from data_access.overview.counted_lines import Counts
from data_access.safety.adverse_events import SEVERE, events

# Everything is counted among the same patients: two totals that differ by a few would tell of those few.
POPULATION, ARMS = "randomised", "planned"
MEMBER = analysis_sets.subquery(POPULATION, ARMS)

SCREENED = "SELECT count(*) FILTER (randfl = 'N') AS left_out FROM adam.adsl"
TREATED = f"""
SELECT member.arm, CASE WHEN trtsdt IS NULL THEN 'not_treated' ELSE 'treated' END AS code
FROM {MEMBER} AS member JOIN adam.adsl USING (usubjid)
"""  # noqa: S608 - our own names
# Whoever is in several states is in the first; days as in adam.adtte, the first dose being day 1.
OUTCOME = f"""
SELECT member.arm, CASE
    WHEN dthfl = 'Y' AND date_diff('day', anchordt, dthdt) < 28 THEN 'died_28'
    WHEN dthfl = 'Y' AND date_diff('day', anchordt, dthdt) < 90 THEN 'died_90'
    WHEN dthfl = 'Y' THEN 'died_later'
    WHEN ltfl = 'Y' THEN 'transplanted'
    WHEN eosstt = 'COMPLETED' THEN 'completed'
    WHEN eosstt = 'ONGOING' THEN 'followed'
    ELSE 'gone' END AS code
FROM {MEMBER} AS member JOIN adam.adsl USING (usubjid)
"""  # noqa: S608 - our own names
WORST = f"""
SELECT member.arm, CASE
    WHEN serious THEN 'serious'
    WHEN worst >= {SEVERE} THEN 'severe'
    WHEN event.usubjid IS NOT NULL THEN 'milder'
    ELSE 'unharmed' END AS code
FROM {MEMBER} AS member LEFT JOIN (
    SELECT usubjid, coalesce(bool_or(aeser = 'Y'), false) AS serious, max(level) AS worst
    FROM {events(POPULATION, ARMS, "any", "emergent")} GROUP BY usubjid
) AS event USING (usubjid)
"""  # noqa: S608 - our own names
# A visit is due once its window is over, if the patient was still to make it.
VISITS = f"""
SELECT member.arm, CASE WHEN status IN ('DONE', 'EARLY', 'LATE') THEN 'made' ELSE 'not_made' END AS code
FROM {MEMBER} AS member JOIN adam.advisit USING (usubjid)
WHERE status IN ('DONE', 'EARLY', 'LATE', 'MISSED', 'NO RECORD', 'OVERDUE')
"""  # noqa: S608 - our own names
# The order is that of `clinical.statistics.disclosure_control.parts`: who is last gives up its number first.
PARTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "treated": (TREATED, ("treated", "not_treated")),
    "outcome": (
        OUTCOME,
        ("died_28", "died_90", "died_later", "completed", "followed", "transplanted", "gone"),
    ),
    "worst": (WORST, ("serious", "severe", "unharmed", "milder")),
    "visits": (VISITS, ("made", "not_made")),
}

# What two of the parts of the outcome are when they are told as one.
OUTCOME_DETAIL = {"died": ("died_28", "died_90", "died_later"), "alive": ("completed", "followed")}


def sizes(db: Database) -> dict[str, int]:
    """Every arm, in protocol order, and how many were randomised to it; where arms are hidden, the one of all."""
    rows = analysis_sets.counts(db, POPULATION, ARMS)
    if db.snapshot.arms_hidden:
        rows = db.rows(f"SELECT arm, count(*) AS n FROM {MEMBER} GROUP BY arm")  # noqa: S608 - our own names
    return {str(arm): int(n) for arm, n in rows.itertuples(index=False, name=None)}


def not_randomised(db: Database) -> int:
    """How many were screened and not randomised."""
    return int(db.rows(SCREENED)["left_out"].iloc[0])


def parts(db: Database, name: str, arms: Sequence[str]) -> Counts:
    """The counts of one of PARTS, in its order, also where there is nobody; KeyError for an unknown name."""
    source, codes = PARTS[name]
    rows = db.rows(f"SELECT code, arm, count(*) AS n FROM ({source}) GROUP BY ALL")  # noqa: S608 - our own names
    found = by_code(rows, "code", arms)
    return {code: found.get(code, [0 for _ in arms]) for code in codes}


def plans_visits(db: Database) -> bool:
    """Whether the study says which visits it plans."""
    return bool(len(db.rows("SELECT 1 FROM adam.advisit LIMIT 1")))


def by_code(rows: DataFrame, column: str, arms: Sequence[str]) -> dict[str, list[int]]:
    """The rows (`column`, arm, n) as counts in the order in which they come; without those that lack `column`."""
    found: dict[str, list[int]] = {}
    known = rows[rows[column].notna()]
    for code, arm, n in zip(known[column], known["arm"], known["n"], strict=True):
        found.setdefault(str(code), [0 for _ in arms])[arms.index(arm)] += int(n)
    return found
