"""Table 1 as an exhibit: the arms at baseline, without a total column and without a test."""

from collections.abc import Iterator
from functools import lru_cache, partial

from pandas import DataFrame, isna

from clinical.laboratory.tests import LAB_TESTS
from clinical.statistics import QUANTILE_METHOD
from data_access.meeting.questions import ask
from pages.common.text import Words
from pages.meeting import arm_table, readable_tables
from pages.meeting.arm_table import INDENT, ArmTable, Line
from pages.meeting.exhibit import Exhibit, Meeting

KEPT = 32
# As collected: age in whole years, weight and height to one decimal.
DECIMALS = {"AGE": 0, "WEIGHT": 1, "BMI": 1, "COSSH2": 2}
PEOPLE = ("AGE", "WEIGHT", "BMI")


@lru_cache(maxsize=KEPT)
def build(meeting: Meeting, words: Words) -> Exhibit:
    """Ask for the baseline values and lay them out: who they are on the left, laboratory and scores on the right."""
    answer = ask(meeting.database, "baseline", **meeting.choices)
    table = arm_table.of(meeting, words)
    values = answer.tables["values"]
    people = values["variable"].isin(PEOPLE)
    left = [*_numbers(values[people], table, words), *_classes(answer.tables["counts"], table, words)]
    right = list(_numbers(values[~people], table, words))
    comma = "、" if words.language == "zh" else ", "
    lacking = comma.join(variable_name(code, words) for code in answer.tables["absent"]["variable"])
    return Exhibit(
        key="baseline",
        title=words("arms.baseline.title"),
        method=f"{words('arms.baseline.method')} {QUANTILE_METHOD.of(words.language)} {words('meeting.descriptive')}",
        code=answer.code,
        sizes=tuple(meeting.sizes()),
        tables=readable_tables.named(
            answer.tables, words, {"variable": lambda code: variable_name(code, words)}
        ),
        shown=table.frame(left),
        beside=table.frame(right),
        notes=(words("arms.baseline.absent", variables=lacking),) if lacking else (),
        slides=table.slide([*left, *right]),
    )


def _numbers(values: DataFrame, table: ArmTable, words: Words) -> Iterator[Line]:
    for code in values["variable"].unique():
        decimals = LAB_TESTS[code].decimals if code in LAB_TESTS else DECIMALS.get(code, 0)
        rows = values[values["variable"] == code]
        yield table.line(
            variable_name(code, words), rows, partial(arm_table.numbers, decimals=decimals, words=words)
        )


def _classes(counts: DataFrame, table: ArmTable, words: Words) -> Iterator[Line]:
    """Each variable's name, then a line for each of its levels with n (%) of every arm; of two known, the first."""
    for code in counts["variable"].unique():
        rows = counts[counts["variable"] == code]
        levels = rows["level"].unique().tolist()
        either = len(levels) <= 2 and bool(rows["level"].notna().all())
        if not either:
            yield table.heading(variable_name(code, words))
        for level in levels[:1] if either else levels:
            here = rows[rows["level"].isna() if isna(level) else rows["level"] == level]
            said = words("arms.baseline.unknown") if isna(level) else level_name(code, str(level), words)
            name = (
                words("arms.baseline.either", name=variable_name(code, words), level=said)
                if either
                else INDENT + said
            )
            yield table.line(name, here, arm_table.share)


def level_name(variable: str, level: str, words: Words) -> str:
    """A level of a variable in words, or as the trial delivered it."""
    return words.known("sex" if variable == "SEX" else f"level.{variable}", level)


def variable_name(code: str, words: Words) -> str:
    """A variable of the baseline in words, with its unit."""
    return words(f"variable.{code}") if words.has(f"variable.{code}") else words.named(code)
