"""Time to an event by arm: the Kaplan-Meier curves and what is read from them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
from pandas import DataFrame

from clinical.common.wording import Wording
from clinical.statistics import (
    Curve,
    LogRank,
    kaplan_meier,
    log_rank,
    longest_horizon,
    median_survival,
    restricted_mean,
    restricted_mean_difference,
    risk_table,
    survival_at,
)
from clinical.statistics.estimate import Estimate
from data_access.common import summaries
from data_access.common.database import Database
from data_access.survival import follow_up

Curves = Mapping[str, Curve]
Row = tuple[Any, ...]
TESTED = "on"


def event_free(
    db: Database, *, analysis_set: str, treatment: str, endpoint: str, test: str
) -> Mapping[str, DataFrame]:
    """The curves of one endpoint (PARAMCD of adam.adtte); times in days, the first day being 1.

    sizes (arm, n, events, missing): patients in the curve, events, left out. curve (arm, day, at_risk, events,
    censored, value, error, lower, upper): one row per day on which anything happened. ticks (arm, axis, tick,
    day, at_risk, events, censored): under the figure, for each unit of its axis; before the tick. at (arm, day,
    at_risk, value, lower, upper, method, reason). median, mean (arm, ...; mean with its horizon), difference
    (first, second, horizon, ...): first less second, in protocol order. patients: as follow_up.patients.
    Only with `test` 'on': test (statistic, df, p), expected (arm, observed, expected), words (about, en, zh).
    """
    rows = follow_up.patients(db, analysis_set, treatment, endpoint)
    curves = {
        arm: kaplan_meier(part["day"], part["event"])
        for arm, part in follow_up.by_arm(db, analysis_set, treatment, rows).items()
    }
    followed = [curve for curve in curves.values() if curve.n]
    horizon = longest_horizon(*followed) if followed else np.nan
    tables = {
        "sizes": _table(_sizes(curves), "arm", "n", "events", "missing"),
        "curve": _table(
            _steps(curves),
            *("arm", "day", "at_risk", "events", "censored", "value", "error", "lower", "upper"),
        ),
        "ticks": _table(_ticks(curves), "arm", "axis", "tick", "day", "at_risk", "events", "censored"),
        "at": _table(_at(curves), "arm", "day", "at_risk", *summaries.COLUMNS),
        "median": _table(_medians(curves), "arm", *summaries.COLUMNS),
        "mean": _table(_means(curves, horizon), "arm", "horizon", *summaries.COLUMNS),
        "difference": _table(_differences(curves, horizon), "first", "second", "horizon", *summaries.COLUMNS),
        "patients": rows,
    }
    return tables | (_tested(rows) if test == TESTED else {})


def _table(rows: Iterator[Row], *columns: str) -> DataFrame:
    return DataFrame(list(rows), columns=list(columns))


def _cells(found: Estimate) -> Row:
    return tuple(summaries.cells(found).values())


def _sizes(curves: Curves) -> Iterator[Row]:
    for arm, curve in curves.items():
        yield arm, curve.n, int(curve.events.sum()), curve.missing


def _steps(curves: Curves) -> Iterator[Row]:
    for arm, curve in curves.items():
        columns = (curve.time, curve.at_risk, curve.events, curve.censored)
        for row in zip(*columns, curve.survival, curve.error, curve.lower, curve.upper, strict=True):
            yield arm, *row


def _ticks(curves: Curves) -> Iterator[Row]:
    last = max((curve.last for curve in curves.values() if curve.n), default=np.nan)
    marks = list(follow_up.ticks(last)) if last == last else []
    for arm, curve in curves.items():
        table = risk_table(curve, [day for _, _, day in marks])
        for mark, *counts in zip(marks, table.at_risk, table.events, table.censored, strict=True):
            yield arm, *mark, *counts


def _at(curves: Curves) -> Iterator[Row]:
    for day in follow_up.DAYS:
        for arm, curve in curves.items():
            found = survival_at(curve, day)
            yield arm, day, found.at_risk, *_cells(found)


def _medians(curves: Curves) -> Iterator[Row]:
    for arm, curve in curves.items():
        yield arm, *_cells(median_survival(curve))


def _means(curves: Curves, horizon: float) -> Iterator[Row]:
    if horizon == horizon:
        for arm, curve in curves.items():
            yield arm, horizon, *_cells(restricted_mean(curve, horizon))


def _differences(curves: Curves, horizon: float) -> Iterator[Row]:
    followed = [(arm, curve) for arm, curve in curves.items() if curve.n]
    for (first, one), (second, other) in combinations(followed, 2):
        yield first, second, horizon, *_cells(restricted_mean_difference(one, other, horizon))


def _tested(rows: DataFrame) -> dict[str, DataFrame]:
    found = log_rank(rows["day"], rows["event"], rows["arm"].tolist())
    compared = ((arm, found.observed[arm], found.expected[arm]) for arm in found.observed)
    words = ((about, *wording) for about, wording in _words(found) if wording is not None)
    return {
        "test": _table(iter([(found.statistic, found.df, found.p)]), "statistic", "df", "p"),
        "expected": _table(compared, "arm", "observed", "expected"),
        "words": _table(words, "about", "en", "zh"),
    }


def _words(found: LogRank) -> Sequence[tuple[str, Wording | None]]:
    return (
        ("name", found.name),
        ("assumptions", found.assumptions),
        ("power", found.power),
        ("reason", found.reason),
    )
