"""Numbers by arm and estimates as cells of a table, by the one definition of each statistic."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from pandas import DataFrame

from clinical.common.wording import Wording
from clinical.statistics import Summary, estimate, summary
from clinical.statistics.estimate import Estimate

WORDINGS: Mapping[str, Wording] = MappingProxyType(
    {name: value for name, value in vars(estimate).items() if isinstance(value, Wording)}
)
"""The words of clinical.statistics.estimate by their names, which stand in the tables whatever the language."""
_CODES = {wording: name for name, wording in WORDINGS.items()}


def cells(found: Estimate) -> dict[str, Any]:
    """value, lower, upper, method, reason: NaN and None where there is nothing. KeyError for a method with numbers."""
    return {
        "value": found.value,
        "lower": found.lower,
        "upper": found.upper,
        "method": _CODES[found.method],
        "reason": None if found.reason is None else _CODES[found.reason],
    }


COLUMNS = ("value", "lower", "upper", "method", "reason")


STATISTICS = tuple(field.name for field in fields(Summary))


def by_group(values: DataFrame, groups: Sequence[str], column: str = "value") -> DataFrame:
    """One row per combination of `groups` in the order in which they come, with the statistics of `column`.

    Columns: the groups, then n, missing, mean, sd, median, q1, q3, minimum, maximum. Statistics NaN: not estimable.
    """
    rows = []
    for keys, part in values.groupby(list(groups), sort=False, dropna=False):
        found = summary(part[column].to_numpy(dtype=float, na_value=float("nan")))
        rows.append([*keys, *(getattr(found, name) for name in STATISTICS)])
    return DataFrame(rows, columns=[*groups, *STATISTICS])


def of(row: Any) -> Summary:
    """The statistics of a row of such a table, as they are printed; none missing where the table does not say."""
    return Summary(**{name: getattr(row, name, 0) for name in STATISTICS})


def rows(table: DataFrame) -> Iterator[Any]:
    """The rows of a table as named tuples."""
    return iter(table.itertuples(index=False))
