"""What data these are, in words: on every page and in every picture that leaves it."""

from datetime import date

from data_access.common.study import Study
from pages.common.text import Words, plain


def banner(about: Study, words: Words, today: date) -> str:
    """The line of the frame, as markdown: simulated or of which study, as of when and how long ago that is."""
    said = plain(facts(about, words, today))
    if about.simulated:
        return f":orange-badge[**{plain(words('frame.simulated'))}**] {said}"
    return f":blue-badge[**{plain(about.study)}**] {plain(about.title)} · {said}"


def stamp(about: Study, words: Words) -> str:
    """The same for the foot of a figure, as plain text."""
    what = words("frame.simulated") if about.simulated else about.study
    return f"{what} · {facts(about, words)}"


def facts(about: Study, words: Words, today: date | None = None) -> str:
    """As of when, from which snapshot, and what is hidden, as plain text; with `today`, how old that is."""
    cutoff = about.data_cutoff + (age_of_cut(about, today, words) if today else "")
    said = words("frame.facts", cutoff=cutoff, snapshot=about.snapshot)
    hidden = [words("arms_hidden.banner")] if about.arms_hidden else []
    hidden += [words("identities.banner")] if about.masked else []
    return " · ".join([said, *hidden])


def age_of_cut(about: Study, today: date, words: Words) -> str:
    """How many days lie between the data cut and today, in brackets; nothing where the cut is hidden or unknown."""
    try:
        days = (today - date.fromisoformat(about.data_cutoff)).days
    except ValueError:
        return ""
    return words("frame.cut_age", n=days) if days > 0 and not about.masked else ""
