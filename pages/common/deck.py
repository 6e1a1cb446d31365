"""The meeting as a presentation: its exhibits in the order of a meeting, each slide with its passport in the notes."""

from collections.abc import Iterator
from datetime import UTC, datetime

from charts import slides
from charts.slides import Slide
from data_access import by_visit, follow_up
from pages.common import (
    arms_baseline,
    arms_endpoint,
    arms_exposure,
    arms_flow,
    labels,
    safety_difference,
    safety_events,
    safety_infusion,
    safety_listings,
    safety_liver,
    safety_shift,
    survival_competing,
    survival_curves,
)
from pages.common.exhibit import Exhibit, passport
from pages.common.meeting import Meeting
from pages.common.text import Words

# The five laboratory endpoints of the record in its order, then the score.
ENDPOINTS = ("AST", "ALT", "BILI", "INR", "GGT", "MELD")
# Their numbers by visit stay in the chart's own data sheet: as tables they would be half of the deck.
CURVES_ONLY = frozenset({"endpoint"})


def document(meeting: Meeting, text: Words) -> bytes:
    """The .pptx in the language of `text`, for the analysis set and the arms that the meeting has chosen."""
    return slides.presentation(list(_slides(meeting, text)), mark=labels.stamp(meeting.study, text))


def _slides(meeting: Meeting, text: Words) -> Iterator[Slide]:
    yield _first(meeting, text)
    for exhibit in _exhibits(meeting, text):
        facts = tuple(passport(exhibit, meeting, text))
        for body in exhibit.slides if exhibit.key not in CURVES_ONLY else exhibit.slides[:1]:
            yield Slide(exhibit.title, body, (*facts, *exhibit.notes))


def _first(meeting: Meeting, text: Words) -> Slide:
    """What trial, what data, whom it counts."""
    study = meeting.study
    sizes = " · ".join(f"{text.known('arm', arm)} n = {n}" for arm, n in meeting.sizes())
    counted = f"{text(f'meeting.population.{meeting.population}')}, {text(f'meeting.arms.{meeting.arms}')}"
    made = text("meeting.made", at=f"{datetime.now(UTC):%Y-%m-%d %H:%M}")
    lines = (study.title, labels.stamp(study, text), f"{counted}: {sizes}", text("meeting.descriptive"), made)
    return Slide(text("meeting.deck_title", study=study.study), None, lines, lines)


def _exhibits(meeting: Meeting, text: Words) -> Iterator[Exhibit]:
    yield arms_flow.build(meeting, text)
    yield arms_baseline.build(meeting, text)
    yield arms_exposure.build(meeting, text)
    measured = set(by_visit.parameters(meeting.database, "LB")["paramcd"])
    for paramcd in ENDPOINTS:
        if paramcd in measured:
            yield arms_endpoint.course(meeting, paramcd, text)
    for endpoint in follow_up.endpoints(meeting.database):
        yield survival_curves.curve(meeting, endpoint, text)
    yield survival_competing.course(meeting, text)
    yield safety_infusion.build(meeting, text)
    yield safety_events.all_emergent(meeting, text)
    yield safety_difference.of_first_arms(meeting, text)
    yield safety_liver.in_first_multiple(meeting, text)
    yield safety_shift.of_first_term(meeting, text)
    yield safety_listings.build(meeting, text)
