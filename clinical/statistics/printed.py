"""How statistics are printed: the same in both languages, on pages, figures and exports.

The formats are the defaults of tern (insightsengineering): percentages with one decimal, mean (SD), "Q1 - Q3",
intervals in brackets, p with four decimals or "<0.0001". `decimals` is that of the collected values (LabTest
has it): location and spread get one more, minimum and maximum the same. Ties round up, as on paper.
"""

import numpy as np

from clinical.common.decimals import round_half_up
from clinical.statistics.estimate import Estimate
from clinical.statistics.summary import Summary

NOT_ESTIMABLE = "NE"
SMALLEST_P = 0.0001


def number(value: float, decimals: int = 0) -> str:
    """A value with a fixed number of decimals; NE for NaN or infinity. -0.0 is 0.0."""
    if not np.isfinite(value):
        return NOT_ESTIMABLE
    return f"{float(round_half_up(value, decimals)) + 0.0:.{decimals}f}"


def percent(fraction: float) -> str:
    """A fraction as a percentage: 0.308 is 30.8%; NE for NaN."""
    printed = number(100 * fraction, 1)
    return printed if printed == NOT_ESTIMABLE else f"{printed}%"


def count_percent(count: int, total: int) -> str:
    """3 (30.0%): under a column head that gives the total. 0 (NE) of nobody."""
    return f"{count} ({percent(count / total if total else np.nan)})"


def count_of(count: int, total: int) -> str:
    """3/10 (30.0%): the exact denominator with the percentage. 0/0 (NE) of nobody."""
    return f"{count}/{total} ({percent(count / total if total else np.nan)})"


def interval(estimate: Estimate, decimals: int = 2) -> str:
    """(0.35, 0.93): the limits of an estimate in its own unit."""
    return f"({number(estimate.lower, decimals)}, {number(estimate.upper, decimals)})"


def percent_interval(estimate: Estimate) -> str:
    """(34.8%, 93.3%): the limits of a fraction."""
    return f"({percent(estimate.lower)}, {percent(estimate.upper)})"


def with_interval(estimate: Estimate, decimals: int = 2) -> str:
    """0.70 (0.35, 0.93): an estimate and its limits."""
    return f"{number(estimate.value, decimals)} {interval(estimate, decimals)}"


def percent_with_interval(estimate: Estimate) -> str:
    """70.0% (34.8%, 93.3%): a fraction and its limits."""
    return f"{percent(estimate.value)} {percent_interval(estimate)}"


def p_value(p: float) -> str:
    """0.3698, or <0.0001; NE for NaN."""
    return f"<{SMALLEST_P}" if p < SMALLEST_P else number(p, 4)


def mean_sd(summary: Summary, decimals: int = 0) -> str:
    """12.3 (4.5): mean and standard deviation."""
    return f"{number(summary.mean, decimals + 1)} ({number(summary.sd, decimals + 1)})"


def median(summary: Summary, decimals: int = 0) -> str:
    """12.0: the median."""
    return number(summary.median, decimals + 1)


def quartiles(summary: Summary, decimals: int = 0) -> str:
    """10.0 - 14.5: Q1 and Q3, never called IQR."""
    return f"{number(summary.q1, decimals + 1)} - {number(summary.q3, decimals + 1)}"


def extremes(summary: Summary, decimals: int = 0) -> str:
    """8 - 19: minimum and maximum."""
    return f"{number(summary.minimum, decimals)} - {number(summary.maximum, decimals)}"
