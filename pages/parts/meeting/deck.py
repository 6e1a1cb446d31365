"""The meeting as a presentation: its exhibits in the order of a meeting, each slide with its passport in the notes."""

from collections.abc import Iterator
from datetime import UTC, datetime

from charts.common.slide_shapes import Slide
from pages.common import data_label
from pages.common.text import Words
from pages.meeting.exhibit import Meeting, passport
from pages.parts.meeting import exhibits

# Their numbers by visit stay in the chart's own data sheet: as tables they would be half of the deck.
CURVES_ONLY = frozenset({"endpoint"})


def document(meeting: Meeting, words: Words) -> bytes:
    """The .pptx in the language of `words`, for the analysis set and the arms that the meeting has chosen."""
    # Here alone, so that no page waits for the library of presentations.
    from charts.meeting import slides

    return slides.presentation(list(_slides(meeting, words)), mark=data_label.stamp(meeting.study, words))


def _slides(meeting: Meeting, words: Words) -> Iterator[Slide]:
    yield _first(meeting, words)
    for exhibit in exhibits.in_deck(meeting, words):
        stamp, *facts = passport(exhibit, meeting, words)
        for body in exhibit.slides if exhibit.key not in CURVES_ONLY else exhibit.slides[:1]:
            yield Slide(exhibit.title, body, (stamp, *facts, *exhibit.notes), facts=(*exhibit.notes, *facts))


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
