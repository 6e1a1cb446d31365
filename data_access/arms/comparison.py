"""Two arms compared visit by visit: the difference of medians, and the rank test where somebody asks for it."""

from collections.abc import Iterator
from typing import Any

from pandas import DataFrame, Series

from clinical.statistics import median_difference, wilcoxon


def differences(results: DataFrame, measure: str, first: str, second: str) -> DataFrame:
    """avisitn, visit, n_first, n_second, difference, lower, upper, method_en, method_zh: one row per visit.

    The median of the first arm less that of the second, with the interval of `statistics.median_difference`.
    `results`: arm, avisitn, visit and the measure, one row per patient and visit.
    """
    rows = []
    for visit, one, other in _visits(results, measure, first, second):
        found = median_difference(one, other)
        rows.append(
            visit
            | {"difference": found.value, "lower": found.lower, "upper": found.upper}
            | {"method_en": found.method.en, "method_zh": found.method.zh}
        )
    return DataFrame(rows)


def tests(results: DataFrame, measure: str, first: str, second: str) -> DataFrame:
    """avisitn, visit, n_first, n_second, statistic, p of `statistics.wilcoxon`, not adjusted for the number of visits.

    name, assumptions, power and reason of the test in both languages (name_en, name_zh ...).
    """
    rows = []
    for visit, one, other in _visits(results, measure, first, second):
        found = wilcoxon(one, other)
        said = {
            "name": found.name,
            "assumptions": found.assumptions,
            "power": found.power,
            "reason": found.reason,
        }
        words = {
            f"{key}_{language}": None if wording is None else wording.of(language)
            for key, wording in said.items()
            for language in ("en", "zh")
        }
        rows.append(visit | {"statistic": found.statistic, "p": found.p} | words)
    return DataFrame(rows)


def _visits(
    results: DataFrame, measure: str, first: str, second: str
) -> Iterator[tuple[dict[str, Any], Series, Series]]:
    """Each visit at which either arm has a value: what it is, and the values of the two."""
    measured = results[results[measure].notna() & results["arm"].isin([first, second])]
    for number, rows in measured.groupby("avisitn"):
        one, other = (rows.loc[rows["arm"] == arm, measure] for arm in (first, second))
        visit = {"avisitn": number, "visit": rows["visit"].iloc[0]}
        yield visit | {"n_first": len(one), "n_second": len(other)}, one, other
