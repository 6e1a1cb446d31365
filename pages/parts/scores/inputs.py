"""The inputs of a score at two moments, in words: as measured, and what the formula makes of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pandas import DataFrame, isna

from clinical.common.plain_text import escape
from clinical.laboratory.tests import LAB_TESTS
from clinical.laboratory.units import printed
from clinical.scores.explain import Explanation, explain_score
from clinical.scores.model import Input, Score
from clinical.scores.population import Patient
from pages.common.text import Words

SEX = {0.0: "M", 1.0: "F"}


@dataclass(frozen=True)
class Inputs:
    """The inputs of one value: what was used (data_access.scores.change.inputs_used), and the formula's account."""

    score: Score
    used: DataFrame
    account: Explanation

    @property
    def values(self) -> dict[str, float]:
        return _values(self.used)


def inputs(score: Score, used: DataFrame) -> Inputs:
    """The inputs with what was floored, capped or substituted."""
    return Inputs(score, used, explain_score(score, Patient(), _values(used)))


def _values(used: DataFrame) -> dict[str, float]:
    return {str(name): float(value) for name, value in zip(used["name"], used["aval"], strict=True)}


def name_of(item: Input, words: Words) -> str:
    """An input as the ward calls it."""
    return words(f"input.{item.source}") if words.has(f"input.{item.source}") else words.short(item.source)


def unit_of(item: Input, words: Words) -> str:
    return words("input.years") if item.unit == "years" else printed(item.unit)


def value_of(item: Input, value: float | None, words: Words) -> str:
    """A value with the decimals that its laboratory reports; '–' where there is none."""
    if value is None:
        return "–"
    if item.source == "FEMALE":
        return words(f"sex.{SEX[value]}")
    if item.kind == "flag":
        return words("meld.flag.yes" if value else "meld.flag.no")
    decimals = LAB_TESTS[item.source].decimals if item.source in LAB_TESTS else 0
    return f"{value:.{decimals}f}"


def table(sides: Sequence[tuple[str, Inputs]], words: Words) -> str:
    """One row per input, one column per moment; a value shows where it comes from when it is pointed at."""
    score = sides[0][1].score
    head = "".join(
        f"<th>{escape(cell)}</th>" for cell in (words("meld.input"), *(title for title, _ in sides))
    )
    rows = ""
    for item in score.inputs:
        if any(item.name in side.values for _, side in sides):
            name = f"{name_of(item, words)} {unit_of(item, words)}".rstrip()
            cells = "".join(_cell(item, side, words) for _, side in sides)
            rows += f"<tr><td>{escape(name)}</td>{cells}</tr>"
    return (
        f'<div class="eligibility"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _cell(item: Input, side: Inputs, words: Words) -> str:
    value = side.values.get(item.name)
    note = note_of(item, side.account, words)
    remark = f' <span class="note">({escape(note)})</span>' if note else ""
    title = escape(source_of(side.used, item, words))
    return f'<td title="{title}">{escape(value_of(item, value, words))}{remark}</td>'


def note_of(item: Input, account: Explanation, words: Words) -> str:
    """'counts as 88' where floor or cap changed the value, or dialysis replaced it."""
    replaced = item.name in account.substituted
    if not replaced and item.name not in (*account.floored, *account.capped):
        return ""
    counted = account.inputs_as_used[item.used_name or item.name] * item.divisor
    value = f"{value_of(item, counted, words)} {unit_of(item, words)}".rstrip()
    return words("meld.dialysis_counts" if replaced else "meld.counts_as", value=value)


def source_of(used: DataFrame, item: Input, words: Words) -> str:
    """'2026-03-24 07:12 · lb.csv row 17820' of an input."""
    rows = used[used["name"] == item.name]
    if rows.empty:
        return ""
    row = rows.iloc[0]
    where = (
        words("meld.no_source")
        if isna(row["source_file"])
        else words("meld.source", file=row["source_file"], row=int(row["source_row"]))
    )
    return " · ".join(
        part for part in ("" if isna(row["taken"]) else words.day(str(row["taken"])), where) if part
    )


def as_frame(
    sides: Mapping[str, Inputs], parts: Mapping[str, object], limits: tuple[str, object] | None, words: Words
) -> DataFrame:
    """The table and the contributions as rows for a file: what was used, from where, and what it added."""
    score = next(iter(sides.values())).score
    rows = [_row(item, sides, parts.get(item.name), words) for item in score.inputs]
    if limits is not None:
        rows.append({"input": limits[0], "points": limits[1]})
    return DataFrame(rows)


def _row(item: Input, sides: Mapping[str, Inputs], points: object, words: Words) -> dict[str, object]:
    row: dict[str, object] = {"input": item.name, "unit": item.unit}
    for side, given in sides.items():
        row |= {
            f"{side}_value": given.values.get(item.name),
            f"{side}_note": note_of(item, given.account, words),
            f"{side}_source": source_of(given.used, item, words),
        }
    return row | {"points": points}
