"""What the trial's plan says that its data do not: arms and their roles, planned infusions, visit windows.

A study without an entry here is analysed by its own collected visits and has no planned infusions.
Source: the registered record NCT05940610 with the working decisions of the trial's design document
(clinical/trial.md, sections 1.5 and 3.6): where the record contradicts itself, the decision is a field.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from typing import Literal

DAYS_PER_MONTH = 30.4375


@dataclass(frozen=True)
class Arm:
    """One arm: ARM and ARMCD as the data spell them, and its role."""

    name: str
    code: str
    role: Literal["EXPERIMENTAL", "CONTROL"]


@dataclass(frozen=True)
class PlannedDose:
    """One planned infusion: its study day from the anchor, and how many days it may be off.

    Beyond `tolerance_days`, up to `minor_deviation_days`, it is a minor deviation.
    """

    number: int
    day: int
    tolerance_days: int
    minor_deviation_days: int


@dataclass(frozen=True)
class TimePoint:
    """One planned assessment of an infusion: `minutes` after its start, or after its end (`from_end`).

    `name` is as VSTPT and FATPT spell it. A record that bears no such name counts for the point from
    `early_minutes` before it to `late_minutes` after it.
    """

    name: str
    number: int
    minutes: int
    early_minutes: int
    late_minutes: int
    from_end: bool = True

    @property
    def before(self) -> bool:
        """Whether it comes before the infusion."""
        return not self.from_end and self.minutes <= 0


@dataclass(frozen=True)
class Visit:
    """A planned visit after the first infusion: study day from the anchor, and its tolerance in days."""

    name: str
    day: int
    tolerance_days: int


@dataclass(frozen=True)
class VisitWindow:
    """The study days, first and last included, whose results may represent a visit."""

    name: str
    number: int
    first_day: int
    last_day: int


@dataclass(frozen=True)
class Protocol:
    """One trial. The texts say the rules as a page prints them.

    `arms` are in the order of every table and legend. `time_points` are the planned assessments of each infusion.
    `per_protocol_doses` of the planned infusions make a patient part of the per-protocol set. `endpoints` are
    the parameters of adam.adtte that it has.
    """

    study_ids: frozenset[str]
    registry_ids: frozenset[str]
    arms: tuple[Arm, ...]
    doses: tuple[PlannedDose, ...]
    time_points: tuple[TimePoint, ...]
    per_protocol_doses: int
    visits: tuple[Visit, ...]
    endpoints: tuple[str, ...]
    anchor_en: str
    anchor_zh: str
    dose_en: str
    dose_zh: str
    window_rule_en: str
    window_rule_zh: str

    @property
    def visit_windows(self) -> tuple[VisitWindow, ...]:
        """Contiguous windows around the planned days, by `window_rule_en`."""
        days = [1, *(visit.day for visit in self.visits)]
        firsts = [ceil((before + after) / 2) for before, after in zip(days, days[1:], strict=False)]
        last = self.visits[-1].day + self.visits[-1].tolerance_days
        lasts = [first - 1 for first in firsts[1:]] + [last]
        return tuple(
            VisitWindow(visit.name, visit.day, first, final)
            for visit, first, final in zip(self.visits, firsts, lasts, strict=True)
        )

    def role_of(self, arm: str | None) -> str | None:
        """EXPERIMENTAL or CONTROL for an ARM or ARMCD of the data; None for any other."""
        return next((each.role for each in self.arms if arm in (each.name, each.code)), None)


def month_day(months: int) -> int:
    """The study day that many months after study day 1."""
    return round(months * DAYS_PER_MONTH) + 1


MSC_EV = Protocol(
    study_ids=frozenset({"SIM-MSCEV"}),
    registry_ids=frozenset({"NCT05940610"}),
    arms=(Arm("MSC-EV", "MSCEV", "EXPERIMENTAL"), Arm("Control", "CTRL", "CONTROL")),
    doses=tuple(
        PlannedDose(number, day, tolerance_days=1, minor_deviation_days=2)
        for number, day in enumerate((1, 8, 15, 22), start=1)
    ),
    # Points of trial.md 3.4; it gives a tolerance for the first only, the others are this product's proposal.
    time_points=(
        TimePoint("PRE-INFUSION", 1, 0, 30, 0, from_end=False),
        TimePoint("15 MIN", 2, 15, 7, 7, from_end=False),
        TimePoint("30 MIN", 3, 30, 7, 7, from_end=False),
        TimePoint("45 MIN", 4, 45, 7, 7, from_end=False),
        TimePoint("60 MIN", 5, 60, 7, 7, from_end=False),
        TimePoint("END OF INFUSION", 6, 0, 10, 15),
        TimePoint("1 H AFTER END", 7, 60, 20, 20),
        TimePoint("2 H AFTER END", 8, 120, 30, 30),
        TimePoint("4 H AFTER END", 9, 240, 60, 60),
        TimePoint("8 H AFTER END", 10, 480, 120, 120),
        TimePoint("24 H AFTER END", 11, 1440, 120, 120),
    ),
    per_protocol_doses=3,
    visits=(
        Visit("Day 8", 8, 1),
        Visit("Day 15", 15, 1),
        Visit("Day 22", 22, 1),
        Visit("Week 4", 29, 3),
        Visit("Week 8", 57, 7),
        Visit("Week 12", 85, 7),
        Visit("Month 4", month_day(4), 14),
        Visit("Month 5", month_day(5), 14),
        Visit("Month 6", month_day(6), 14),
        Visit("Month 12", month_day(12), 30),
    ),
    endpoints=("OS", "TFS"),
    anchor_en="Study day 1 is the day of the first infusion, or of randomisation where none was given.",
    anchor_zh="研究第1天为首次输注日;未输注者为随机日。",
    dose_en="10 E10 particles (as registered; ambiguous)",
    dose_zh="10 E10 颗粒(按注册记录原文;含义不明确)",
    window_rule_en=(
        "Windows are contiguous: each runs from the midpoint to the planned day before it up to the midpoint "
        "to the next one, which belongs to the later; the first starts halfway after day 1, the last ends "
        "with its tolerance. A window is represented by the result closest to the planned day, of two "
        "equally close ones by the later. Baseline is not a window."
    ),
    window_rule_zh=(
        "各访视窗前后相接:以相邻计划日的中点为界,中点归后一访视;首窗自第1天与首个计划日的中点起,末窗止于其容许范围。"
        "窗内取最接近计划日的结果,等距时取较晚者。基线不属于任何访视窗。"
    ),
)

PROTOCOLS = (MSC_EV,)
OWN_ENDPOINTS = {"CDISCPILOT01": ("TTDE",)}
"""Endpoints that one trial planned, by STUDYID, where it has no entry here: of the CDISC pilot its published ADTTE."""


def for_study(studyid: str | None, registry_ids: Iterable[str] = ()) -> Protocol | None:
    """The protocol of a study, recognised by STUDYID or by a registry identifier (TS REGID); else None."""
    registered = frozenset(registry_ids)
    return next(
        (each for each in PROTOCOLS if studyid in each.study_ids or each.registry_ids & registered), None
    )
