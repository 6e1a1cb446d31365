"""The record of one value, line by line: name and words."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from pandas import Series, isna

from charts.common.words import placed
from clinical.laboratory.units import printed
from pages.common import names
from pages.common.text import Words


def value(row: Series) -> str:
    """The analysed value with its unit: as it was standardised, else the number."""
    written = row["avalc"] if isinstance(row["avalc"], str) else _number(row["aval"])
    return _joined(written, _unit(row))


def lines(row: Series, words: Words) -> list[tuple[str, str]]:
    """What the record says; what it does not say is left out."""
    found = (
        ("reported", _joined(row["lborres"], row["lborresu"])),
        ("raw", "" if isna(row["araw"]) or row["araw"] == row["aval"] else f"{row['araw']:.4g}"),
        ("range", _range(row, words)),
        ("grade", "" if isna(row["atoxgr"]) else words("ae.grade_n", n=int(row["atoxgr"]))),
        ("baseline", _baseline(row)),
        ("sampled", " · ".join(_moment(row, words))),
        ("special", "; ".join(special(row, words))),
        ("source", source(row, words)),
    )
    return [(words(f"source.{code}"), value) for code, value in found if value]


def source(row: Series, words: Words) -> str:
    """File, row and, for a laboratory result, its LBSEQ."""
    if not isinstance(row["source_file"], str):
        return ""
    named = f"{row['source_file']} {words('hover.row', n=int(row['source_row']))}"
    sequence = row.get("srcseq")
    if row.get("paramtyp") == "DERIVED" or not isinstance(sequence, np.ndarray):
        return named
    return f"{named} · LBSEQ {sequence[0]}"


def where(row: Series, words: Words) -> Iterator[str]:
    """When something was measured, what set it, and its source row: for an input of a score."""
    if isinstance(row["taken"], str):
        yield words.day(row["taken"])
    if isinstance(row["confound"], str):
        yield from (words(f"confound.{code}") for code in row["confound"].split(";"))
    if isinstance(row["source_file"], str):
        yield source(row, words)


def special(row: Series, words: Words) -> Iterator[str]:
    """What set the value, or may be wrong with it."""
    if isinstance(row["confound"], str):
        yield from (words(f"confound.{code}") for code in row["confound"].split(";"))
    if isinstance(row["slip"], str):
        yield names.unit_slip_in_words(row["slip"], words)
    if row["after_transplant"]:
        yield words("hover.grafted")


def _range(row: Series, words: Words) -> str:
    low, high = row["anrlo"], row["anrhi"]
    if isna(low) and isna(high):
        return ""
    limits = f"≤ {high:g}" if isna(low) else f"≥ {low:g}" if isna(high) else f"{low:g}–{high:g}"
    judged = words(f"source.{row['anrind']}") if row["anrind"] in ("HIGH", "LOW", "NORMAL") else ""
    return " · ".join(filter(None, (_joined(limits, _unit(row)), judged)))


def _baseline(row: Series) -> str:
    if isna(row["base"]):
        return ""
    changed = (
        ""
        if isna(row["chg"])
        else f" ({row['chg']:+.4g}" + ("" if isna(row["pchg"]) else f", {row['pchg']:+.0f} %") + ")"
    )
    return f"{_number(row['base'])}{changed}"


def _moment(row: Series, words: Words) -> Iterator[str]:
    if isinstance(row["taken"], str):
        yield from placed(words, row["taken"], row["ady"])
    elif not isna(row["ady"]):
        yield words("axis.day_n", n=int(row["ady"]))
    if isinstance(row["visit"], str):
        yield row["visit"]


def _unit(row: Series) -> str:
    return printed(row["avalu"]) if isinstance(row["avalu"], str) else ""


def _number(number: Any) -> str:
    return "" if isna(number) else f"{number:.10g}"


def _joined(*parts: Any) -> str:
    return " ".join(part for part in parts if isinstance(part, str) and part)
