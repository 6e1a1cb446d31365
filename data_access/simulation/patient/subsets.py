"""Lymphocyte subsets by month: percentages of lymphocytes, naive and memory cells of CD4."""

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from data_access.simulation.calibration import ward
from data_access.simulation.patient.hidden_course import moment
from data_access.simulation.patient.samples import Sample
from data_access.simulation.patient.subject import Subject
from data_access.simulation.random_streams import chance, stream


def subsets(subject: Subject) -> Iterator[tuple[Sample, dict[str, float]]]:
    """Each measurement with its sample: CPTESTCD to percent."""
    body = subject.body
    taken = [sample for sample in subject.samples if sample.visit in ward.SUBSET_VISITS]
    if body is None or not taken:
        return
    random = stream(subject.seed, "subsets", subject.screened.number)
    own = {code: float(random.normal(0, spread)) for code, (_, _, spread) in ward.SUBSETS.items()}
    naive_own, neither = float(random.normal(0, 5)), float(random.normal(*ward.CD4_BOTH_OR_NEITHER))
    recovery = moment(body, np.array([sample.time for sample in taken])).recovery.tolist()
    years = body.candidate.age_years - 40
    for sample, recovered in zip(taken, recovery, strict=True):
        percent = {
            code: ill + (well - ill) * recovered + own[code] for code, (ill, well, _) in ward.SUBSETS.items()
        }
        naive = ward.CD4_NAIVE_AT_40 + ward.CD4_NAIVE_PER_YEAR * years + naive_own + 3 * recovered
        percent |= {"CD4NAIVE": naive}
        yield sample, measured(random, percent, neither)


def measured(random: Generator, percent: dict[str, float], neither: float) -> dict[str, float]:
    """As the cytometer reports them, to a tenth; T, B and NK cells together are not more than everything."""
    noisy = {
        code: max(0.5, value * float(np.exp(random.normal(0, ward.SUBSET_VARIATION))))
        for code, value in percent.items()
    }
    noisy["CD4MEM"] = 100 - noisy["CD4NAIVE"] - neither + float(random.normal(0, 1))
    noisy["CD3"] = max(noisy["CD3"], noisy["CD4"] + noisy["CD8"] + 1.0)
    excess = max(1.0, (noisy["CD3"] + noisy["CD19"] + noisy["NK"]) / 99.0)
    for code in ward.SUBSETS:
        noisy[code] /= excess
    return {
        code: round(value, 1)
        for code, value in noisy.items()
        if not chance(random, ward.SUBSET_MISSING_SHARE)
    }
