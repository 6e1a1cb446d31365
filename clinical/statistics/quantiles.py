"""Quantiles as trial tables print them: definition 5 of SAS, type 2 of Hyndman and Fan.

With ten values the definitions differ visibly (quartiles 214 and 342, or 218.75 and 331.75 by type 7), so the
definition stands wherever a quantile is shown.
"""

from collections.abc import Sequence

import numpy as np

from clinical.common.decimals import Floats
from clinical.common.wording import Wording

DEFINITION = Wording("SAS definition 5 (type 2)", "SAS定义5(第2型)")


def quantiles(values: Floats, shares: Sequence[float]) -> Floats:
    """The quantiles of the values at these shares (0 to 1); NaN are left out, all NaN where nothing is left.

    At a share that falls between two values the quantile is their mean, else the value it falls on.
    """
    known = values[~np.isnan(values)]
    if not len(known):
        return np.full(len(shares), np.nan)
    return np.asarray(np.quantile(known, shares, method="averaged_inverted_cdf"), dtype=np.float64)
