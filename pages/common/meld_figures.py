"""The figures of the score page, drawn once for each choice of the reader, by the opened database itself."""

from dataclasses import dataclass
from functools import lru_cache, partial
from math import isfinite

import plotly.graph_objects as go

from charts import scores
from charts.score_points import Labels
from charts.scores import Cohort
from clinical.scores import REGISTRY
from clinical.ward.thresholds import THRESHOLDS
from data_access import meld, meld_lines, patient
from data_access.database import Database
from data_access.meld_lines import BANDS, Lines
from data_access.study import study
from pages.common import labels, meld_view
from pages.common.meld_view import View
from pages.common.text import Words

DRAWINGS_KEPT = 128


@dataclass(frozen=True)
class Drawing:
    """The figure of all patients, and which values it shows."""

    figure: go.Figure
    lines: Lines


@lru_cache(maxsize=DRAWINGS_KEPT)
def draw(database: Database, subject: str, view: View, text: Words) -> Drawing:
    """Ask for the score of all patients and draw it as the reader wants to see it."""
    who, arms = patient.header(database, subject), meld.arms(database)
    time = view.time(who, meld.extent(database, view.score), text)
    stretch = (time.first, time.last)
    if view.behind == "bands":
        lines = meld_lines.behind(database, view.score, subject, *stretch)
    else:
        lines = meld_lines.lines(database, view.score, subject, view.arms(arms), *stretch)
    cohort = Cohort(
        lines.drawn, meld.spread(database, view.score), meld.ends(database), arms, view.arms(arms), subject
    )
    words = _labels(database, view, text)
    if view.behind == "bands":
        return Drawing(scores.growth_chart(cohort, time, words, text=text), lines)
    banded = lines.mode == BANDS
    return Drawing(scores.trajectories(cohort, time, words, banded=banded, text=text), lines)


def _labels(database: Database, view: View, text: Words) -> Labels:
    return Labels(
        score=text.lab(view.score),
        decimals=REGISTRY[view.score].decimals,
        stamp=labels.stamp(study(database), text),
        limits=[(limit, f"{limit:g}") for limit in limits(view.score)],
        arm=partial(text.known, "arm"),
        point=partial(meld_view.point, text=text),
    )


def limits(score: str) -> list[float]:
    """The display thresholds of a score's level."""
    of_score = [each for each in THRESHOLDS if each.code == score]
    return [limit for each in of_score for limit in (each.amber, each.red) if isfinite(limit)]
