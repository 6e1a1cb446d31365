"""Random numbers that depend on the seed and on what they are for, and on nothing else.

Every patient and every purpose has a stream of its own: leaving out or adding draws for one purpose, or
giving a patient the other arm, changes no number of any other.
"""

from collections.abc import Mapping, Sequence
from math import exp, sqrt
from zlib import crc32

from numpy.random import PCG64, Generator, SeedSequence


def stream(seed: int, *key: int | str) -> Generator:
    """The random numbers of one purpose, for example stream(7, "labs", 12)."""
    words = [crc32(str(part).encode()) for part in key]
    return Generator(PCG64(SeedSequence(seed, spawn_key=words)))


def chance(random: Generator, probability: float) -> bool:
    """True with the given probability."""
    return bool(random.random() < probability)


def pick(random: Generator, shares: Mapping[str, float]) -> str:
    """One name of a table of shares."""
    return list(shares)[grade(random.random() * sum(shares.values()), list(shares.values()))]


def grade(position: float, shares: Sequence[float]) -> int:
    """The index of the share into which a position from 0 to their sum falls."""
    passed = 0.0
    for index, share in enumerate(shares):
        passed += share
        if position < passed:
            return index
    return len(shares) - 1


def log_normal(
    random: Generator, level: tuple[float, float], known: float = 0.0, loading: float = 0.0
) -> float:
    """A level given as median and log SD; `loading` is its correlation with the standard normal `known`."""
    median, deviation = level
    return median * exp(deviation * blend(random, known, loading))


def blend(random: Generator, known: float, loading: float) -> float:
    """A standard normal number correlated with `known`."""
    return loading * known + sqrt(1 - loading**2) * float(random.standard_normal())


def normal(random: Generator, level: tuple[float, float], low: float, high: float) -> float:
    """A level given as mean and SD, kept between bounds."""
    return min(high, max(low, float(random.normal(*level))))
