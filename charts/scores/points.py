"""The points of a score's lines as numbers and as the texts of their hover, and the words of its figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from charts.common.arm_style import ALL
from charts.common.hover import CONFOUNDERS
from charts.common.words import Words
from clinical.common.plain_text import escape


@dataclass(frozen=True)
class Labels:
    """What stands in the figure: the score and its decimals, what data these are, display thresholds in words.

    `arm` and `point` name an arm and a time point, which the data deliver, in the reader's language.
    """

    score: str
    decimals: int
    stamp: str
    limits: Sequence[tuple[float, str]]
    arm: Callable[[str], str]
    point: Callable[[str], str]


def escaped(rows: list[list[str]]) -> NDArray[Any]:
    return np.array([[escape(cell) for cell in row] for row in rows], dtype=object)


def names_of(rows: DataFrame) -> NDArray[Any]:
    return np.asarray(rows["usubjid"].to_numpy(dtype=object))


def numbers_of(column: Any) -> NDArray[np.float32]:
    """Half the size in the figure; seven digits are more than a score or a day has."""
    return np.asarray(column.to_numpy(dtype=np.float32, na_value=np.nan))


def hover_of(rows: DataFrame, words: Words) -> NDArray[Any]:
    """Per point: patient, date, study day, confounders in words, row of the source, and its file if not all agree."""
    columns = [
        [escape(str(name)) for name in rows["usubjid"]],
        [words.day(taken) for taken in rows["taken"]],
        _whole(rows["ady"]),
        _confounders(rows["confound"], words),
        _whole(rows["source_row"]),
    ]
    if rows["source_file"].nunique() != 1:
        columns.append([escape(str(file)) for file in rows["source_file"]])
    return np.array(list(zip(*columns, strict=True)), dtype=object)


def template_of(rows: DataFrame, arm: str, labels: Labels, words: Words) -> str:
    """How the texts of `hover_of` are put together."""
    one_file = rows["source_file"].nunique() == 1
    file = escape(str(rows["source_file"].iloc[0])) if one_file else "%{customdata[5]}"
    day = (
        "%{customdata[1]}"
        if words.in_days
        else f"%{{customdata[1]}} · {words('axis.day_n', n='%{customdata[2]}')}"
    )
    named = "" if arm == ALL else f" · {escape(labels.arm(arm))}"
    return (
        f"<b>%{{y:.{labels.decimals}f}}</b> {escape(labels.score)}<br>%{{customdata[0]}}{named}"
        f"<br>{day}<br>%{{customdata[3]}}{file} "
        f"{words('hover.row_word')} %{{customdata[4]}}<extra></extra>"
    )


def _whole(column: Any) -> list[int | None]:
    known = column.to_numpy(np.float64, na_value=np.nan)
    return [None if number != number else int(number) for number in known]


def _confounders(column: Any, words: Words) -> list[str]:
    """In words, a line each; empty where the value is not confounded."""
    names = {code: words(f"confound.{code}") for code in CONFOUNDERS}
    return [
        "".join(f"{names.get(code, escape(code))}<br>" for code in codes.split(";"))
        if isinstance(codes, str)
        else ""
        for codes in column.to_numpy(dtype=object)
    ]
