"""Which blood is taken when, for which panels, and what the laboratory reports."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.random import Generator

from data_access.simulation.calibration import plan
from data_access.simulation.hospital_laboratory import ASSAY_OF, ASSAYS, VARIES_WITH, Assay
from data_access.simulation.patient.analytes import Levels
from data_access.simulation.patient.complications import Days
from data_access.simulation.patient.reserve import GRID
from data_access.simulation.patient.treatments import Given
from data_access.simulation.patient.visits import SCREENING, VISITS, Visit
from data_access.simulation.random_streams import chance

LOST_WITHOUT_TRACE = plan.LAB_MISSING_SHARE * (1 - plan.LAB_NOT_DONE_SHARE)
PANELS = ("LIVER", "COAG", "RENAL", "COUNT", "GAS", "INFLAMMATION", "MONTHLY")


@dataclass(frozen=True)
class Sample:
    """One visit with its blood: time in days, number and name, the panels ordered; none by telephone."""

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
    times: list[tuple[float, Visit | None]] = list(planned.values())
    times += [(time, None) for time in others if int(np.floor(time)) not in planned or time % 1 > plan.NOON]
    samples: list[Sample] = []
    last, count = SCREENING, 0
    for time, visit in sorted(times, key=lambda one: one[0]):
        last, count = (visit, 0) if visit else (last, count + 1)
        number = last.number + count / 100
        name = visit.name if visit else f"UNSCHEDULED {number:.2f}"
        samples.append(Sample(time, round(number, 2), name, ordered(random, visit, time, worrying)))
    return samples


def ordered(random: Generator, visit: Visit | None, time: float, worrying: Days) -> frozenset[str]:
    """The panels of one sample: all at a visit, the usual ones on the ward, two after a plasma exchange."""
    wanted = float(worrying[int(np.clip(time - GRID[0], 0, len(worrying) - 1))])
    shares = dict.fromkeys(("LIVER", "COAG", "RENAL"), 0.96)
    shares |= {"COUNT": 0.8, "GAS": wanted, "INFLAMMATION": wanted}
    drawn = {panel: chance(random, shares.get(panel, 0.0)) for panel in PANELS}
    by_telephone = chance(random, plan.TELEPHONE_SHARE)
    if visit:
        return frozenset() if by_telephone and visit is VISITS[-1] else frozenset(PANELS)
    if time % 1 > plan.NOON:
        return frozenset({"LIVER", "COAG"})
    return frozenset(panel for panel in PANELS if drawn[panel]) or frozenset({"LIVER"})


def after_exchanges(random: Generator, sessions: tuple[Given, ...]) -> list[float]:
    """Blood taken soon after the end of a plasma exchange."""
    return [one.end + 0.5 / 24 for one in sessions if chance(random, plan.BLOOD_AFTER_EXCHANGE_SHARE)]


def results(
    random: Generator, samples: list[Sample], found: Levels, screening: Mapping[str, float]
) -> list[Result]:
    """What the laboratory reports, in order of time and of the catalogue; the first sample is `screening`."""
    reports: list[list[Result]] = [[] for _ in samples]
    noise = {assay.code: random.standard_normal(len(samples)) for assay in ASSAYS}
    luck = random.random((len(ASSAYS), len(samples)))
    luck[:, 0] = 1.0
    for assay, fortune in zip(ASSAYS, luck.tolist(), strict=True):
        if assay.code not in found:
            continue
        values = found[assay.code] * np.exp(variation(assay, noise))
        values[0] = screening[assay.code]
        for place, (sample, value) in enumerate(zip(samples, values.tolist(), strict=True)):
            if assay.panel in sample.panels and fortune[place] >= LOST_WITHOUT_TRACE:
                done = fortune[place] >= plan.LAB_MISSING_SHARE
                reports[place].append(measured(sample, assay, value) if done else not_done(sample, assay))
    return [result for report in reports for result in report]


def variation(assay: Assay, noise: Mapping[str, Days]) -> Days:
    """Log deviation of each result: the test's own, and that of the test it varies with."""
    own = assay.variation * noise[assay.code]
    if assay.code not in VARIES_WITH:
        return own
    shared = ASSAY_OF[VARIES_WITH[assay.code]]
    return own + shared.variation * noise[shared.code]


def not_done(sample: Sample, assay: Assay) -> Result:
    """A test that was ordered and not done."""
    return Result(
        sample, assay, None, 0, reason="SPECIMEN CLOTTED" if assay.panel == "COAG" else "SPECIMEN HAEMOLYSED"
    )


def measured(sample: Sample, assay: Assay, value: float) -> Result:
    """A result with its decimals, beyond the reporting limits with a sign."""
    if assay.lowest is not None and value < assay.lowest:
        return Result(sample, assay, assay.lowest, assay.decimals, "<")
    if assay.highest is not None and value > assay.highest:
        return Result(sample, assay, assay.highest, assay.decimals, ">")
    return Result(sample, assay, round(value, assay.decimals), assay.decimals)
