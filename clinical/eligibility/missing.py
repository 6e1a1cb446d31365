"""Which inputs are missing, in the order in which they would decide."""

from collections.abc import Sequence

import numpy as np

from clinical.eligibility.assessment import MissingInput
from clinical.eligibility.candidate import FIELDS
from clinical.eligibility.comparisons import Check, Node, Situation, deciding
from clinical.eligibility.facts import EXCHANGE_ANSWER, HOURS_SINCE_EXCHANGE
from clinical.eligibility.kleene import UNKNOWN
from clinical.eligibility.limits import Limits, probes
from clinical.eligibility.verdict import overall, truths

_ASKED_AS = {EXCHANGE_ANSWER: HOURS_SINCE_EXCHANGE}
_EXCHANGE_PROBES = (0.0, np.inf)


def missing_inputs(situation: Situation, rules: dict[str, Node]) -> tuple[MissingInput, ...]:
    """What keeps the verdict open, strongest first.

    An input is the stronger the more of its possible values decide the verdict alone; then the more
    criteria it settles; then in the order of the record.
    """
    bearing = _bearing(situation, rules)
    fields = list(bearing)
    decided, settled = _power(situation, rules, fields)
    order = sorted(fields, key=lambda field: (-decided[field], -settled[field]))
    return tuple(
        MissingInput(field, FIELDS[field].label, tuple(bearing[field]), decided[field] > 0) for field in order
    )


def _bearing(situation: Situation, rules: dict[str, Node]) -> dict[str, list[str]]:
    """The missing inputs of every open criterion, and which criteria those are."""
    bearing: dict[str, list[str]] = {}
    for criterion_id, rule in rules.items():
        if situation.truth(rule)[0] != UNKNOWN:
            continue
        for check in deciding(rule, situation):
            for field in _asked(check, situation):
                criteria = bearing.setdefault(field, [])
                if criterion_id not in criteria:
                    criteria.append(criterion_id)
    return bearing


def _asked(check: Check, situation: Situation) -> list[str]:
    """The inputs of an open comparison that are not known; where all are, those whose other value decides."""
    asked = [field for field in check.fields if not _known(situation, field)]
    if "encephalopathy_grade" in asked and situation.columns["sedated"].low[0] == 1:
        asked.append("sedated")
    if asked:
        return asked
    # The pair of samples shows no rise that counts: another earlier sample is needed, with all about it.
    return [field for field in check.fields if field != "bilirubin_umol_l"]


def _known(situation: Situation, field: str) -> bool:
    if field == EXCHANGE_ANSWER:
        since = situation.columns[HOURS_SINCE_EXCHANGE]
        return bool(since.above(situation.limits.exchange_hours)[0] != UNKNOWN)
    return bool(situation.columns[_ASKED_AS.get(field, field)].known[0])


def _power(
    situation: Situation, rules: dict[str, Node], fields: Sequence[str]
) -> tuple[dict[str, float], dict[str, float]]:
    """Per input: the share of its values that decide the verdict, and how many criteria they settle."""
    tried = [(field, value) for field in fields for value in _values(field, situation.limits)]
    decided, settled = dict.fromkeys(fields, 0.0), dict.fromkeys(fields, 0.0)
    if not tried:
        return decided, settled
    columns = situation.columns.repeated([(_ASKED_AS.get(field, field), value) for field, value in tried])
    outcomes = truths(Situation(columns, situation.limits), rules)
    verdicts = overall(outcomes)
    clear = np.sum([outcome != UNKNOWN for outcome in outcomes.values()], axis=0)
    for field in fields:
        rows = [row for row, (name, _) in enumerate(tried) if name == field]
        if rows:
            decided[field] = float(np.mean(verdicts[rows] != UNKNOWN))
            settled[field] = float(np.mean(clear[rows]))
    return decided, settled


def _values(field: str, limits: Limits) -> tuple[float, ...]:
    return _EXCHANGE_PROBES if field == EXCHANGE_ANSWER else probes(field, limits)
