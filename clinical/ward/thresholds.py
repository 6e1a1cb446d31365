"""Display thresholds: the limits at which a value is marked on the screen. Marks, never alarms, never advice.

The table is shown to the reader with its sources. Each source was read; a limit that none gives is named in `ours`.
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
    `ours`: the levels whose limit no source gives.
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
    ours: frozenset[str] = frozenset()

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
    "Xun 2014：存活者+0.2（SD 3.7），死亡者+7.9（SD 6.0）",
)
MELD_LEVELS = Wording(
    "IJGM S464402: 23.1; CMH 2015;21:232, 2023;29:670: 28",
    "IJGM S464402：23.1；CMH 2015;21:232、2023;29:670：28",
)
GRADE_THREE = Wording("CMH 2015;21:232: grade III and above", "CMH 2015;21:232：Ⅲ级及以上")
ANY_RISE = Wording("any rise of the West Haven grade", "West Haven分级任何升高")
AARC = Wording(
    "AARC score, Choudhury 2017: 28-day mortality 12.7 % at 5-7, 44.5 % at 8-10, 85.9 % from 11",
    "AARC评分，Choudhury 2017：28天病死率5–7分12.7%，8–10分44.5%，≥11分85.9%",
)
AARC_LACTATE = Wording("AARC score: 2 points from 1.5, 3 points above 2.5", "AARC评分：≥1.5计2分，>2.5计3分")
ICA_48H = Wording(
    "ICA-AKI, Gut 2015;64:531, table 2: rise within 48 h", "ICA-AKI（Gut 2015;64:531）表2：48小时内升高"
)
ICA_7D = Wording(
    "ICA-AKI, Gut 2015;64:531, table 2: rise within 7 days", "ICA-AKI（Gut 2015;64:531）表2：7天内升高"
)
KIDNEY = Wording("CLIF-C OF, kidney: 2 mg/dL", "CLIF-C OF肾脏：2 mg/dL")
REPLACED = Wording(
    "CLIF-C OF, kidney: renal replacement, here of the last 7 days", "CLIF-C OF肾脏：近7天肾脏替代治疗"
)
PER_DAY = Wording(
    "registered criterion and Chinese guideline: 17.1 a day; red: on two days running",
    "注册标准及中国指南：每天上升≥17.1；连续2天为红色",
)
BILIRUBIN = Wording(
    "CLIF-C OF liver failure 12 mg/dL; AARC 25 mg/dL", "CLIF-C OF肝衰竭12 mg/dL；AARC 25 mg/dL"
)
CLOTTING = Wording("CLIF-C OF, coagulation: 2.0, failure from 2.5", "CLIF-C OF凝血：2.0，≥2.5为衰竭")
ARTIFICIAL_LIVER = Wording(
    "Chinese artificial liver guideline 2016: treated from 20 to 40 %, better when stable above 30 %",
    "中国人工肝指南（2016）：适应证20%–40%，稳定>30%为好转",
)
HYPONATRAEMIA = Wording(
    "EASL 2018: below 130; Spasovski 2014: profound below 125", "EASL 2018：<130；Spasovski 2014：<125为重度"
)
PLATELETS = Wording("CLIF-SOFA, failure at 20", "CLIF-SOFA：≤20为衰竭")
PRESSURE = Wording("CLIF-C OF, circulation: below 70", "CLIF-C OF循环：<70")
PRESSORS = Wording(
    "CLIF-C OF, circulation: failure with a vasopressor", "CLIF-C OF循环：使用血管活性药为衰竭"
)
CRITICAL = Wording("red: critical values of a Chinese laboratory (bwwdw)", "红色：国内检验科危急值（bwwdw）")
SIRS = Wording(
    "ACCP/SCCM 1992: leucocytes, temperature, pulse, respiration; with MAP below 70 or a vasopressor, or two of four",
    "ACCP/SCCM 1992：白细胞、体温、心率、呼吸；合并MAP<70、血管活性药或4项中2项",
)
PROCALCITONIN = Wording(
    "PMC3819445: 0.48 in severe hepatitis B with peritonitis", "PMC3819445：乙型重型肝炎合并SBP 0.48"
)
NO_PUBLICATION = Wording("no publication", "无文献")

# What no publication gives is ours, and said so in this one field: the levels whose limit we chose.
BOTH, AMBER_ONLY, RED_ONLY = frozenset({AMBER, RED}), frozenset({AMBER}), frozenset({RED})

THRESHOLDS = (
    Threshold("PRESSOR", "pressor", NEVER, 1, "", PRESSORS),
    Threshold("MAP", "map", 70, NEVER, "mmHg", PRESSURE, rising=False, amber_included=False),
    Threshold("LACTATE", "lactate", 1.5, 2.5, "mmol/L", AARC_LACTATE, red_included=False),
    Threshold("MELD_RISE", "meld_chg7d", 3, 5, "", XUN, ours=BOTH),
    Threshold("MELD", "meld", 23, 28, "", MELD_LEVELS),
    Threshold("AARC", "aarc", 8, 11, "", AARC),
    Threshold("HE_RISE", "he_chg7d", 1, NEVER, "", ANY_RISE, ours=AMBER_ONLY),
    Threshold("HE", "hegrade", NEVER, 3, "", GRADE_THREE),
    Threshold("AKI_48H", "creat_rise48h", 26.5, NEVER, "µmol/L", ICA_48H),
    Threshold("AKI_7D", "creat_x7d", 1.5, NEVER, "×", ICA_7D),
    Threshold("CREAT", "creat", NEVER, 177, "µmol/L", KIDNEY),
    Threshold("RRT", "rrt", NEVER, 1, "", REPLACED),
    Threshold("BILI_RISE", "bili_rise", 17.1, NEVER, "µmol/L", PER_DAY),
    Threshold("BILI_RISE_2D", "bili_rise_2d", NEVER, 17.1, "µmol/L", PER_DAY),
    Threshold("BILI", "bili", 205, 428, "µmol/L", BILIRUBIN),
    Threshold("INR", "inr", 2.0, 2.5, "", CLOTTING),
    Threshold("PTA", "pta", 30, 20, "%", ARTIFICIAL_LIVER, rising=False, amber_included=False, red_included=False),
    Threshold(
        "SODIUM", "sodium", 130, 125, "mmol/L", HYPONATRAEMIA,
        rising=False, amber_included=False, red_included=False,
    ),
    Threshold("K_LOW", "k", 3.5, 2.8, "mmol/L", CRITICAL, rising=False, amber_included=False, ours=AMBER_ONLY),
    Threshold("K_HIGH", "k", 5.5, 6.2, "mmol/L", CRITICAL, amber_included=False, ours=AMBER_ONLY),
    Threshold("GLUC", "gluc", 3.9, 2.2, "mmol/L", CRITICAL, rising=False, amber_included=False, ours=AMBER_ONLY),
    Threshold("HGB_FALL", "hgb_fall", 10, 20, "g/L", NO_PUBLICATION, ours=BOTH),
    Threshold("PLAT", "plat", 50, 20, "10⁹/L", PLATELETS, rising=False, amber_included=False, ours=AMBER_ONLY),
    Threshold("SEPSIS", "sepsis", NEVER, 1, "", SIRS, ours=RED_ONLY),
    Threshold("PCT", "pct", 0.5, NEVER, "ng/mL", PROCALCITONIN),
    Threshold("WBC", "wbc", 10, NEVER, "10⁹/L", NO_PUBLICATION, amber_included=False, ours=AMBER_ONLY),
    Threshold("TEMP", "temp", 38, NEVER, "°C", SIRS, ours=AMBER_ONLY),
)  # fmt: skip

# Thresholds on a change rather than on a level.
CHANGES = frozenset({"MELD_RISE", "HE_RISE", "AKI_48H", "AKI_7D", "BILI_RISE", "BILI_RISE_2D", "HGB_FALL"})
# Thresholds on what is either there or not: their value is 1.
PRESENT = frozenset({"PRESSOR", "RRT", "SEPSIS"})
# Levels that a patient is taken to have until they are measured again; everything else is of these last days.
LASTING = frozenset({"MELD", "AARC", "HE", "CREAT", "BILI", "INR", "PTA", "SODIUM", "PLAT"})
FADES_AFTER_DAYS = 7


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
