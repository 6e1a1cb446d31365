"""From the words of a history to the answers of the eligibility check: what `histories.toml` says, and no more.

A word that is not there answers nothing and is listed; so is a doubtful row (a family history, a suspicion) and
one that has ended. That a serious disease is present does not say that it is serious.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from clinical.eligibility.candidate import FIELDS

MAPPING = Path(__file__).with_suffix(".toml")
NOT_STATED = "severity not stated"
RANK = ("no", "controlled", NOT_STATED, "yes")
"""Answers of several rows to one question: the last of these counts."""
Why = Literal["no word", "doubtful", "ended", "not answered"]


@dataclass(frozen=True)
class Recorded:
    """One row of MH, IE or SUPP. `occurred`: Y, N or nothing; `asked`: it was pre-specified."""

    term: str
    occurred: str = ""
    asked: bool = False
    severity: str = ""
    ended: bool = False
    exclusion: bool = False


@dataclass(frozen=True)
class Entry:
    """One question and its words; `date` is the field that its start answers."""

    field: str
    words: tuple[str, ...]
    asked: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    date: str = ""
    ie: bool = False


@dataclass(frozen=True)
class General:
    """Words that change what a diagnosis beside them says."""

    doubtful: tuple[str, ...]
    negated: tuple[str, ...]
    serious: tuple[str, ...]
    controlled: tuple[str, ...]


@dataclass(frozen=True)
class Mapping:
    """All of `histories.toml`."""

    general: General
    answers: tuple[Entry, ...]
    onsets: tuple[Entry, ...]


@cache
def mapping() -> Mapping:
    """The words of the protocol, read once."""
    told = tomllib.loads(MAPPING.read_text(encoding="utf-8"))
    general = General(**{key: _plain_all(words) for key, words in told["general"].items()})
    return Mapping(general, tuple(map(_entry, told["answer"])), tuple(map(_entry, told["onset"])))


def _entry(told: dict[str, object]) -> Entry:
    lists = {key: _plain_all(value) for key, value in told.items() if isinstance(value, list)}
    return Entry(**(told | lists))  # type: ignore[arg-type]


def _plain_all(words: list[str]) -> tuple[str, ...]:
    return tuple(plain(word) if word.strip() == word else f"{plain(word)} " for word in words)


def plain(text: str) -> str:
    """Without case, width and double blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@lru_cache(maxsize=4096)
def answers(row: Recorded) -> tuple[dict[str, str], tuple[str, ...], Why | None]:
    """Answers by field, the fields of which the row gives a date, and why it answers nothing if it does not."""
    term, told = plain(row.term), mapping()
    onsets = [entry.field for entry in told.onsets if not row.exclusion and _place(entry, term) is not None]
    found = [
        (entry, place)
        for entry in told.answers
        if (not row.exclusion or entry.ie) and (place := _place(entry, term)) is not None
    ]
    dates = tuple(onsets + [entry.date for entry, _ in found if entry.date])
    if not found:
        return {}, tuple(onsets), None if onsets else "no word"
    literal = any(term in entry.asked for entry, _ in found)
    if not literal and not row.exclusion and _has(told.general.doubtful, term):
        return {}, (), "doubtful"
    if row.ended and not row.exclusion and row.occurred != "N":
        return {}, dates, "ended"
    given = {entry.field: _answer(entry, row, term, place) for entry, place in found}
    answered = {field: answer for field, answer in given.items() if answer}
    return answered, dates, None if answered or dates else "not answered"


def _place(entry: Entry, term: str) -> int | None:
    """Where the first word of the entry stands in the term; None where none does, or another disease is meant."""
    if term in entry.asked:
        return 0
    if _has(entry.but, term):
        return None
    places = [place for word in entry.words if (place := _find(word, term)) is not None]
    return min(places, default=None)


def _has(words: tuple[str, ...], term: str) -> bool:
    return any(_find(word, term) is not None for word in words)


def _find(word: str, term: str) -> int | None:
    """Where a word stands: an English one alone, a Chinese one anywhere."""
    found = _pattern(word).search(term)
    return found.start() if found else None


@cache
def _pattern(word: str) -> re.Pattern[str]:
    edges = (r"(?<![a-z0-9])" if word[0].isascii() and word[0].isalnum() else "",
             r"(?![a-z0-9])" if word[-1].isascii() and word[-1].isalnum() else "")  # fmt: skip
    return re.compile(edges[0] + re.escape(word) + edges[1])


def _answer(entry: Entry, row: Recorded, term: str, place: int) -> str:
    """'' where a question was asked and nobody answered it."""
    if row.occurred == "N" or (not row.asked and _negated(term, place)):
        return "no"
    if row.asked and row.occurred != "Y":
        return ""
    if FIELDS[entry.field].kind != "severity" or row.exclusion or (row.asked and term in entry.asked):
        return "yes"
    general = mapping().general
    severity = plain(row.severity)
    if severity.startswith(("severe", "重", "严重")) or _has(general.serious, term):
        return "yes"
    if severity.startswith(("mild", "轻")) or _has(general.controlled, term):
        return "controlled"
    return NOT_STATED


def _negated(term: str, place: int) -> bool:
    """Whether a 'no' or 'denies' stands before the word within its clause."""
    before = re.split(r"[;；。.]", term[:place])[-1]
    return any(
        _find(word, before) is not None if word != "无" else before.endswith("无")
        for word in mapping().general.negated
    )
