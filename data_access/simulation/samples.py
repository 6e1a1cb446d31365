"""Which blood is taken when, for which panels, and what the laboratory reports."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.random import Generator

from data_access.simulation import calibration as figures
from data_access.simulation.analytes import Levels
from data_access.simulation.catalogue import ASSAYS, SHARED_NOISE, Assay
from data_access.simulation.complications import Days
from data_access.simulation.stay import SCREENING, Visit
from data_access.simulation.streams import chance
from data_access.simulation.treatments import Given

PANELS = ("LIVER", "COAG", "RENAL", "COUNT", "GAS", "INFLAMMATION", "MONTHLY")


@dataclass(frozen=True)
class Sample:
    """One venepuncture: time in days, the visit it belongs to, the panels ordered."""

    time: float
    visit_number: float
    visit: str
    panels: frozenset[str]


class Result(NamedTuple):
    """One result as reported: the number, '<' or '>' where it is beyond the reporting limit.

    `value` is None where the test was not done; `reason` says why.
    """

    sample: Sample
    assay: Assay
    value: float | None
    decimals: int
    sign: str = ""
    reason: str = ""


def numbered(
    random: Generator, visits: Iterable[tuple[float, Visit]], others: Iterable[float], worrying: Days
) -> list[Sample]:
    """All samples in order of time; those outside the visit plan are numbered after the visit before them.

    A routine sample on the day of a visit is that visit's. `worrying` holds the chance (0-1) on each day of
    GRID that ammonia, lactate and markers of infection are wanted.
    """
    planned = {int(np.floor(time)): (time, visit) for time, visit in visits}
    times = [(time, visit) for time, visit in planned.values()]
    times += [(time, None) for time in others if int(np.floor(time)) not in planned or time % 1 > figures.NOON]
    samples: list[Sample] = []
    last, count = SCREENING, 0
    for time, visit in sorted(times, key=lambda one: one[0]):
        last, count = (visit, 0) if visit else (last, count + 1)
        number = last.number + count / 100
        name = visit.name if visit else f"UNSCHEDULED {number:.2f}"
        samples.append(Sample(time, round(number, 2), name, ordered(random, visit, time, worrying)))
    return samples


def ordered(random: Generator, visit: Visit | None, time: float, worrying: Days) -> frozenset[str]:
    """The panels of one sample: all of them at a visit, the usual ones on the ward."""
    wanted = float(worrying[int(np.clip(time + 14, 0, len(worrying) - 1))])
    shares = dict.fromkeys(("LIVER", "COAG", "RENAL"), 0.96) | {"COUNT": 0.8, "GAS": wanted, "INFLAMMATION": wanted}
    drawn = {panel: chance(random, shares.get(panel, 0.0)) for panel in PANELS}
    if time % 1 > figures.NOON:
        return frozenset({"LIVER", "COAG"})
    return frozenset(PANELS) if visit else frozenset(p for p in PANELS if drawn[p]) or frozenset({"LIVER"})


def after_exchanges(random: Generator, sessions: tuple[Given, ...]) -> list[float]:
    """Blood taken soon after the end of a plasma exchange."""
    return [one.end + 0.5 / 24 for one in sessions if chance(random, figures.BLOOD_AFTER_EXCHANGE_SHARE)]


def results(
    random: Generator, samples: list[Sample], found: Levels, screening: Mapping[str, float]
) -> list[Result]:
    """What the laboratory reports, in order of time and of the catalogue; the first sample is `screening`."""
    reports: list[list[Result]] = [[] for _ in samples]
    size = len(samples)
    noise = {assay.code: random.standard_normal(size) for assay in ASSAYS}
    lost, not_done = random.random((len(ASSAYS), size)), random.random((len(ASSAYS), size))
    for row, assay in enumerate(ASSAYS):
        if assay.code not in found:
            continue
        error = noise[SHARED_NOISE.get(assay.code, assay.code)]
        values = found[assay.code] * np.exp(assay.variation * error)
        values[0] = screening[assay.code]
        missing = lost[row] < figures.LAB_MISSING_SHARE
        for place, (sample, value) in enumerate(zip(samples, values.tolist(), strict=True)):
            if assay.panel not in sample.panels or (place and missing[place] and
                                                    not_done[row, place] > figures.LAB_NOT_DONE_SHARE):
                continue
            empty = bool(place and missing[place])
            reports[place].append(not_done_result(sample, assay) if empty else measured(sample, assay, value))
    return [result for report in reports for result in report]


def not_done_result(sample: Sample, assay: Assay) -> Result:
    """A test that was ordered and not done."""
    return Result(sample, assay, None, 0, reason="SPECIMEN CLOTTED" if assay.panel == "COAG" else "SPECIMEN HAEMOLYSED")


def measured(sample: Sample, assay: Assay, value: float) -> Result:
    """A result, beyond the reporting limits with a sign."""
    if assay.lowest is not None and value < assay.lowest:
        return Result(sample, assay, assay.lowest, assay.decimals, "<")
    if assay.highest is not None and value > assay.highest:
        return Result(sample, assay, assay.highest, assay.decimals, ">")
    return Result(sample, assay, value, assay.decimals)
