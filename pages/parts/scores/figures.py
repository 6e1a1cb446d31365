"""The figures of the score page, drawn once for each choice of the reader, by the opened database itself."""

from dataclasses import dataclass
from functools import lru_cache, partial
from math import isfinite

import plotly.graph_objects as go

from charts.scores import cohort as charts_cohort
from charts.scores.cohort import Cohort
from charts.scores.points import Labels
from clinical.scores import REGISTRY
from clinical.ward.thresholds import THRESHOLDS
from data_access.common.database import Database
from data_access.common.study import study
from data_access.patient import profile
from data_access.scores import cohort as scores_cohort
from data_access.scores import lines as scores_lines
from data_access.scores.lines import BANDS, Lines
from pages.common import data_label
from pages.common.text import Words
from pages.parts.scores import controls
from pages.parts.scores.controls import View

DRAWINGS_KEPT = 128


@dataclass(frozen=True)
class Drawing:
    """The figure of all patients, and which values it shows."""

    figure: go.Figure
    lines: Lines


@lru_cache(maxsize=DRAWINGS_KEPT)
def draw(database: Database, subject: str, view: View, words: Words) -> Drawing:
    """Ask for the score of all patients and draw it as the reader wants to see it."""
    who, arms = profile.header(database, subject), scores_cohort.arms(database)
    time = view.time(who, scores_cohort.extent(database, view.score), words)
    stretch = (time.first, time.last)
    if view.behind == "bands":
        lines = scores_lines.behind(database, view.score, subject, *stretch)
    else:
        lines = scores_lines.lines(database, view.score, subject, view.arms(arms), *stretch)
    cohort = Cohort(
        lines.drawn,
        scores_cohort.spread(database, view.score),
        scores_cohort.ends(database),
        arms,
        view.arms(arms),
        subject,
    )
    labels = _labels(database, view, words)
    if view.behind == "bands":
        return Drawing(charts_cohort.growth_chart(cohort, time, labels, words=words), lines)
    banded = lines.mode == BANDS
    return Drawing(charts_cohort.trajectories(cohort, time, labels, banded=banded, words=words), lines)


def _labels(database: Database, view: View, words: Words) -> Labels:
    return Labels(
        score=words.lab(view.score),
        decimals=REGISTRY[view.score].decimals,
        stamp=data_label.stamp(study(database), words),
        limits=[(limit, f"{limit:g}") for limit in limits(view.score)],
        arm=partial(words.known, "arm"),
        point=partial(controls.point, words=words),
    )


def limits(score: str) -> list[float]:
    """The display thresholds of a score's level."""
    of_score = [each for each in THRESHOLDS if each.code == score]
    return [limit for each in of_score for limit in (each.amber, each.red) if isfinite(limit)]
