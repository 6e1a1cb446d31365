"""What a criterion is made of: comparisons of one quantity with one limit, joined by 'all of' and 'any of'.

The same tree decides (for one candidate as for ten thousand), tells what is missing, how far the values are
from their limits, and puts the reason into words.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from clinical.common.wording import Wording
from clinical.eligibility.columns import Columns
from clinical.eligibility.kleene import Truth, all_of, any_of
from clinical.eligibility.limits import REGISTERED, Limits
from clinical.eligibility.ranges import Range

Sign: TypeAlias = Literal["≥", ">", "≤", "<"]


class Situation:
    """Candidates and the limits they are held against; quantities and checks are computed once each."""

    def __init__(self, columns: Columns, limits: Limits) -> None:
        self.columns = columns
        self.limits = limits
        self._ranges: dict[str, Range] = {}
        self._truths: dict[int, tuple[Node, Truth]] = {}

    def value(self, quantity: "Quantity") -> Range:
        """The quantity of every candidate."""
        if quantity.name not in self._ranges:
            self._ranges[quantity.name] = quantity.of(self)
        return self._ranges[quantity.name]

    def truth(self, node: "Node") -> Truth:
        """Whether the check or the group holds, for every candidate."""
        known = self._truths.get(id(node))
        if known is None:
            # The node is kept beside its answer: a freed one could hand its id to another.
            known = self._truths[id(node)] = (node, node.truth(self))
        return known[1]


@dataclass(frozen=True, eq=False)
class Quantity:
    """Something a candidate has: measured, derived or answered.

    `name` is unique; `fields` are the inputs it is asked for by, `of` computes it. `words` names its whole
    values where it is an answer and not a measurement; `decimals` is for display.
    `edge`: worth a warning when it lies close to a limit. `least`: a lower bound up to which says nothing.
    """

    name: str
    label: Wording
    of: Callable[[Situation], Range]
    fields: tuple[str, ...]
    unit: Wording = Wording("", "")
    decimals: int = 0
    words: tuple[Wording, ...] = ()
    edge: bool = False
    least: float = 0.0


@dataclass(frozen=True, eq=False)
class Check:
    """One comparison. `limit` may depend on the candidate (10 x that laboratory's upper limit).

    `limit_note` explains such a limit; `limit_fields` are the inputs that it needs.
    """

    quantity: Quantity
    sign: Sign
    limit: Callable[[Situation], Range]
    limit_note: Callable[[Situation], Wording] | None = None
    limit_fields: tuple[str, ...] = ()

    def truth(self, situation: Situation) -> Truth:
        """Whether the comparison holds, for every candidate."""
        value, limit = situation.value(self.quantity), self.limit(situation)
        if self.sign == "≥":
            return value.at_least(limit)
        if self.sign == ">":
            return value.above(limit)
        return value.at_most(limit) if self.sign == "≤" else value.below(limit)

    @property
    def fields(self) -> tuple[str, ...]:
        """All inputs that this comparison needs."""
        return (*self.quantity.fields, *self.limit_fields)


@dataclass(frozen=True, eq=False)
class Group:
    """Several parts of which all, or any, must hold; a named one is a route ('ACLF') through a criterion."""

    kind: Literal["all", "any"]
    parts: tuple["Node", ...]
    name: Wording | None = None

    def truth(self, situation: Situation) -> Truth:
        """Whether the group holds, for every candidate."""
        join = all_of if self.kind == "all" else any_of
        return join(*(situation.truth(part) for part in self.parts))


Node: TypeAlias = Check | Group


@cache
def check(quantity: Quantity, sign: Sign, limit: str | float, *, plus: float = 0.0) -> Check:
    """A comparison with a limit that is the same for every candidate: a field of `Limits`, or a number.

    Asked for twice it is the same comparison, so that readings which share it compute it once.
    """
    if isinstance(limit, str) and not hasattr(REGISTERED, limit):
        raise AttributeError(f"there is no limit '{limit}'")

    def bound(situation: Situation) -> Range:
        value = getattr(situation.limits, limit) if isinstance(limit, str) else limit
        return Range.exactly(value + plus)

    return Check(quantity, sign, bound)


@cache
def both(*parts: Node, name: Wording | None = None) -> Group:
    """All parts must hold."""
    return Group("all", parts, name)


@cache
def either(*parts: Node, name: Wording | None = None) -> Group:
    """One part is enough."""
    return Group("any", parts, name)


def checks_of(node: Node) -> Iterator[Check]:
    """Every comparison of the tree, in the order in which it is written."""
    if isinstance(node, Check):
        yield node
    else:
        for part in node.parts:
            yield from checks_of(part)


def deciding(node: Node, situation: Situation, row: int = 0) -> Iterator[Check]:
    """The comparisons on which the answer for one candidate rests.

    Of a false 'all of' the false parts, of a true 'any of' the true ones, of an unknown group the unknown
    ones; everything, where all parts carry the answer.
    """
    if isinstance(node, Check):
        yield node
        return
    answer = situation.truth(node)[row]
    for part in node.parts:
        if situation.truth(part)[row] == answer:
            yield from deciding(part, situation, row)
