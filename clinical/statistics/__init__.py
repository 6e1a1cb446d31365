"""Every statistic of the app, defined once: the door to the modules that hold them.

Written for an honest comparison of 10 with 10 patients: exact intervals where they exist, no number where there is
nothing to estimate it from. NaN means not estimable, is printed as NE, and `reason` says why; a missing value is left
out and counted, never silently. Two arms are compared as first less second: experimental less control.

A curve                kaplan_meier -> Curve; survival_at, median_survival, survival_quantile, restricted_mean,
                       restricted_mean_difference, longest_horizon, risk_table; log_rank between arms
Competing risks        cumulative_incidence -> Incidence by cause; incidence_at
Proportions            proportion, highest_compatible, risk_difference, fisher_exact
Values                 summary, median_interval, median_difference, hodges_lehmann, wilcoxon
Power                  fisher_power, log_rank_power
How they are printed   clinical.statistics.printed
"""

from clinical.statistics.competing_risks import Incidence, cumulative_incidence, incidence_at
from clinical.statistics.estimate import LEVEL, Estimate, EstimateAt
from clinical.statistics.fisher import fisher_exact, fisher_power
from clinical.statistics.kaplan_meier import Curve, kaplan_meier
from clinical.statistics.log_rank import LogRank, log_rank
from clinical.statistics.medians import median_difference, median_interval
from clinical.statistics.power import ASSUMED_RATES, log_rank_power
from clinical.statistics.proportions import highest_compatible, proportion, risk_difference
from clinical.statistics.ranks import hodges_lehmann, wilcoxon
from clinical.statistics.restricted_mean import longest_horizon, restricted_mean, restricted_mean_difference
from clinical.statistics.significance import Test
from clinical.statistics.summary import QUANTILE_METHOD, Summary, summary
from clinical.statistics.survival_estimates import (
    RiskTable,
    median_survival,
    risk_table,
    survival_at,
    survival_quantile,
)

__all__ = [
    "ASSUMED_RATES",
    "LEVEL",
    "QUANTILE_METHOD",
    "Curve",
    "Estimate",
    "EstimateAt",
    "Incidence",
    "LogRank",
    "RiskTable",
    "Summary",
    "Test",
    "cumulative_incidence",
    "fisher_exact",
    "fisher_power",
    "highest_compatible",
    "hodges_lehmann",
    "incidence_at",
    "kaplan_meier",
    "log_rank",
    "log_rank_power",
    "longest_horizon",
    "median_difference",
    "median_interval",
    "median_survival",
    "proportion",
    "restricted_mean",
    "restricted_mean_difference",
    "risk_difference",
    "risk_table",
    "summary",
    "survival_at",
    "survival_quantile",
    "wilcoxon",
]
