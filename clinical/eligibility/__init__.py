"""Is this person eligible on the registered criteria, why, what is missing, and what would change it.

Strong Kleene logic over the ranges that the inputs allow: a missing value is never normal and never guessed.
The verdict is about the registered words as read; it is no recommendation. Source of the rules: the trial's
design document, section 2, and ClinicalTrials.gov NCT05940610.
"""

from collections.abc import Mapping

from clinical.eligibility.assessment import (
    Assessment,
    CriterionResult,
    InputUsed,
    ReadingVerdict,
    Result,
    Verdict,
)
from clinical.eligibility.candidate import FIELDS, Candidate, Given, given
from clinical.eligibility.cautions import cautions
from clinical.eligibility.changes import VERDICTS, nearest_changes
from clinical.eligibility.columns import Columns, columns_of
from clinical.eligibility.comparisons import Node, Situation, checks_of
from clinical.eligibility.criteria import CRITERIA, Criterion
from clinical.eligibility.explanations import RESULTS, details, distance, reason, value_words
from clinical.eligibility.kleene import FALSE, UNKNOWN, Truth
from clinical.eligibility.limits import REGISTERED, Limits
from clinical.eligibility.meld import meld_range
from clinical.eligibility.missing import missing_inputs
from clinical.eligibility.quantities import as_entered
from clinical.eligibility.readings import READINGS, Reading, reading_of
from clinical.eligibility.verdict import favourable, overall, rules_of, truths

__all__ = ["Assessment", "Candidate", "Result", "Verdict", "assess", "assess_all_readings"]


def assess(
    candidate: Candidate | Mapping[str, Given], *, reading: str = "registered", limits: Limits = REGISTERED
) -> Assessment:
    """One candidate against the ten registered criteria under one reading (a key of `READINGS`).

    `candidate`: a `Candidate` or a mapping of its field names; what is absent or None is not known.
    The verdict is NOT_ELIGIBLE as soon as one inclusion is false or one exclusion true, ELIGIBLE only when
    every inclusion is true and every exclusion false, otherwise UNDETERMINED. Of an exclusion, MET means
    that the exclusion is present. Unreadable values count as not known and are listed in `problems`.
    UnknownField for a field that does not exist, UnknownReading for a reading that is not registered.
    """
    columns = columns_of({name: [value] for name, value in given(candidate).items()}, 1)
    chosen = reading_of(reading)
    as_given, fresh = _situations(columns, limits)
    situation = fresh if chosen.stale_is_unknown else as_given
    rules = rules_of(chosen)
    verdict = VERDICTS[int(overall(truths(situation, rules))[0])]
    by_reading = _by_reading(as_given, fresh)
    return Assessment(
        verdict=verdict,
        reading=chosen,
        criteria=tuple(_result(criterion, situation, rules, by_reading) for criterion in CRITERIA),
        missing=missing_inputs(situation, rules) if verdict is Verdict.UNDETERMINED else (),
        changes=nearest_changes(situation, rules, chosen),
        warnings=cautions(situation, chosen, rules),
        problems=columns.problems,
        readings=tuple(_reading_verdict(READINGS[name], results) for name, results in by_reading.items()),
        meld_raw=_meld(columns, chosen),
        laboratory={
            name: float(columns[name].low[0])
            for name, field in FIELDS.items()
            if field.paramcd and columns[name].known[0]
        },
    )


def assess_all_readings(
    candidate: Candidate | Mapping[str, Given], *, limits: Limits = REGISTERED
) -> dict[str, ReadingVerdict]:
    """The verdict under every registered reading, by its id, the strict one first."""
    columns = columns_of({name: [value] for name, value in given(candidate).items()}, 1)
    return {
        name: _reading_verdict(READINGS[name], results)
        for name, results in _by_reading(*_situations(columns, limits)).items()
    }


def _situations(columns: Columns, limits: Limits) -> tuple[Situation, Situation]:
    """The candidate as given, and with stale values as not known: one and the same where none is stale."""
    as_given = Situation(columns, limits)
    return as_given, as_given if columns.fresh is columns else Situation(columns.fresh, limits)


def _by_reading(as_given: Situation, fresh: Situation) -> dict[str, dict[str, Truth]]:
    """Every criterion under every reading; what a reading does not touch is computed once."""
    return {
        name: truths(fresh if reading.stale_is_unknown else as_given, rules_of(reading))
        for name, reading in READINGS.items()
    }


def _reading_verdict(reading: Reading, outcomes: dict[str, Truth]) -> ReadingVerdict:
    verdict = VERDICTS[int(overall(outcomes)[0])]
    # What the verdict rests on: the criteria against it, or those still open.
    weight = {Verdict.NOT_ELIGIBLE: FALSE, Verdict.UNDETERMINED: UNKNOWN}.get(verdict)
    because = (name for name, outcome in outcomes.items() if favourable(name, outcome)[0] == weight)
    return ReadingVerdict(reading, verdict, tuple(because))


def _result(
    criterion: Criterion,
    situation: Situation,
    rules: dict[str, Node],
    by_reading: dict[str, dict[str, Truth]],
) -> CriterionResult:
    rule = rules[criterion.id]
    result = RESULTS[int(situation.truth(rule)[0])]
    return CriterionResult(
        criterion=criterion,
        result=result,
        reason=reason(rule, situation),
        inputs=_inputs(rule, situation),
        details=tuple(details(rule, situation)),
        distance=None if result is Result.UNKNOWN else distance(rule, situation, criterion.kind),
        alternatives={name: RESULTS[int(by_reading[name][criterion.id][0])] for name in criterion.readings},
    )


def _inputs(rule: Node, situation: Situation) -> tuple[InputUsed, ...]:
    """Every input that the criterion asks for, with its value as it entered."""
    fields = dict.fromkeys(field for check in checks_of(rule) for field in check.fields)
    return tuple(
        InputUsed(
            field,
            FIELDS[field].label,
            value_words(as_entered(field), situation.columns[field]),
            bool(situation.columns[field].known[0]),
        )
        for field in fields
        if FIELDS[field].kind != "date"
    )


def _meld(columns: Columns, reading: Reading) -> tuple[float, float] | None:
    """The raw MELD of the reading, or the range that it must lie in."""
    known = any(columns.given(name)[0] for name in ("bilirubin_umol_l", "inr", "creatinine_umol_l"))
    raw = meld_range(columns, reading.meld)
    return (float(raw.low[0]), float(raw.high[0])) if known else None
