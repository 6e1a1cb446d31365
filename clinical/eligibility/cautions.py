"""Warnings beside the verdict: stale, confounded, discordant, near a limit, wrong unit; none decides."""

from collections.abc import Iterator

import numpy as np

from clinical.common.wording import Wording
from clinical.eligibility.assessment import Caution
from clinical.eligibility.candidate import ETIOLOGIES, FIELDS
from clinical.eligibility.columns import AGE_OF, Columns
from clinical.eligibility.comparisons import Node, Situation, checks_of
from clinical.eligibility.explanations import margin, number
from clinical.eligibility.limits import EDGE_SHARE, FRESH_HOURS, MELD_BORDER, PLASMA_HOURS
from clinical.eligibility.meld import VARIANTS, meld_range
from clinical.eligibility.quantities import INR, PTA
from clinical.eligibility.questions import questions
from clinical.eligibility.readings import REGISTERED_READING, Reading

STALE = Wording("{label} is {age} old (window {window})", "{label}距今{age}(时限{window})")
COAGULATION_DISTURBED = Wording(
    "INR and PTA were drawn {hours} h after plasma or artificial liver: confounded",
    "INR和PTA采样于输血浆或人工肝后{hours} h内:受影响",
)
BILIRUBIN_DISTURBED = Wording(
    "Bilirubin was drawn {hours} h after a plasma exchange or DPMAS: confounded",
    "总胆红素采样于血浆置换或DPMAS后{hours} h内:受影响",
)
CREATININE_DIALYSIS = Wording(
    "Creatinine under dialysis: MELD uses the cap of 4.0 mg/dL (353.6 μmol/L)",
    "透析中的肌酐:MELD按上限4.0 mg/dL(353.6 μmol/L)计",
)
DISCORDANT = Wording(
    "PTA and INR disagree: one is inside its window and the other is not",
    "PTA与INR不一致:一项在范围内，另一项不在",
)
EDGE = Wording(
    "{label} {value} lies within 5 % of the limit {limit}", "{label} {value}与阈值{limit}相差不足5%"
)
MELD_BORDERLINE = Wording(
    "MELD borderline: raw {raw}, and {limit} rounds up", "MELD处于临界:取整前{raw},{limit}起进位"
)
NEVER_YET_PRESENT = Wording(
    "HE is answered as never present, yet graded now: the grade counts",
    "填写从未出现肝性脑病，但当前已有分级:以分级为准",
)
AUTOIMMUNE = Wording(
    "Autoimmune hepatitis as the cause: excluded in this reading; the record does not say so clearly",
    "病因为自身免疫性肝炎:按此解读排除，登记原文未明确",
)
ULTRASOUND_ONLY = Wording(
    "Ascites on ultrasound only: counted, though the record says 'physical examination'",
    "仅超声发现腹水:已计入，但登记原文为“体格检查”",
)
BEFORE_JAUNDICE = Wording(
    "Ascites or HE came before jaundice with coagulopathy: counted as within 4 weeks",
    "腹水或肝性脑病早于黄疸伴凝血障碍:按4周内计",
)
UNUSUAL_READING = Wording("Reading in use: {name}", "当前采用的解读:{name}")


_AUTOIMMUNE = ETIOLOGIES.index("autoimmune")


def cautions(situation: Situation, reading: Reading, rules: dict[str, Node]) -> tuple[Caution, ...]:
    """All warnings about the first candidate, in a stable order."""
    columns = situation.columns
    return (
        *_stale(columns),
        *_disturbed(columns),
        *_discordant(situation),
        *_questioned(columns),
        *_close_to_limit(situation, rules),
        *_meld_border(situation, reading),
        *_definitions(columns, reading),
    )


def _stale(columns: Columns) -> Iterator[Caution]:
    for name, age_field in AGE_OF.items():
        if not (columns.stale(name)[0] and columns.given(name)[0]):
            continue
        hours = float(columns.read[age_field].low[0]) * (24.0 if age_field.endswith("_days") else 1.0)
        text = STALE.fill(label=FIELDS[name].label, age=_duration(hours), window=_duration(FRESH_HOURS[name]))
        yield Caution("stale", (name,), text)


def _duration(hours: float) -> Wording:
    if hours <= 96:
        return Wording(f"{hours:.0f} h", f"{hours:.0f} h")
    return Wording(f"{hours / 24:.0f} days", f"{hours / 24:.0f}天")


def _disturbed(columns: Columns) -> Iterator[Caution]:
    plasma = columns.read["coagulation_hours_after_plasma"]
    if plasma.high[0] <= PLASMA_HOURS:
        text = COAGULATION_DISTURBED.fill(hours=f"{plasma.high[0]:g}")
        yield Caution("confounded_coagulation", ("inr", "pta_percent"), text)
    exchange = columns.read["bilirubin_hours_after_exchange"]
    if exchange.high[0] <= 2 * PLASMA_HOURS:
        text = BILIRUBIN_DISTURBED.fill(hours=f"{exchange.high[0]:g}")
        yield Caution("confounded_bilirubin", ("bilirubin_umol_l",), text)
    if columns["dialysis_past_week"].low[0] == 1:
        yield Caution("confounded_creatinine", ("creatinine_umol_l",), CREATININE_DIALYSIS)


def _discordant(situation: Situation) -> Iterator[Caution]:
    limits, pta, inr = situation.limits, situation.value(PTA), situation.value(INR)
    if not (pta.known[0] and inr.known[0]):
        return
    pta_inside = limits.pta_low_percent <= pta.low[0] <= limits.pta_high_percent
    inr_inside = limits.inr_low <= inr.low[0] <= limits.inr_high
    if pta_inside != inr_inside:
        yield Caution("discordant", ("inr", "pta_percent"), DISCORDANT)


def _questioned(columns: Columns) -> Iterator[Caution]:
    for question in questions(columns):
        yield Caution(question.kind, question.fields, question.text)


def _close_to_limit(situation: Situation, rules: dict[str, Node]) -> Iterator[Caution]:
    seen: set[tuple[str, float]] = set()
    for rule in rules.values():
        for check in checks_of(rule):
            share = margin(check, situation) if check.quantity.edge else None
            if share is None or abs(share) > EDGE_SHARE * (1 + 1e-9):
                continue
            limit = float(check.limit(situation).low[0])
            if (check.quantity.name, limit) in seen:
                continue
            seen.add((check.quantity.name, limit))
            decimals = check.quantity.decimals
            value = number(float(situation.value(check.quantity).low[0]), decimals)
            text = EDGE.fill(label=check.quantity.label, value=value, limit=number(limit, max(decimals, 1)))
            yield Caution("edge", check.quantity.fields[:1], text)


def _meld_border(situation: Situation, reading: Reading) -> Iterator[Caution]:
    if reading.meld not in VARIANTS or reading.meld == "sodium":
        return
    raw = meld_range(situation.columns, reading.meld)
    border = situation.limits.meld + 0.5
    if raw.known[0] and abs(float(raw.low[0]) - border) <= MELD_BORDER + 1e-9:
        text = MELD_BORDERLINE.fill(raw=f"{raw.low[0]:.2f}", limit=f"{border:g}")
        yield Caution("meld_border", ("bilirubin_umol_l", "inr", "creatinine_umol_l"), text)


def _definitions(columns: Columns, reading: Reading) -> Iterator[Caution]:
    if columns["encephalopathy_grade"].low[0] >= 1 and columns["encephalopathy_ever"].high[0] == 0:
        yield Caution("never_yet_present", ("encephalopathy_ever",), NEVER_YET_PRESENT)
    if (
        columns["etiology"].low[0] == columns["etiology"].high[0] == _AUTOIMMUNE
        and reading.autoimmune_cause_excluded
    ):
        yield Caution("autoimmune_cause", ("etiology",), AUTOIMMUNE)
    if columns["ascites_by_ultrasound_only"].low[0] == 1 and columns["ascites"].low[0] >= 1:
        yield Caution("ultrasound_only", ("ascites",), ULTRASOUND_ONLY)
    days = columns["days_to_ascites_or_encephalopathy"]
    if np.isfinite(days.high[0]) and days.high[0] < 0:
        yield Caution("before_jaundice", ("days_to_ascites_or_encephalopathy",), BEFORE_JAUNDICE)
    if reading is not REGISTERED_READING:
        yield Caution("reading", (), UNUSUAL_READING.fill(name=reading.name))
