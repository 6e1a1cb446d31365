"""Death and transplantation, of which the first precludes the other: cumulative incidence by arm."""

from collections.abc import Iterator, Mapping
from typing import Any

from pandas import DataFrame

from clinical.statistics import Incidence, cumulative_incidence, incidence_at, risk_table
from data_access.common import analysis_sets, summaries
from data_access.common.database import Database
from data_access.survival import follow_up

# EVNTDESC of transplant-free survival in adam.adtte.
DEATH, TRANSPLANT = "DEATH", "LIVER TRANSPLANTATION"
CAUSES = (DEATH, TRANSPLANT)
Found = Mapping[str, Mapping[str, Incidence]]


def risks(db: Database, *, analysis_set: str, treatment: str) -> Mapping[str, DataFrame]:
    """The first of death and transplantation by arm, by Aalen and Johansen; times in days, the first being 1.

    sizes (arm, n, missing, deaths_after): deaths after a transplantation, which are in no curve here.
    incidence (arm, cause, day, at_risk, events, value, lower, upper): a row per day on which anything happened.
    ticks (arm, axis, tick, day, at_risk, deaths, transplants, censored): before the tick. at (arm, cause, day,
    at_risk, value, lower, upper, method, reason). patients: as follow_up.patients.
    """
    rows = follow_up.patients(db, analysis_set, treatment, follow_up.TRANSPLANT_FREE)
    found = {
        arm: cumulative_incidence(part["day"], part["event"], part["outcome"].tolist(), causes=CAUSES)
        for arm, part in follow_up.by_arm(db, analysis_set, treatment, rows).items()
    }
    after = _deaths_after(db, analysis_set, treatment)
    columns = ("arm", "cause", "day", "at_risk", "events", "value", "lower", "upper")
    counted = ("at_risk", "deaths", "transplants", "censored")
    return {
        "sizes": DataFrame(list(_sizes(found, after)), columns=["arm", "n", "missing", "deaths_after"]),
        "incidence": DataFrame(list(_steps(found)), columns=list(columns)),
        "ticks": DataFrame(list(_ticks(found)), columns=["arm", "axis", "tick", "day", *counted]),
        "at": DataFrame(list(_at(found)), columns=["arm", "cause", "day", "at_risk", *summaries.COLUMNS]),
        "patients": rows,
    }


def _deaths_after(db: Database, analysis_set: str, treatment: str) -> dict[str, int]:
    rows = db.rows(
        f"""
        SELECT member.arm, count(*) AS n FROM {analysis_sets.subquery(analysis_set, treatment)} AS member
        JOIN adam.adsl USING (usubjid) WHERE dthdt >= ltdt GROUP BY member.arm ORDER BY member.arm
        """  # noqa: S608 - our own names
    )
    return {str(arm): int(n) for arm, n in rows.itertuples(index=False, name=None)}


def _sizes(found: Found, after: Mapping[str, int]) -> Iterator[tuple[Any, ...]]:
    for arm, causes in found.items():
        curve = causes[DEATH].all_causes
        yield arm, curve.n, curve.missing, after.get(arm, 0)


def _steps(found: Found) -> Iterator[tuple[Any, ...]]:
    for arm, causes in found.items():
        for cause, each in causes.items():
            columns = (
                each.time,
                each.all_causes.at_risk,
                each.events,
                each.incidence,
                each.lower,
                each.upper,
            )
            for row in zip(*columns, strict=True):
                yield arm, cause, *row


def _ticks(found: Found) -> Iterator[tuple[Any, ...]]:
    followed = [causes[DEATH].all_causes.last for causes in found.values() if causes[DEATH].all_causes.n]
    marks = list(follow_up.ticks(max(followed))) if followed else []
    for arm, causes in found.items():
        curve = causes[DEATH].all_causes
        table = risk_table(curve, [day for _, _, day in marks])
        for place, (axis, tick, day) in enumerate(marks):
            by_cause = (int(causes[cause].events[curve.time < day].sum()) for cause in CAUSES)
            yield arm, axis, tick, day, table.at_risk[place], *by_cause, table.censored[place]


def _at(found: Found) -> Iterator[tuple[Any, ...]]:
    for day in follow_up.DAYS:
        for arm, causes in found.items():
            for cause, each in causes.items():
                read = incidence_at(each, day)
                yield arm, cause, day, read.at_risk, *summaries.cells(read).values()
