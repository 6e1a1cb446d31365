"""What the exhibits by visit share: the figure with its rows, the numbers for a slide, names and windows in words."""

from dataclasses import dataclass, replace
from typing import Any

import plotly.graph_objects as go
from pandas import DataFrame, isna

from charts.arms import by_visit as charts
from charts.common import theme
from charts.common.arm_style import style_of
from charts.common.rows_below import Row
from charts.common.slide_shapes import Native, Table
from clinical.laboratory.tests import LAB_TESTS
from clinical.laboratory.units import printed as unit_in_print
from clinical.statistics import printed
from data_access.arms import by_visit
from data_access.common import summaries
from data_access.common.database import Database
from data_access.common.study import protocol
from data_access.meeting.questions import Answer
from pages.common import data_label
from pages.common import names as common_names
from pages.common.text import Words
from pages.meeting.exhibit import Exhibit, Meeting

# Decimals of the scores that are not whole.
FINE_SCORES = {"ALBI": 2, "COSSH2": 2, "RRATIO": 1}


@dataclass(frozen=True)
class Parameter:
    """A parameter as the figure names it, with its unit or of what it is a part, and its decimals."""

    name: str
    unit: str
    decimals: int

    def titled(self, measure: str, words: Words) -> str:
        """The quantity with its unit, as the axis says it."""
        named = words(f"arms.endpoint.axis_{measure}", name=self.name)
        unit = "%" if measure == "percent" else self.unit
        return f"{named}, {unit}" if unit else named


def unit_of(paramcd: str, delivered: Any) -> str:
    """The unit as it is printed: ours for a test that we know, else as delivered; a score has none."""
    given = "" if isna(delivered) else str(delivered)
    return unit_in_print(LAB_TESTS[paramcd].unit if paramcd in LAB_TESTS else given)


def decimals_of(paramcd: str) -> int:
    """The decimals with which the laboratory reports; scores are whole unless they are fine."""
    return LAB_TESTS[paramcd].decimals if paramcd in LAB_TESTS else FINE_SCORES.get(paramcd, 0)


def figure(
    answer: Answer, parameter: Parameter, extra: tuple[Row, ...], meeting: Meeting, words: Words, *, log: bool
) -> go.Figure:
    """The course of every patient and arm with who is left at each visit."""
    visits, measure = answer.tables["visits"], answer.choices["measure"]
    names = dict(zip(visits["avisitn"], visits["visit"], strict=True))
    return charts.course(
        answer.tables["patients"],
        answer.tables["numbers"],
        measure,
        {number: common_names.visit_name(str(visit), words) for number, visit in names.items()},
        legend(meeting, words),
        [*_left(visits, meeting, words), *extra],
        y_title=parameter.titled(measure, words),
        log=log,
        stamp=data_label.stamp(meeting.study, words),
        words=words,
    )


def legend(meeting: Meeting, words: Words) -> dict[str, str]:
    """The arms with their N, in protocol order."""
    return {arm: words("arms.head", arm=words.known("arm", arm), n=n) for arm, n in meeting.sizes()}


def _left(visits: DataFrame, meeting: Meeting, words: Words) -> list[Row]:
    """Two rows per arm: how many were measured, and how many of the others had died or been transplanted."""
    transplants = bool(visits["transplanted"].any())
    rows = []
    for place, (arm, _) in enumerate(meeting.sizes()):
        part, colour = visits[visits["arm"] == arm], style_of(place).colour
        gone = "arms.endpoint.gone_transplants" if transplants else "arms.endpoint.gone"
        counts = {number: str(n) for number, n in zip(part["avisitn"], part["n"], strict=True)}
        lost = {
            row.avisitn: words(gone, died=row.died, transplanted=row.transplanted)
            for row in summaries.rows(part)
        }
        name = words.known("arm", arm)
        rows += [
            Row(words("arms.endpoint.row_n", arm=name), counts, colour),
            Row(
                words("arms.endpoint.row_gone_transplants" if transplants else "arms.endpoint.row_gone"),
                lost,
                colour,
            ),
        ]
    return rows


def slides(answer: Answer, parameter: Parameter, meeting: Meeting, words: Words) -> tuple[Native, ...]:
    """The medians as a chart of its own, and the numbers behind it as a table."""
    measure, numbers = answer.choices["measure"], answer.tables["numbers"]
    arms = legend(meeting, words)
    chart = charts.native(
        numbers,
        measure,
        arms,
        x_title=words("arms.endpoint.day" if protocol(meeting.database) else "arms.endpoint.number"),
        y_title=parameter.titled(measure, words),
    )
    shown = numbers[numbers["measure"] == measure]
    head = tuple(
        words(f"column.{name}") for name in ("arm", "visit", "n", "median", "quartiles", "range", "mean_sd")
    )
    chart = replace(chart, below=_below(answer.tables["visits"], meeting, words))
    return (chart, Table(head, tuple(_printed(row, parameter, words) for row in summaries.rows(shown))))


def _below(visits: DataFrame, meeting: Meeting, words: Words) -> Table:
    """The rows under the axis of the figure: who was measured at each visit, and who had died before."""
    names = {
        number: common_names.visit_name(str(visit), words)
        for number, visit in visits[["avisitn", "visit"]].drop_duplicates().itertuples(index=False, name=None)
    }
    rows = (
        (row.name, *(row.words.get(number, "") for number in names)) for row in _left(visits, meeting, words)
    )
    return Table(("", *names.values()), tuple(rows))


def _printed(row: Any, parameter: Parameter, words: Words) -> tuple[str, ...]:
    found, decimals = summaries.of(row), parameter.decimals
    return (
        words.known("arm", row.arm),
        common_names.visit_name(str(row.visit), words),
        str(found.n),
        printed.median(found, decimals),
        printed.quartiles(found, decimals),
        printed.extremes(found, decimals),
        printed.mean_sd(found, decimals),
    )


def windows(answer: Answer, database: Database, words: Words) -> str:
    """The windows of the visits shown, in one line: those of the protocol, else the visits as collected."""
    if protocol(database) is None:
        return words("arms.endpoint.visits_collected")
    shown = set(answer.tables["visits"]["avisitn"])
    said = [
        words(
            "arms.endpoint.window",
            visit=common_names.visit_name(row.avisit, words),
            first=int(row.first_day),
            last=int(row.last_day),
        )
        for row in summaries.rows(by_visit.windows(database))
        if row.avisitn in shown and not isna(row.first_day)
    ]
    return words("arms.endpoint.windows", windows=("、" if words.language == "zh" else ", ").join(said))


def nothing(key: str, sentence: str, meeting: Meeting, words: Words) -> Exhibit:
    """The exhibit where the study has no such results: axes and what is missing."""
    return Exhibit(
        key=key,
        title=words(f"arms.view.{key}"),
        method="",
        code="",
        sizes=tuple(meeting.sizes()),
        tables={},
        figure=theme.empty(sentence, height=280, stamp_words=data_label.stamp(meeting.study, words)),
        alt=sentence,
    )
