"""The exhibits of the trial meeting, in the order of a meeting: the one list that pages, projector and slides read.

The question of an exhibit stands in `data_access.meeting.questions`, where `data_access.verify` asks it again.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from data_access.common.database import Database
from data_access.safety.infusion_toxicity import has_infusions
from pages.common.text import Words
from pages.meeting.exhibit import Builder, Exhibit, Meeting
from pages.parts.arms import baseline, cells, endpoint, exposure, flow
from pages.parts.safety import events, infusion_toxicity, listings, liver_injury, risk_difference, shift
from pages.parts.survival import competing_risks, curves, numbers


@dataclass(frozen=True)
class Entry:
    """Where an exhibit stands, what it asks, and how it is built."""

    page: str
    """The stem of the page's file."""
    view: str
    """The key of its name: `PAGE.view.VIEW` in words, and in the address."""
    question: str
    """One of `data_access.meeting.questions.QUESTIONS`."""
    build: Builder
    """With the choices of the reader."""
    in_deck: Callable[[Meeting, Words], Iterable[Exhibit]] | None
    """For a presentation, where nobody chooses; None where another exhibit's slides say it."""
    in_study: Callable[[Database], bool] = lambda _: True
    """Whether the study has anything of the kind."""


def _once(build: Builder) -> Callable[[Meeting, Words], Iterable[Exhibit]]:
    return lambda meeting, words: (build(meeting, words),)


EXHIBITS = (
    Entry("arms", "flow", "flow", flow.build, _once(flow.build)),
    Entry("arms", "baseline", "baseline", baseline.build, _once(baseline.build)),
    Entry("arms", "exposure", "exposure", exposure.build, _once(exposure.build)),
    Entry("arms", "endpoint", "endpoint", endpoint.build, endpoint.of_the_record),
    Entry("arms", "cells", "cells", cells.build, None),
    Entry("survival", "os", "survival", curves.overall, curves.of_every_endpoint),
    Entry("survival", "tfs", "survival", curves.transplant_free, None),
    Entry("survival", "competing", "competing", competing_risks.build, _once(competing_risks.in_days)),
    Entry("survival", "other", "survival", curves.other, None, lambda db: bool(curves.others(db))),
    Entry("survival", "numbers", "survival", numbers.build, None),
    Entry(
        "safety",
        "infusion",
        "infusion_toxicity",
        infusion_toxicity.build,
        _once(infusion_toxicity.build),
        has_infusions,
    ),
    Entry("safety", "events", "adverse_events", events.build, _once(events.all_emergent)),
    Entry(
        "safety", "difference", "risk_difference", risk_difference.build, _once(risk_difference.of_first_arms)
    ),
    Entry("safety", "liver", "liver_injury", liver_injury.build, _once(liver_injury.in_first_multiple)),
    Entry("safety", "shift", "shift", shift.build, _once(shift.of_first_term)),
    Entry("safety", "listings", "serious_events", listings.build, _once(listings.build)),
)


def of_page(page: str, database: Database) -> Mapping[str, Builder]:
    """The exhibits of a page that the study has, by view."""
    return {entry.view: entry.build for entry in EXHIBITS if entry.page == page and entry.in_study(database)}


def in_deck(meeting: Meeting, words: Words) -> Iterable[Exhibit]:
    """The exhibits of a presentation."""
    for entry in EXHIBITS:
        if entry.in_deck is not None and entry.in_study(meeting.database):
            yield from entry.in_deck(meeting, words)
