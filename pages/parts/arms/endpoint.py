"""The endpoints of the record by visit as an exhibit: which parameter, value or change, and on demand a comparison."""

from collections.abc import Callable, Iterator
from functools import lru_cache, partial

import streamlit as st
from pandas import DataFrame, Series

from charts.common.rows_below import Row
from clinical.laboratory.tests import LAB_TESTS
from clinical.statistics import QUANTILE_METHOD, printed
from data_access.arms import by_visit
from data_access.arms.by_visit import CONFOUNDED, MEASURES, NONE, OFF, ON
from data_access.common import analysis_sets, summaries
from data_access.meeting.questions import Answer, ask
from pages.common import names
from pages.common.text import Words
from pages.meeting import choices, readable_tables
from pages.meeting.exhibit import Exhibit, Meeting
from pages.parts.arms import by_visit as arms_by_visit
from pages.parts.arms.by_visit import Parameter

KEPT = 128
# The five laboratory endpoints of the record in its order, then what a hepatologist asks for next.
FIRST = ("AST", "ALT", "BILI", "INR", "GGT", "PTA", "ALB", "CREAT", "MELD", "MELDNA", "MELD30")
DEFAULT = "BILI"
# The five laboratory endpoints of the record in its order, then the score.
OF_THE_RECORD = ("AST", "ALT", "BILI", "INR", "GGT", "MELD")


def build(meeting: Meeting, words: Words) -> Exhibit:
    """Let the reader choose, ask, and draw."""
    known = by_visit.parameters(meeting.database, "LB")
    if known.empty:
        return arms_by_visit.nothing("endpoint", words("arms.endpoint.nothing"), meeting, words)
    with st.container(key="endpoint", horizontal=True, vertical_alignment="center", gap="small"):
        chosen = _chosen(meeting, known, words)
        measure_is_value = chosen["measure"] == MEASURES[0]
        scales = ("linear", "log") if measure_is_value else ("linear",)
        scale = choices.switch(
            "scale",
            scales,
            lambda option: words(f"patient.scale.{option}"),
            meeting,
            label=words("patient.scale"),
        )
    return _built(meeting, words, tuple(chosen.items()), scale == "log" and measure_is_value)


def course(meeting: Meeting, paramcd: str, words: Words) -> Exhibit:
    """One parameter as it is, without a comparison: for a presentation, where nobody chooses."""
    chosen = {
        "paramcd": paramcd,
        "measure": MEASURES[0],
        "confounded": CONFOUNDED[0],
        "compare": NONE,
        "test": OFF,
    }
    return _built(meeting, words, tuple(chosen.items()), False)


def of_the_record(meeting: Meeting, words: Words) -> Iterator[Exhibit]:
    """The endpoints of the record that were measured: for a presentation, where nobody chooses."""
    measured = set(by_visit.parameters(meeting.database, "LB")["paramcd"])
    for paramcd in OF_THE_RECORD:
        if paramcd in measured:
            yield course(meeting, paramcd, words)


def _chosen(meeting: Meeting, known: DataFrame, words: Words) -> dict[str, str]:
    """The choices of the question, in its own names."""
    codes = [code for code in FIRST if code in set(known["paramcd"])]
    codes += [
        code
        for code in (*LAB_TESTS, *known["paramcd"])
        if code in set(known["paramcd"]) and code not in codes
    ]
    codes = list(dict.fromkeys(codes))
    delivered = dict(zip(known["paramcd"], known["param"], strict=True))
    default = DEFAULT if DEFAULT in codes else codes[0]

    def say(prefix: str) -> Callable[[str], str]:
        return lambda option: words(f"arms.{prefix}.{option}")

    paramcd = choices.pick(
        "paramcd", codes, default, partial(_name, delivered, words), meeting, label=words("arms.paramcd")
    )
    measure = choices.switch("quantity", MEASURES, say("quantity"), meeting, label=words("arms.quantity"))
    touched = int(known.loc[known["paramcd"] == paramcd, "n_confounded"].iloc[0])
    confounded = choices.switch(
        "confounded",
        CONFOUNDED if touched else CONFOUNDED[:1],
        say("confounded"),
        meeting,
        label=words("arms.confounded"),
    )
    compare, test = _comparison(meeting, words)
    return {
        "paramcd": paramcd, "measure": measure, "confounded": confounded, "compare": compare, "test": test,
    }  # fmt: skip


def _comparison(meeting: Meeting, words: Words) -> tuple[str, str]:
    """Which two arms are compared, if any, and whether tested: both only on demand."""
    sizes = meeting.sizes()

    def say(option: str) -> str:
        if option == NONE:
            return words("arms.compare.none")
        first, second = (words.known("arm", sizes[int(place) - 1][0]) for place in option.split("-"))
        return words("arms.compare.pair", first=first, second=second)

    pairs = by_visit.pairs(analysis_sets.counts(meeting.database, meeting.analysis_set, meeting.treatment))
    compare = choices.pick("compare", (NONE, *pairs), NONE, say, meeting, label=words("arms.compare"))
    if compare == NONE:
        return NONE, OFF
    options = (OFF, ON)
    return compare, choices.switch(
        "test", options, lambda option: words(f"arms.test.{option}"), meeting, label=words("arms.test")
    )


def _name(delivered: dict[str, str], words: Words, paramcd: str) -> str:
    """The name of a parameter: ours where we know it, else as the study delivered it."""
    known = words.lab(paramcd)
    return str(delivered[paramcd]) if known == paramcd else known


@lru_cache(maxsize=KEPT)
def _built(meeting: Meeting, words: Words, chosen: tuple[tuple[str, str], ...], log: bool) -> Exhibit:
    answer = ask(meeting.database, "endpoint", **meeting.choices, **dict(chosen))
    paramcd, measure = answer.choices["paramcd"], answer.choices["measure"]
    known = by_visit.parameter(meeting.database, "LB", paramcd)
    parameter = Parameter(
        _name({paramcd: str(known["param"])}, words, paramcd),
        arms_by_visit.unit_of(paramcd, known["avalu"]),
        arms_by_visit.decimals_of(paramcd),
    )
    return Exhibit(
        key="endpoint",
        title=words(f"arms.endpoint.title_{measure}", name=parameter.name),
        method=" ".join(_method(answer, known, meeting, words)),
        code=answer.code,
        sizes=tuple(meeting.sizes()),
        tables=readable_tables.named(
            answer.tables, words, {"visit": lambda visit: names.visit_name(visit, words)}
        ),
        figure=arms_by_visit.figure(
            answer, parameter, tuple(_compared(answer, parameter, words)), meeting, words, log=log
        ),
        alt=words("arms.endpoint.alt", name=parameter.name),
        notes=tuple(_tested(answer, words)),
        slides=arms_by_visit.slides(answer, parameter, meeting, words),
    )


def _compared(answer: Answer, parameter: Parameter, words: Words) -> Iterator[Row]:
    """The difference of medians with its interval under each visit, and p where a test was asked for."""
    if "difference" in answer.tables:
        digits = 1 if answer.choices["measure"] == "percent" else parameter.decimals + 1
        cells = {
            row.avisitn: f"{printed.number(row.difference, digits)}\n"
            f"({printed.number(row.lower, digits)}, {printed.number(row.upper, digits)})"
            for row in summaries.rows(answer.tables["difference"])
        }
        yield Row(words("arms.endpoint.row_difference"), cells, lines=2)
    if "test" in answer.tables:
        p = {row.avisitn: printed.p_value(row.p) for row in summaries.rows(answer.tables["test"])}
        yield Row(words("arms.endpoint.row_p"), p)


def _tested(answer: Answer, words: Words) -> Iterator[str]:
    """Beside a p-value: the name of the test, what it assumes, and what a trial of this size could have found."""
    if "test" in answer.tables and not answer.tables["test"].empty:
        first, language = answer.tables["test"].iloc[0], words.language
        said = [first[f"{key}_{language}"] for key in ("name", "assumptions", "power")]
        yield words("arms.test.said", said=" ".join(str(each) for each in said if each))


def _method(answer: Answer, known: Series, meeting: Meeting, words: Words) -> Iterator[str]:
    yield words("arms.endpoint.method")
    yield arms_by_visit.windows(answer, meeting.database, words)
    if known["n_confounded"]:
        yield words(f"arms.endpoint.method_{answer.choices['confounded']}")
    yield QUANTILE_METHOD.of(words.language)
    if "difference" in answer.tables:
        table = answer.tables["difference"]
        estimated = table.loc[table["lower"].notna(), f"method_{words.language}"].unique()
        yield words("arms.endpoint.method_difference", methods=", ".join(estimated) or printed.NOT_ESTIMABLE)
    yield words("meeting.descriptive")
