"""A Kaplan-Meier figure as an exhibit: overall and transplant-free survival, and every other endpoint."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import plotly.graph_objects as go
import streamlit as st

from charts.common import theme
from charts.common.slide_shapes import Native, Table
from charts.survival import curves
from clinical.statistics import printed
from data_access.common.database import Database
from data_access.meeting.questions import Tables, ask
from data_access.survival import follow_up
from pages.common import data_label
from pages.common.text import Words
from pages.meeting import choices
from pages.meeting.exhibit import Exhibit, Meeting
from pages.parts.survival import numbers, phrases

KEPT = 64
AXES = tuple(follow_up.TICKS)
ON, OFF = "on", "off"


@dataclass(frozen=True)
class Wish:
    """What the reader wants to see: endpoint and its name, unit of the axis, with bands, with the test."""

    endpoint: str
    called: str
    axis: str
    band: bool
    test: str


def others(db: Database) -> dict[str, str]:
    """The endpoints of the study besides overall and transplant-free survival."""
    standard = (follow_up.SURVIVAL, follow_up.TRANSPLANT_FREE)
    return {code: name for code, name in follow_up.endpoints(db).items() if code not in standard}


def overall(meeting: Meeting, words: Words) -> Exhibit:
    """Overall survival."""
    return _draw(meeting, {follow_up.SURVIVAL: ""}, words)


def transplant_free(meeting: Meeting, words: Words) -> Exhibit:
    """Transplant-free survival."""
    return _draw(meeting, {follow_up.TRANSPLANT_FREE: ""}, words)


def other(meeting: Meeting, words: Words) -> Exhibit:
    """Any other endpoint of the study."""
    return _draw(meeting, others(meeting.database), words)


def curve(meeting: Meeting, endpoint: str, words: Words) -> Exhibit:
    """One endpoint as it is, without a test: for a presentation, where nobody chooses."""
    called = numbers.name(endpoint, follow_up.endpoints(meeting.database), words)
    return _build(meeting, Wish(endpoint, called, AXES[0], band=True, test=OFF), words)


def of_every_endpoint(meeting: Meeting, words: Words) -> Iterator[Exhibit]:
    """Each endpoint of the study: for a presentation, where nobody chooses."""
    for endpoint in follow_up.endpoints(meeting.database):
        yield curve(meeting, endpoint, words)


def axis(meeting: Meeting, words: Words) -> str:
    """The unit of the time axis."""
    return choices.switch("axis", AXES, _say("axis", words), meeting, label=words("survival.axis"))


def _draw(meeting: Meeting, known: dict[str, str], words: Words) -> Exhibit:
    """Ask for the choices where there is anything to choose, then build what they say."""
    (endpoint, *more) = known
    with st.container(horizontal=True):
        if more:
            endpoint = choices.switch(
                "endpoint",
                tuple(known),
                lambda code: numbers.name(code, known, words),
                meeting,
                label=words("survival.endpoint"),
            )
        unit = axis(meeting, words)
        band = choices.switch("ci", (ON, OFF), _say("ci", words), meeting, label=words("survival.ci"))
        test = choices.switch("test", (OFF, ON), _say("test", words), meeting, label=words("survival.test"))
    called = numbers.name(endpoint, known, words)
    return _build(meeting, Wish(endpoint, called, unit, band == ON, test), words)


def _say(key: str, words: Words) -> Callable[[str], str]:
    return lambda option: words(f"survival.{key}.{option}")


@lru_cache(maxsize=KEPT)
def _build(meeting: Meeting, wish: Wish, words: Words) -> Exhibit:
    answer = ask(meeting.database, "survival", **meeting.choices, endpoint=wish.endpoint, test=wish.test)
    found, names = answer.tables, phrases.names(meeting, words)
    kind = wish.endpoint if words.has(f"survival.title.{wish.endpoint}") else "other"
    shown = curves.Shown(
        found["sizes"],
        found["curve"],
        found["ticks"],
        found["patients"],
        names=names,
        outcomes=phrases.outcomes(found["patients"], words),
    )
    method = (
        words("survival.method", **phrases.rule()),
        numbers.transplant(wish.endpoint, wish.called, words),
        words("meeting.descriptive"),
    )
    return Exhibit(
        key=f"curve_{wish.endpoint}",
        title=words(f"survival.title.{kind}", endpoint=wish.called),
        method=" ".join(method),
        code=answer.code,
        sizes=tuple(meeting.sizes()),
        tables=phrases.sheets(found, names, words),
        figure=_figure(meeting, shown, wish, words(f"survival.y.{kind}"), words),
        alt=words("survival.alt"),
        notes=(*phrases.left_out(found["sizes"], names, words), *_tested(found, words)),
        slides=tuple(_slides(meeting, shown, found, wish.band, words(f"survival.y.{kind}"), words)),
    )


def _figure(meeting: Meeting, shown: curves.Shown, wish: Wish, y_title: str, words: Words) -> go.Figure:
    stamp, x_title = data_label.stamp(meeting.study, words), words(f"survival.x.{wish.axis}")
    if shown.curve.empty:
        return theme.empty(words("survival.empty"), height=320, y_title=y_title, stamp_words=stamp)
    return curves.figure(
        shown,
        wish.axis,
        band=wish.band,
        x_title=x_title,
        y_title=y_title,
        stamp=stamp,
        words=words,
        plot=curves.PROJECTED_PLOT if meeting.projected else curves.PLOT,
    )


def _slides(
    meeting: Meeting, shown: curves.Shown, found: Tables, band: bool, y_title: str, words: Words
) -> Iterator[Native]:
    if not shown.curve.empty:
        yield curves.native(shown, band=band, x_title=words("survival.x_slide"), y_title=y_title, words=words)
    rows = numbers.lines(found, meeting, words)
    yield Table(("", *phrases.head(meeting, words)), tuple(rows))


def _equal(p: str) -> str:
    return p if p.startswith("<") else f"= {p}"


def _tested(found: Tables, words: Words) -> Iterator[str]:
    """The test in words, if the reader asked for it: result, assumptions, power."""
    if "test" not in found:
        return
    said = dict(zip(found["words"]["about"], found["words"][words.language], strict=True))
    if "reason" in said:
        yield words("survival.test_none", name=said["name"], reason=said["reason"])
        return
    statistic, df, p = map(float, found["test"].iloc[0])
    yield words(
        "survival.test_result",
        name=said["name"],
        statistic=printed.number(statistic, 2),
        df=f"{df:g}",
        p=_equal(printed.p_value(p)),
        assumptions=said["assumptions"],
        power=said.get("power") or words("survival.power_pair"),
    )
