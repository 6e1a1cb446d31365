"""Grades of CTCAE v4.03, the version the protocol names: computed from laboratory values, or listed.

0 means graded and normal, a word CTCAE itself does not use. Version 5 has other rules and is not mixed in.
v4 knows no adjustment for an abnormal baseline: in liver failure raw grades count the disease, so show
grades that rose above the baseline grade.
"""

from collections.abc import Mapping

import numpy as np

from clinical.common.decimals import Floats, Truths, Values, above, at_least, numbers
from clinical.ctcae.clinical_terms import CLINICAL
from clinical.ctcae.laboratory_terms import LABORATORY
from clinical.ctcae.rules import RULES, Clause, Rule
from clinical.laboratory.tests import LAB_TESTS

VERSION = "4.03"
TERMS: tuple[str, ...] = (*LABORATORY, *CLINICAL)
INFUSION_TERMS: tuple[str, ...] = tuple(CLINICAL)
"""The terms offered for reactions during and after an infusion, and for the course of liver failure."""

TERM_OF_PARAMCD: dict[str, dict[str, str]] = {
    code: {rule.direction: term for term, rule in RULES.items() if rule.paramcd == code}
    for code in dict.fromkeys(rule.paramcd for rule in RULES.values())
}
"""{PARAMCD: {"HIGH": term, "LOW": term}}: by which terms a test is graded; TEMP is the temperature of VS."""

_WORDING = LABORATORY | CLINICAL
_SPELLING = {term.casefold(): term for term in TERMS}
_FEVER_HOURS = 24
_PRESSURE_BANDS = ((1, 120, 80), (2, 140, 90), (3, 160, 100))


class UnknownTerm(ValueError):  # noqa: N818 - it names what is wrong
    """A term that this table of CTCAE v4.03 does not hold."""


def _known(term: str) -> str:
    spelled = _SPELLING.get(term.strip().casefold())
    if spelled is None:
        raise UnknownTerm(f"{term!r} is not among the CTCAE v{VERSION} terms known here: {', '.join(TERMS)}")
    return spelled


def grades_of(term: str) -> tuple[int, ...]:
    """The grades that exist for a term, 5 (death) included where CTCAE has it. UnknownTerm otherwise."""
    return tuple(sorted(_WORDING[_known(term)]))


def wording(term: str, grade: int) -> str:
    """The official description of one grade. UnknownTerm, or KeyError for a grade that does not exist."""
    return _WORDING[_known(term)][grade]


def unit_of(term: str) -> str | None:
    """The unit a term is graded in: that of its laboratory test, degC for fever, None if not numeric."""
    rule = RULES.get(_known(term))
    if rule is None:
        return None
    return LAB_TESTS[rule.paramcd].unit if rule.paramcd in LAB_TESTS else "degC"


def grade(
    term: str,
    value: float | None,
    *,
    uln: float | None = None,
    lln: float | None = None,
    baseline: float | None = None,
    anticoagulated: bool | None = False,
    symptomatic: bool | None = False,
    hours_above_40: float | None = None,
) -> int | None:
    """The grade of one value, 0 to 4, or None where it cannot be graded; see `grades`."""
    graded = grades(
        term,
        value,
        uln=uln,
        lln=lln,
        baseline=baseline,
        anticoagulated=anticoagulated,
        symptomatic=symptomatic,
        hours_above_40=hours_above_40,
    )
    return None if np.isnan(graded) else int(graded)


def grades(
    term: str,
    values: Values,
    *,
    uln: Values = None,
    lln: Values = None,
    baseline: Values = None,
    anticoagulated: Values = False,
    symptomatic: Values = False,
    hours_above_40: Values = None,
) -> Floats:
    """The grades of many values, each 0 to 4, NaN where it cannot be graded.

    Values, limits and baseline in the standard unit of the term's test (`unit_of`). The worst clause that
    is met wins. If none is met the grade is 0, unless a missing limit, baseline or condition could have
    given one: then NaN. A term graded by symptoms or treatment alone (hypotension) is always NaN.
    The baseline clause of INR counts only under anticoagulation; hypokalaemia is 2 instead of 1 only with
    symptoms or treatment; fever above 40 degC is 4 only if it is known to have lasted more than 24 h.
    """
    name = _known(term)
    value = numbers(values)
    measured = np.where(np.isfinite(value) & (value >= 0), value, np.nan)
    rule = RULES.get(name)
    if rule is None:
        return np.full(np.shape(measured), np.nan)
    references = _references(uln, lln, baseline)
    conditions = {
        "ALWAYS": np.asarray(1.0),
        "ANTICOAGULATED": numbers(anticoagulated),
        "SYMPTOMATIC": numbers(symptomatic),
        "OVER 24 HOURS": _longer_than_a_day(hours_above_40),
    }
    return _worst(rule, measured, references, conditions)


def _references(uln: Values, lln: Values, baseline: Values) -> dict[str, Floats]:
    upper, lower, before = numbers(uln), numbers(lln), numbers(baseline)
    upper, before = np.where(upper > 0, upper, np.nan), np.where(before > 0, before, np.nan)
    return {
        "NUMBER": np.asarray(1.0),
        "ULN": upper,
        "LLN": np.where(lower >= 0, lower, np.nan),
        "BASELINE": before,
        "ULN OR HIGHER BASELINE": np.where(np.isnan(upper), np.nan, np.fmax(upper, before)),
    }


def _longer_than_a_day(hours_above_40: Values) -> Floats:
    hours = numbers(hours_above_40)
    return np.where(np.isnan(hours), np.nan, above(hours, _FEVER_HOURS))


def _worst(
    rule: Rule, measured: Floats, references: Mapping[str, Floats], conditions: Mapping[str, Floats]
) -> Floats:
    worst, open_ = np.asarray(0.0), np.asarray(False)
    for clause in rule.clauses:
        met, undecided = _judge(clause, measured, references[clause.reference], conditions[clause.condition])
        worst = np.maximum(worst, np.where(met, float(clause.grade), 0.0))
        open_ = open_ | undecided
    return np.where(np.isnan(measured) | ((worst == 0) & open_), np.nan, worst)


def _judge(clause: Clause, measured: Floats, reference: Floats, applies: Floats) -> tuple[Truths, Truths]:
    """Whether the clause is met, and whether something missing keeps that from being known."""
    limit = clause.factor * reference + clause.offset
    exceeded = clause.compare(measured, limit)
    unknown_limit = np.isnan(limit) & (applies != 0)
    return exceeded & (applies == 1), unknown_limit | (exceeded & np.isnan(applies))


def paramcd_grades(
    paramcd: str,
    values: Values,
    *,
    uln: Values = None,
    lln: Values = None,
    baseline: Values = None,
    anticoagulated: Values = False,
) -> Floats:
    """The worse of a laboratory test's high and low grades.

    NaN where neither is above 0 and not both are known, and throughout for a test that CTCAE v4.03 does
    not grade by its value alone.
    """
    both = [
        grades(term, values, uln=uln, lln=lln, baseline=baseline, anticoagulated=anticoagulated)
        for term in TERM_OF_PARAMCD.get(paramcd, {}).values()
    ]
    if not both:
        return np.full(np.shape(numbers(values)), np.nan)
    stacked = np.stack(np.broadcast_arrays(*both))
    worst = np.max(np.where(np.isnan(stacked), 0.0, stacked), axis=0)
    return np.where((worst == 0) & np.isnan(stacked).any(axis=0), np.nan, worst)


def blood_pressure_band(systolic_mmhg: float | None, diastolic_mmhg: float | None) -> int | None:
    """The band of the hypertension wording that a pressure falls in, 0 to 3; None where one is missing.

    Not a grade: persistence, symptoms and treatment belong to it and are the investigator's to judge.
    """
    pressures = numbers([systolic_mmhg, diastolic_mmhg])
    if np.isnan(pressures).any():
        return None
    reached = [
        band
        for band, systolic, diastolic in _PRESSURE_BANDS
        if at_least(pressures[0], systolic) or at_least(pressures[1], diastolic)
    ]
    return max(reached, default=0)
