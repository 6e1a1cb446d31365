"""The questions of the trial meeting, and answers with a code by which anybody can have them recomputed.

A question is a function of the database and of named choices (all text) that returns its numbers as named
tables. Whatever shows an answer, on screen, on a slide or in a file, shows its code; `data_access.verify` asks
the same question again and compares.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from inspect import signature
from types import MappingProxyType
from typing import Any, TypeAlias
from urllib.parse import quote, unquote

import numpy as np
import pandas as pd
from pandas import DataFrame

from data_access.arms import baseline, by_visit, exposure, flow
from data_access.common.database import Database
from data_access.safety import adverse_events, infusion_toxicity, liver_injury, risk_difference, shifts
from data_access.safety import adverse_events as safety_adverse_events
from data_access.survival import competing_risks, curves

Tables: TypeAlias = Mapping[str, DataFrame]
Question: TypeAlias = Callable[..., Tables]

QUESTIONS: Mapping[str, Question] = MappingProxyType(
    {
        "adverse_events": adverse_events.by_term,
        "baseline": baseline.table_one,
        "cells": by_visit.subset,
        "competing": competing_risks.risks,
        "endpoint": by_visit.endpoint,
        "exposure": exposure.received,
        "flow": flow.flow,
        "infusion_toxicity": infusion_toxicity.within_24_h,
        "liver_injury": liver_injury.peaks,
        "risk_difference": risk_difference.most_frequent,
        "serious_events": safety_adverse_events.listed,
        "shift": shifts.to_worst,
        "survival": curves.event_free,
    }
)

SEPARATOR = ":"
HASH_LENGTH = 8
MASKED, ARMS_HIDDEN = "-m", "-a"
"""Behind the snapshot of a code whose numbers come from a view with masks, or without arms."""
ROWS = ("row", "source_last")
"""How the columns that name rows of a source end."""
# As many digits as clinical.common.decimals compares: the last bit of a logarithm differs by processor.
SIGNIFICANT_DIGITS = 9
ANSWERS_KEPT = 256


class NoSuchAnswer(Exception):  # noqa: N818 - what a reader typed is no code of ours
    """The code cannot be read; the message is one plain sentence."""


@dataclass(frozen=True)
class Answer:
    """The tables of an answered question and its code: question, choices, snapshot, hash of the numbers."""

    question: str
    choices: Mapping[str, str]
    tables: Tables
    code: str


@lru_cache(maxsize=ANSWERS_KEPT)
def _ask(db: Database, question: str, choices: tuple[tuple[str, str], ...]) -> Answer:
    tables = MappingProxyType(dict(QUESTIONS[question](db, **dict(choices))))
    given = [quote(value, safe="") for _, value in choices]
    snapshot = db.snapshot.hash[:HASH_LENGTH] + "".join(
        mark for mark, made in ((MASKED, db.snapshot.masked), (ARMS_HIDDEN, db.snapshot.arms_hidden)) if made
    )
    code = SEPARATOR.join([question, *given, snapshot, fingerprint(tables, masked=db.snapshot.masked)])
    return Answer(question, MappingProxyType(dict(choices)), tables, code)


def ask(db: Database, question: str, **choices: str) -> Answer:
    """The answer to one of QUESTIONS; kept by the opened database, so that asking again costs nothing.

    KeyError for an unknown question or choice, TypeError for choices that the question does not have.
    """
    return _ask(db, question, tuple((name, choices[name]) for name in _names(question, choices)))


def parse(code: str) -> tuple[str, dict[str, str], str, str]:
    """Question, choices, snapshot and hash of a code; NoSuchAnswer says what is wrong with it."""
    question, *rest = code.strip().split(SEPARATOR)
    if question not in QUESTIONS:
        raise NoSuchAnswer(f"{code!r} is no code of a figure: it does not begin with a known question.")
    names = _parameters(question)
    if len(rest) != len(names) + 2:
        raise NoSuchAnswer(f"{code!r} is no complete code: {question} takes {len(names)} choices.")
    *values, snapshot, numbers = rest
    return question, dict(zip(names, map(unquote, values), strict=True)), snapshot, numbers


def fingerprint(tables: Tables, *, masked: bool = False) -> str:
    """A hash of all numbers and words of the tables, blind to what floating point cannot hold.

    Source rows of a masked view are drawn anew for each copy: neither they nor an order that follows them enter.
    """
    digest = hashlib.sha256()
    for name, table in tables.items():
        kept = table[[each for each in table.columns if not (masked and str(each).endswith(ROWS))]]
        digest.update(f"{name}|{'|'.join(map(str, kept.columns))}\n".encode())
        lines = ["|".join(_text(value) for value in row) for row in kept.itertuples(index=False, name=None)]
        for line in sorted(lines) if masked else lines:
            digest.update(f"{line}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:HASH_LENGTH]


def _parameters(question: str) -> list[str]:
    _, *names = signature(QUESTIONS[question]).parameters
    return names


def _names(question: str, choices: Mapping[str, str]) -> list[str]:
    names = _parameters(question)
    if set(names) != choices.keys():
        raise TypeError(f"{question} takes {names}, not {sorted(choices)}")
    return names


def _text(value: Any) -> str:
    """A value as it is hashed: numbers in significant digits, whatever their type; nothing where missing."""
    if isinstance(value, (list, tuple, np.ndarray)):
        return ",".join(_text(item) for item in value)
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool):
        return f"{float(value):.{SIGNIFICANT_DIGITS}g}"
    return str(value)
