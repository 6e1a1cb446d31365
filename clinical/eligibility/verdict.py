"""Criteria to verdict: all inclusions must hold and no exclusion may, in strong Kleene logic."""

from clinical.eligibility.comparisons import Node, Situation
from clinical.eligibility.criteria import BY_ID, CRITERIA, rule_of
from clinical.eligibility.kleene import Truth, all_of, negation
from clinical.eligibility.readings import Reading


def rules_of(reading: Reading) -> dict[str, Node]:
    """The tree of every criterion under a reading, by id."""
    return {criterion.id: rule_of(criterion.id, reading) for criterion in CRITERIA}


def truths(situation: Situation, rules: dict[str, Node]) -> dict[str, Truth]:
    """Whether each criterion, as it is worded, is the case."""
    return {criterion_id: situation.truth(rule) for criterion_id, rule in rules.items()}


def overall(outcomes: dict[str, Truth]) -> Truth:
    """TRUE: eligible on the registered criteria; FALSE: not eligible; UNKNOWN: cannot be determined."""
    return all_of(*(favourable(criterion_id, outcome) for criterion_id, outcome in outcomes.items()))


def favourable(criterion_id: str, outcome: Truth) -> Truth:
    """Whether the outcome speaks for eligibility: an inclusion that holds, an exclusion that does not."""
    return outcome if BY_ID[criterion_id].kind == "inclusion" else negation(outcome)
