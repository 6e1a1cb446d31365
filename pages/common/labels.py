"""What data these are, in words: on every page and in every picture that leaves it."""

from data_access.mask_columns import DAY_ONE
from data_access.study import Study
from pages.common.text import Words, plain


def banner(about: Study, text: Words) -> str:
    """The line of the frame, as markdown: simulated or of which study, as of when, from which snapshot."""
    facts = plain(_facts(about, text))
    if about.simulated:
        return f":orange-badge[**{plain(text('frame.simulated'))}**] {facts}"
    return f":blue-badge[**{plain(about.study)}**] {plain(about.title)} · {facts}"


def stamp(about: Study, text: Words) -> str:
    """The same for the foot of a figure, as plain text."""
    what = text("frame.simulated") if about.simulated else about.study
    return f"{what} · {_facts(about, text)}"


def _facts(about: Study, text: Words) -> str:
    facts = text("frame.facts", cutoff=about.data_cutoff, snapshot=about.snapshot)
    return f"{facts} · {text('identities.banner', day_one=DAY_ONE)}" if about.masked else facts
