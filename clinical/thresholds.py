"""Display thresholds: the limits at which a value is marked on the screen. Marks, never alarms, never advice.

The table is shown to the reader with its sources; `verified` says whether the source was read or only remembered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan

AMBER, RED = "amber", "red"


@dataclass(frozen=True)
class Threshold:
    """One signal: marked amber or red from the limit on, upwards (`rising`) or downwards."""

    code: str
    value: str
    amber: float
    red: float
    basis: str
    rising: bool = True
    inclusive: bool = True
    verified: bool = True

    def level(self, value: float | None) -> str | None:
        """AMBER, RED, or None: below the limits, or the value is missing."""
        if value is None or isnan(value):
            return None
        if self._reached(value, self.red):
            return RED
        return AMBER if self._reached(value, self.amber) else None

    def _reached(self, value: float, limit: float) -> bool:
        distance = round(value - limit, 9) * (1 if self.rising else -1)
        return distance >= 0 if self.inclusive else distance > 0


@dataclass(frozen=True)
class Mark:
    """A threshold that was reached."""

    code: str
    level: str
    value: float


NEVER = float("inf")

THRESHOLDS = (
    Threshold(
        "MELD_RISE", "meld_chg7d", 3, 5, "Xun 2014: +0.2 (SD 3.7) in survivors, +7.9 (SD 6.0) in the dead"
    ),
    Threshold("MELD", "meld", 23, 28, "IJGM S464402: 23.1; CMH 2015;21:232 and 2023;29:670: 28"),
    Threshold("HE_RISE", "he_chg7d", 1, NEVER, "any rise of the West Haven grade", verified=False),
    Threshold("HE", "hegrade", NEVER, 3, "CMH 2015;21:232: grade III and above"),
    Threshold("AKI_48H", "creat_rise48h", 26.5, NEVER, "ICA: +26.5 µmol/L in 48 h", verified=False),
    Threshold("AKI_7D", "creat_x7d", 1.5, NEVER, "ICA: 1.5 times within 7 days", verified=False),
    Threshold("CREAT", "creat", NEVER, 177, "CLIF-C kidney failure, 2 mg/dL"),
    Threshold("BILI", "bili", 205, 428, "CLIF-C liver failure 12 mg/dL; AARC 25 mg/dL"),
    Threshold("INR", "inr", 2.0, 2.5, "CLIF-C coagulation, failure from 2.5"),
    Threshold("PTA", "pta", 30, 20, "Chinese staging of liver failure", False, False, False),
    Threshold("SODIUM", "sodium", 130, 125, "hyponatraemia", False, False, False),
    Threshold("PLAT", "plat", 50, 20, "CLIF-SOFA", False, False),
)

# Thresholds on a change rather than on a level.
CHANGES = frozenset({"MELD_RISE", "HE_RISE", "AKI_48H", "AKI_7D"})


def marks(values: Mapping[str, float | None]) -> tuple[Mark, ...]:
    """The thresholds reached by the given values, red before amber, in the order of the table.

    `values` maps a threshold's `value` name to a number in standard units; what is absent marks nothing.
    """
    found = [
        Mark(threshold.code, level, float(value))
        for threshold in THRESHOLDS
        if (value := values.get(threshold.value)) is not None and (level := threshold.level(value))
    ]
    return tuple(sorted(found, key=lambda mark: mark.level != RED))
