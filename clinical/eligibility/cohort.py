"""Many candidates at once: verdicts, attrition by criterion, and what moving one limit does to the count.

The criteria are the same trees that assess one candidate, evaluated on columns.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from clinical.eligibility.assessment import Result, Verdict
from clinical.eligibility.candidate import FIELDS
from clinical.eligibility.changes import VERDICTS
from clinical.eligibility.columns import Columns, columns_of
from clinical.eligibility.comparisons import Situation
from clinical.eligibility.criteria import CRITERIA
from clinical.eligibility.explanations import RESULTS
from clinical.eligibility.kleene import FALSE, TRUE, UNKNOWN, Truth
from clinical.eligibility.limits import MOVABLE, REGISTERED, Limits
from clinical.eligibility.meld import meld_range
from clinical.eligibility.readings import reading_of
from clinical.eligibility.verdict import favourable, overall, rules_of, truths

_AGAINST = {"inclusion": Result.NOT_MET.value, "exclusion": Result.MET.value}


def columns_from(candidates: pd.DataFrame) -> Columns:
    """A frame with columns named as the fields of `Candidate`; other columns are left aside."""
    table = {name: candidates[name].tolist() for name in FIELDS if name in candidates}
    return columns_of(table, len(candidates))


def assess_many(
    candidates: pd.DataFrame | Columns,
    *,
    reading: str = "registered",
    limits: Limits = REGISTERED,
    fresh_only: bool = False,
) -> pd.DataFrame:
    """One row per candidate, index as given: verdict, I1 to E5, failed, open, meld_raw, problems.

    `verdict` and the criteria hold the words of `Verdict` and `Result`; `failed` and `open` list criteria
    ('I2 E4'); `meld_raw` is NaN where not known exactly; `problems` counts inputs that could not be used.
    `fresh_only`: under any reading, a value older than its window counts as not known.
    """
    columns = candidates if isinstance(candidates, Columns) else columns_from(candidates)
    columns = columns.fresh if fresh_only else columns
    outcomes = _outcomes(columns, reading, limits)
    raw = meld_range(columns, reading_of(reading).meld)
    against = {name: favourable(name, outcome) == FALSE for name, outcome in outcomes.items()}
    still_open = {name: outcome == UNKNOWN for name, outcome in outcomes.items()}
    frame = pd.DataFrame(
        {
            "verdict": np.asarray([VERDICTS[value].value for value in (FALSE, UNKNOWN, TRUE)])[
                overall(outcomes)
            ]
        }
        | {name: np.asarray([word.value for word in RESULTS])[outcome] for name, outcome in outcomes.items()}
        | {
            "failed": _listed(against, columns.size),
            "open": _listed(still_open, columns.size),
            "meld_raw": np.where(raw.known, raw.low, np.nan),
            "problems": np.bincount([problem.row for problem in columns.problems], minlength=columns.size),
        }
    )
    return frame if isinstance(candidates, Columns) else frame.set_index(candidates.index)


def _outcomes(columns: Columns, reading: str, limits: Limits) -> dict[str, Truth]:
    return truths(_situation(columns, reading, limits), rules_of(reading_of(reading)))


def _situation(columns: Columns, reading: str, limits: Limits) -> Situation:
    return Situation(columns.fresh if reading_of(reading).stale_is_unknown else columns, limits)


def _listed(flags: dict[str, np.ndarray], size: int) -> list[str]:
    rows: list[list[str]] = [[] for _ in range(size)]
    for name, flagged in flags.items():
        for row in np.flatnonzero(flagged):
            rows[row].append(name)
    return [" ".join(names) for names in rows]


def attrition(assessed: pd.DataFrame) -> pd.DataFrame:
    """One row per criterion in the order of the record: who is left after it, and whom it removes.

    `fail`, `unknown`: candidates against whom it speaks, or whom it cannot assess, among all. `only`: those
    whom nothing else excludes. `removed`: those it excludes among the ones left before it; `left` after it.
    """
    against = {each.id: assessed[each.id].to_numpy() == _AGAINST[each.kind] for each in CRITERIA}
    failures = np.sum(list(against.values()), axis=0)
    left = np.ones(len(assessed), dtype=bool)
    rows = []
    for name, failed in against.items():
        removed = left & failed
        left = left & ~failed
        counted = {
            "fail": failed,
            "unknown": assessed[name].to_numpy() == Result.UNKNOWN.value,
            "only": failed & (failures == 1),
            "removed": removed,
            "left": left,
        }
        rows.append({"criterion": name} | {key: int(flags.sum()) for key, flags in counted.items()})
    return pd.DataFrame(rows)


def counts(
    candidates: pd.DataFrame | Columns, *, reading: str = "registered", limits: Limits = REGISTERED
) -> dict[Verdict, int]:
    """How many candidates have each verdict; every verdict is there."""
    columns = candidates if isinstance(candidates, Columns) else columns_from(candidates)
    return _counted(overall(_outcomes(columns, reading, limits)))


def _counted(verdicts: Truth) -> dict[Verdict, int]:
    return {VERDICTS[truth]: int((verdicts == truth).sum()) for truth in (TRUE, FALSE, UNKNOWN)}


def sweep(
    candidates: pd.DataFrame | Columns,
    limit: str,
    values: Sequence[float],
    *,
    reading: str = "registered",
    limits: Limits = REGISTERED,
) -> pd.DataFrame:
    """One row per value of one of the MOVABLE limits, all else unchanged: the count of each verdict."""
    columns = candidates if isinstance(candidates, Columns) else columns_from(candidates)
    unmoved = _outcomes(columns, reading, limits)
    touched = {
        name: rule for name, rule in rules_of(reading_of(reading)).items() if name in MOVABLE[limit].touches
    }
    rows = []
    for value in values:
        moved = replace(limits, **{limit: float(value)})
        outcomes = unmoved | truths(_situation(columns, reading, moved), touched)
        counted = _counted(overall(outcomes))
        rows.append({"value": float(value)} | {verdict.value: n for verdict, n in counted.items()})
    return pd.DataFrame(rows, columns=["value", *(verdict.value for verdict in Verdict)])
