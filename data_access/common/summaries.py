"""Numbers by arm as rows of a table, by the one definition of each statistic."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from pandas import DataFrame

from clinical.statistics import Summary, summary

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
