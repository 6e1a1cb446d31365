"""Estimates as cells of a table: numbers, and codes for how an interval was made or why there is none."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from clinical.common.wording import Wording
from clinical.statistics import estimate
from clinical.statistics.estimate import Estimate

WORDINGS: Mapping[str, Wording] = MappingProxyType(
    {name: value for name, value in vars(estimate).items() if isinstance(value, Wording)}
)
"""The words of clinical.statistics.estimate by their names, which stand in the tables whatever the language."""
_CODES = {wording: name for name, wording in WORDINGS.items()}


def cells(found: Estimate) -> dict[str, Any]:
    """value, lower, upper, method, reason: NaN and None where there is nothing. KeyError for a method with numbers."""
    return {
        "value": found.value,
        "lower": found.lower,
        "upper": found.upper,
        "method": _CODES[found.method],
        "reason": None if found.reason is None else _CODES[found.reason],
    }


COLUMNS = ("value", "lower", "upper", "method", "reason")
