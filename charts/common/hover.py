"""What a point of a course says of itself: value as reported, range, when, what set it, and its source row."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame, Series

from charts.common.words import Words
from clinical.common.plain_text import escape
from clinical.laboratory.units import printed

CONFOUNDERS = ("PE48", "ADS48", "FFP24", "DIALYSIS")
RECORD = 4
"""Where in the texts of a point the number of its record stands, by which a click finds it."""


def rows(series: DataFrame, words: Words) -> NDArray[Any]:
    """One row of texts per row of `courses.series`: value, the same in standard units with its range; when and
    what is special; source; number of the record."""
    when = [_joined(parts) for parts in zip(*_moments(series, words), strict=True)]
    special = [f"{moment}{note}" for moment, note in zip(when, _special(series, words), strict=True)]
    columns = (
        _reported(series),
        _standard(series),
        special,
        _sources(series, words),
        _whole(series["record"]),
    )
    return np.array(list(zip(*columns, strict=True)), dtype=object)


def record_of(texts: Any) -> int | None:
    """The number of the record in what a browser says was clicked on; None where it says none."""
    if not isinstance(texts, list) or len(texts) <= RECORD:
        return None
    number = texts[RECORD]
    return int(number) if isinstance(number, str) and number.isascii() and number.isdigit() else None


def template(words: Words) -> str:
    """How the texts of a point are put together."""
    return (
        "<b>%{customdata[0]}</b>%{customdata[1]}<br>%{customdata[2]}<br>%{customdata[3]}"
        f"<br><i>{words('hover.click')}</i><extra></extra>"
    )


def _reported(series: DataFrame) -> list[str]:
    """The result as the source delivered it, with its unit; a derived score as it is."""
    delivered = zip(_texts(series["lborres"]), _texts(series["lborresu"]), _values(series), strict=True)
    return [f"{result} {unit}".strip() if result else value for result, unit, value in delivered]


def _standard(series: DataFrame) -> list[str]:
    """The same in the standard unit where that says something else, and the reference range of the record."""
    results, numbers = series["lborres"].to_numpy(dtype=object), _floats(series["aval"])
    units = [printed(unit) for unit in _texts(series["avalu"])]
    columns = zip(results, numbers, _values(series), units, _ranges(series), strict=True)
    return [
        (f" = {value} {unit}".rstrip() if _converted(result, number, value) else "") + limits
        for result, number, value, unit, limits in columns
    ]


def _converted(result: Any, number: float, value: str) -> bool:
    """Whether the standard value says something else than the result as delivered."""
    if not isinstance(result, str):
        return False
    try:
        return float(result) != number
    except ValueError:
        return escape(result) != value


def _values(series: DataFrame) -> list[str]:
    """The analysed value as text: as it was standardised, else the number."""
    return [
        written or f"{number:.10g}"
        for written, number in zip(_texts(series["avalc"]), _floats(series["aval"]), strict=True)
    ]


def _ranges(series: DataFrame) -> list[str]:
    limits = zip(_floats(series["anrlo"]), _floats(series["anrhi"]), strict=True)
    return [f" ({_range(low, high)})" if low == low or high == high else "" for low, high in limits]


def _range(low: float, high: float) -> str:
    """'3.5–5.2', or the one limit that there is."""
    if low == low and high == high:
        return f"{low:g}–{high:g}"
    return f"≤ {high:g}" if high == high else f"≥ {low:g}"


def _moments(series: DataFrame, words: Words) -> tuple[list[str], list[str], list[str]]:
    taken, days = [words.day(moment) for moment in _texts(series["taken"])], _floats(series["ady"])
    beside = ["" if day != day or words.in_days else words("axis.day_n", n=int(day)) for day in days]
    return taken, beside, _texts(series["visit"])


def _special(series: DataFrame, words: Words) -> list[str]:
    """What set the value, or may be wrong with it: a line each."""
    names = {code: words(f"confound.{code}") for code in CONFOUNDERS}
    slip, grafted = words("hover.slip"), words("hover.grafted")
    columns = zip(
        _texts(series["confound"]), series["slip"].notna(), series["after_transplant"].eq(True), strict=True
    )
    return [
        "".join(f"<br>{names.get(code, code)}" for code in codes.split(";") if code)
        + (f"<br>{slip}" if slipped else "")
        + (f"<br>{grafted}" if after else "")
        for codes, slipped, after in columns
    ]


def _sources(series: DataFrame, words: Words) -> list[str]:
    files, numbers = _texts(series["source_file"]), _floats(series["source_row"])
    return [
        f"{file} {words('hover.row', n=int(number))}" if number == number else file
        for file, number in zip(files, numbers, strict=True)
    ]


def _joined(parts: Sequence[str]) -> str:
    return " · ".join(filter(None, parts))


def _whole(column: Series) -> list[str]:
    return ["" if number != number else f"{number:.0f}" for number in _floats(column)]


def _floats(column: Series) -> NDArray[np.float64]:
    return column.to_numpy(dtype=np.float64, na_value=np.nan)


def _texts(column: Series) -> list[str]:
    """A column as text; data are escaped, since a hover reads them as markup."""
    return [escape(value) if isinstance(value, str) else "" for value in column.to_numpy(dtype=object)]
