"""The meeting as a presentation: its exhibits in the order of a meeting, each slide with its passport in the notes."""

from collections.abc import Iterator
from datetime import UTC, datetime

from charts.meeting import slides
from charts.meeting.slides import Slide
from data_access.arms import by_visit
from data_access.survival import follow_up
from pages.common import data_label
from pages.common.text import Words
from pages.meeting.bar import Meeting
from pages.meeting.drawing import Exhibit, passport
from pages.parts.arms import baseline, exposure, flow
from pages.parts.arms import endpoint as arms_endpoint
from pages.parts.safety import events, infusion_toxicity, listings, liver_injury, risk_difference, shift
from pages.parts.survival import competing_risks, curves

# The five laboratory endpoints of the record in its order, then the score.
ENDPOINTS = ("AST", "ALT", "BILI", "INR", "GGT", "MELD")
# Their numbers by visit stay in the chart's own data sheet: as tables they would be half of the deck.
CURVES_ONLY = frozenset({"endpoint"})


def document(meeting: Meeting, text: Words) -> bytes:
    """The .pptx in the language of `text`, for the analysis set and the arms that the meeting has chosen."""
    return slides.presentation(list(_slides(meeting, text)), mark=data_label.stamp(meeting.study, text))


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
    lines = (
        study.title,
        data_label.stamp(study, text),
        f"{counted}: {sizes}",
        text("meeting.descriptive"),
        made,
    )
    return Slide(text("meeting.deck_title", study=study.study), None, lines, lines)


def _exhibits(meeting: Meeting, text: Words) -> Iterator[Exhibit]:
    yield flow.build(meeting, text)
    yield baseline.build(meeting, text)
    yield exposure.build(meeting, text)
    measured = set(by_visit.parameters(meeting.database, "LB")["paramcd"])
    for paramcd in ENDPOINTS:
        if paramcd in measured:
            yield arms_endpoint.course(meeting, paramcd, text)
    for endpoint in follow_up.endpoints(meeting.database):
        yield curves.curve(meeting, endpoint, text)
    yield competing_risks.course(meeting, text)
    yield infusion_toxicity.build(meeting, text)
    yield events.all_emergent(meeting, text)
    yield risk_difference.of_first_arms(meeting, text)
    yield liver_injury.in_first_multiple(meeting, text)
    yield shift.of_first_term(meeting, text)
    yield listings.build(meeting, text)
