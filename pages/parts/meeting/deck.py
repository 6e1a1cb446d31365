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


def document(meeting: Meeting, words: Words) -> bytes:
    """The .pptx in the language of `text`, for the analysis set and the arms that the meeting has chosen."""
    return slides.presentation(list(_slides(meeting, words)), mark=data_label.stamp(meeting.study, words))


def _slides(meeting: Meeting, words: Words) -> Iterator[Slide]:
    yield _first(meeting, words)
    for exhibit in _exhibits(meeting, words):
        facts = tuple(passport(exhibit, meeting, words))
        for body in exhibit.slides if exhibit.key not in CURVES_ONLY else exhibit.slides[:1]:
            yield Slide(exhibit.title, body, (*facts, *exhibit.notes))


def _first(meeting: Meeting, words: Words) -> Slide:
    """What trial, what data, whom it counts."""
    study = meeting.study
    sizes = " · ".join(f"{words.known('arm', arm)} n = {n}" for arm, n in meeting.sizes())
    counted = (
        f"{words(f'meeting.population.{meeting.analysis_set}')}, {words(f'meeting.arms.{meeting.treatment}')}"
    )
    made = words("meeting.made", at=f"{datetime.now(UTC):%Y-%m-%d %H:%M}")
    lines = (
        study.title,
        data_label.stamp(study, words),
        f"{counted}: {sizes}",
        words("meeting.descriptive"),
        made,
    )
    return Slide(words("meeting.deck_title", study=study.study), None, lines, lines)


def _exhibits(meeting: Meeting, words: Words) -> Iterator[Exhibit]:
    yield flow.build(meeting, words)
    yield baseline.build(meeting, words)
    yield exposure.build(meeting, words)
    measured = set(by_visit.parameters(meeting.database, "LB")["paramcd"])
    for paramcd in ENDPOINTS:
        if paramcd in measured:
            yield arms_endpoint.course(meeting, paramcd, words)
    for endpoint in follow_up.endpoints(meeting.database):
        yield curves.curve(meeting, endpoint, words)
    yield competing_risks.course(meeting, words)
    yield infusion_toxicity.build(meeting, words)
    yield events.all_emergent(meeting, words)
    yield risk_difference.of_first_arms(meeting, words)
    yield liver_injury.in_first_multiple(meeting, words)
    yield shift.of_first_term(meeting, words)
    yield listings.build(meeting, words)
