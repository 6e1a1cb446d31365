"""Display thresholds: the limits at which a value is marked on the screen. Marks, never alarms, never advice.

The table is shown to the reader with its sources; `verified` says whether the source was read or only remembered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf, isnan

from clinical.common.wording import Wording

AMBER, RED = "amber", "red"
NEVER = inf
# Limits have two decimals at most; what differs by less is the noise of a difference of two floats.
NOISE = 5e-10


@dataclass(frozen=True)
class Threshold:
    """One signal: marked amber or red from the limit on, upwards (`rising`) or downwards.

    A limit belongs to its mark where `amber_included` or `red_included` says so. `unit` is that of the limits.
    """

    code: str
    value: str
    amber: float
    red: float
    unit: str
    basis: Wording
    rising: bool = True
    amber_included: bool = True
    red_included: bool = True
    verified: bool = True

    def level(self, value: float | None) -> str | None:
        """AMBER, RED, or None: below the limits, or the value is missing."""
        if value is None or isnan(value):
            return None
        return next((level for level in (RED, AMBER) if self._holds(level, value)), None)

    def span(self, level: str) -> tuple[float, float] | None:
        """The least and the greatest value, both included, from which on the level is reached; None: never."""
        limit = self.red if level == RED else self.amber
        included = self.red_included if level == RED else self.amber_included
        if limit == NEVER:
            return None
        edge = NOISE if included == self.rising else -NOISE
        return (limit - edge, inf) if self.rising else (-inf, limit - edge)

    def _holds(self, level: str, value: float) -> bool:
        span = self.span(level)
        return span is not None and span[0] <= value <= span[1]


@dataclass(frozen=True)
class Mark:
    """A threshold that was reached."""

    code: str
    level: str
    value: float


XUN = Wording(
    "Xun 2014: +0.2 (SD 3.7) in survivors, +7.9 (SD 6.0) in the dead",
    "Xun 2014:存活者+0.2(SD 3.7),死亡者+7.9(SD 6.0)",
)
MELD_LEVELS = Wording(
    "IJGM S464402: 23.1; CMH 2015;21:232, 2023;29:670: 28",
    "IJGM S464402:23.1;CMH 2015;21:232、2023;29:670:28",
)
GRADE_THREE = Wording("CMH 2015;21:232: grade III and above", "CMH 2015;21:232:Ⅲ级及以上")

THRESHOLDS = (
    Threshold("MELD_RISE", "meld_chg7d", 3, 5, "", XUN),
    Threshold("MELD", "meld", 23, 28, "", MELD_LEVELS),
    Threshold(
        "HE_RISE", "he_chg7d", 1, NEVER, "", Wording("any rise of the West Haven grade", "West Haven分级任何升高"),
        verified=False,
    ),
    Threshold("HE", "hegrade", NEVER, 3, "", GRADE_THREE),
    Threshold(
        "AKI_48H", "creat_rise48h", 26.5, NEVER, "µmol/L", Wording("ICA: rise within 48 h", "ICA:48小时内升高"),
        verified=False,
    ),
    Threshold(
        "AKI_7D", "creat_x7d", 1.5, NEVER, "×", Wording("ICA: rise within 7 days", "ICA:7天内升高"), verified=False
    ),
    Threshold(
        "CREAT", "creat", NEVER, 177, "µmol/L", Wording("CLIF-C kidney failure, 2 mg/dL", "CLIF-C肾衰竭:2 mg/dL")
    ),
    Threshold(
        "BILI", "bili", 205, 428, "µmol/L",
        Wording("CLIF-C liver failure 12 mg/dL; AARC 25 mg/dL", "CLIF-C肝衰竭12 mg/dL;AARC 25 mg/dL"),
    ),
    Threshold(
        "INR", "inr", 2.0, 2.5, "", Wording("CLIF-C coagulation, failure from 2.5", "CLIF-C凝血:2.5起为衰竭")
    ),
    Threshold(
        "PTA", "pta", 30, 20, "%", Wording("Chinese staging of liver failure", "中国肝衰竭分期"),
        rising=False, amber_included=False, red_included=False, verified=False,
    ),
    Threshold(
        "SODIUM", "sodium", 130, 125, "mmol/L", Wording("hyponatraemia", "低钠血症"),
        rising=False, amber_included=False, red_included=False, verified=False,
    ),
    Threshold(
        "PLAT", "plat", 50, 20, "10⁹/L", Wording("CLIF-SOFA", "CLIF-SOFA"), rising=False, amber_included=False
    ),
)  # fmt: skip

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
