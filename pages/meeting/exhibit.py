"""An exhibit of the trial meeting: one question, the figure that answers it, its passport and its numbers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import plotly.graph_objects as go
from pandas import DataFrame

from charts.common import theme
from charts.common.slide_shapes import Native
from data_access.common import analysis_sets
from data_access.common.database import Database
from data_access.common.study import Study
from pages.common import data_label
from pages.common.text import Words


@dataclass(frozen=True)
class Meeting:
    """What all figures of a meeting share: analysis set, treatment as planned or as given, and the study."""

    database: Database
    study: Study
    analysis_set: str
    treatment: str
    projected: bool

    @property
    def choices(self) -> dict[str, str]:
        """As a question takes them."""
        return {"analysis_set": self.analysis_set, "treatment": self.treatment}

    def sizes(self) -> list[tuple[str, int]]:
        """Every arm and how many it has in the analysis set."""
        rows = analysis_sets.counts(self.database, self.analysis_set, self.treatment)
        return [(str(arm), int(n)) for arm, n in rows.itertuples(index=False, name=None)]


@dataclass(frozen=True)
class Exhibit:
    """What a page of the meeting shows, what a slide shows, what a file holds."""

    key: str
    title: str
    """The question in words; on a slide, the message."""
    method: str
    """How the numbers were made, in a line."""
    code: str
    """That of the answer (`data_access.meeting.questions`); empty where nothing could be asked."""
    sizes: tuple[tuple[str, int], ...]
    """n of each arm."""
    tables: Mapping[str, DataFrame]
    """The numbers behind it, by the name of a sheet, with readable columns."""
    figure: go.Figure | None = None
    shown: DataFrame | None = None
    """A table of text as it is read, below the figure or in its place."""
    beside: DataFrame | None = None
    """The second half of a long table, drawn to the right of `shown`."""
    alt: str = ""
    notes: tuple[str, ...] = ()
    slides: tuple[Native, ...] = ()
    """The same for a presentation, one slide each."""
    counted: str = ""
    """Who is counted, in words, where the bar does not decide that."""
    on_click: Callable[[], None] | None = None
    """Called when a point of the figure is clicked."""
    below: Callable[[], None] | None = None
    """Draws below the figure what can be clicked: a table with selections."""

    @cached_property
    def picture(self) -> go.Figure | None:
        """The figure as it is shown and leaves the page as an image: with the code in its stamp."""
        coded = self.figure is not None and self.code
        return theme.coded(self.figure, self.code) if coded else self.figure


Builder = Callable[[Meeting, Words], Exhibit]
"""Asks the reader for the choices of an exhibit, where it has any, and builds it."""


def passport(shown: Exhibit, meeting: Meeting, words: Words) -> list[str]:
    """The facts that go with an exhibit wherever it goes: data, analysis set, n by arm, method, code."""
    sizes = " · ".join(f"{words.known('arm', arm)} n = {n}" for arm, n in shown.sizes)
    in_bar = (
        f"{words(f'meeting.population.{meeting.analysis_set}')}, {words(f'meeting.arms.{meeting.treatment}')}"
    )
    facts = [data_label.stamp(meeting.study, words), f"{shown.counted or in_bar}: {sizes}", shown.method]
    if shown.code:
        facts.append(words("meeting.code", code=shown.code))
    return [fact for fact in facts if fact]
