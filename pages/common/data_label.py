"""What data these are, in words: on every page and in every picture that leaves it."""

from data_access.common.study import Study
from pages.common.text import Words, plain


def banner(about: Study, words: Words) -> str:
    """The line of the frame, as markdown: simulated or of which study, as of when, from which snapshot."""
    said = plain(facts(about, words))
    if about.simulated:
        return f":orange-badge[**{plain(words('frame.simulated'))}**] {said}"
    return f":blue-badge[**{plain(about.study)}**] {plain(about.title)} · {said}"


def stamp(about: Study, words: Words) -> str:
    """The same for the foot of a figure, as plain text."""
    what = words("frame.simulated") if about.simulated else about.study
    return f"{what} · {facts(about, words)}"


def facts(about: Study, words: Words) -> str:
    """As of when, from which snapshot, and what is hidden, as plain text."""
    said = words("frame.facts", cutoff=about.data_cutoff, snapshot=about.snapshot)
    hidden = [words("arms_hidden.banner")] if about.arms_hidden else []
    hidden += [words("identities.banner")] if about.masked else []
    return " · ".join([said, *hidden])
