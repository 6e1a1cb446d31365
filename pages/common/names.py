"""Visits in the reader's words: 'Week 4' is 第4周; a name that says something else stays as it was delivered."""

import re

from pages.common.text import Words

COUNTED = re.compile(r"(?P<unit>Day|Week|Month|Year) (?P<n>\d+)", re.IGNORECASE)


def in_words(visit: str, words: Words) -> str:
    """The name of a visit as it stands under an axis."""
    if match := COUNTED.fullmatch(visit):
        return words(f"visit.{match['unit'].upper()}", n=match["n"])
    return words.known("visit", visit.upper())
