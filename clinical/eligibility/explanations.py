"""Comparisons in words: value, limit, reason, distance; English and Chinese."""

from collections.abc import Iterator

from clinical.common.wording import Wording, joined, same
from clinical.eligibility.assessment import Detail, Distance, Result
from clinical.eligibility.candidate import FIELDS
from clinical.eligibility.comparisons import Check, Group, Node, Quantity, Situation
from clinical.eligibility.kleene import FALSE, TRUE
from clinical.eligibility.ranges import Range

NOT_KNOWN = Wording("not known", "未知")

# A bound that no report reaches: the value is open on that side.
_BEYOND = 1e5

RESULTS = (Result.NOT_MET, Result.UNKNOWN, Result.MET)
"""Results by truth value."""


def number(value: float, decimals: int) -> str:
    """A number with at most so many decimals and no idle zeros."""
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def value_words(quantity: Quantity, held: Range, row: int = 0) -> Wording:
    """The value as a reader writes it: 342, < 5, 58 to 59, 'yes', 'not known'."""
    low, high = float(held.low[row]), float(held.high[row])
    if quantity.words:
        return _answer_words(quantity.words, low, high)
    if low == high:
        return _with_unit(same(number(low, quantity.decimals)), quantity.unit)
    if _says_nothing(quantity, low, high):
        return NOT_KNOWN
    digits, unit = quantity.decimals, quantity.unit
    if high >= _BEYOND:
        return _with_unit(same(f"{'>' if held.low_open[row] else '≥'} {number(low, digits)}"), unit)
    if low <= 0:
        return _with_unit(same(f"{'<' if held.high_open[row] else '≤'} {number(high, digits)}"), unit)
    ends = number(low, digits), number(high, digits)
    return _with_unit(Wording(f"{ends[0]} to {ends[1]}", f"{ends[0]}~{ends[1]}"), unit)


def _says_nothing(quantity: Quantity, low: float, high: float) -> bool:
    """Whether the range is all that is possible, so that nothing is known."""
    field = FIELDS.get(quantity.name)
    whole = (field.low, field.high) if field else (quantity.least, _BEYOND)
    return low <= whole[0] and high >= min(whole[1], _BEYOND)


def _answer_words(words: tuple[Wording, ...], low: float, high: float) -> Wording:
    if low == high:
        return words[int(low)]
    if low > 0 and high >= len(words) - 1:
        return Wording(f"{words[int(low)].en} or more", f"{words[int(low)].zh}及以上")
    return NOT_KNOWN


def _with_unit(text: Wording, unit: Wording) -> Wording:
    return Wording(f"{text.en} {unit.en}".rstrip(), f"{text.zh} {unit.zh}".rstrip())


def limit_words(check: Check, situation: Situation, row: int = 0) -> Wording:
    """The sign and the limit, with how it came about: '≥ 260 (10 × ULN 26)'."""
    limit = check.limit(situation)
    known = bool(limit.known[row])
    note = check.limit_note(situation) if check.limit_note else None
    if check.quantity.words and note is not None:
        return note
    if check.quantity.words and known:
        return _limit_of_answer(check, int(limit.low[row]))
    if not known:
        return (
            same(f"{check.sign} ").fill()
            if note is None
            else Wording(f"{check.sign} {note.en}", f"{check.sign}{note.zh}")
        )
    shown = number(float(limit.low[row]), max(check.quantity.decimals, 1))
    plain = Wording(f"{check.sign} {shown}", f"{check.sign}{shown}")
    return plain if note is None else Wording(f"{plain.en} ({note.en})", f"{plain.zh}({note.zh})")


def _limit_of_answer(check: Check, limit: int) -> Wording:
    words = check.quantity.words
    if len(words) == 2:
        return words[1] if check.sign in ("≥", ">") else words[0]
    return Wording(f"{check.sign} {words[limit].en}", f"{check.sign}{words[limit].zh}")


def details(node: Node, situation: Situation, route: Wording | None = None) -> Iterator[Detail]:
    """Every comparison of a criterion for the first candidate, in the order in which it is written."""
    if isinstance(node, Group):
        for part in node.parts:
            yield from details(part, situation, node.name or route)
        return
    yield Detail(
        route,
        node.quantity.label,
        value_words(node.quantity, situation.value(node.quantity)),
        limit_words(node, situation),
        RESULTS[int(situation.truth(node)[0])],
    )


def reason(node: Node, situation: Situation) -> Wording:
    """Why a criterion came out as it did for the first candidate: the comparisons on which it rests."""
    if isinstance(node, Check):
        return _sentence([node], situation)
    answer = situation.truth(node)[0]
    parts = [part for part in node.parts if situation.truth(part)[0] == answer]
    said: list[Wording] = []
    while parts:
        together = _same_quantity(parts)
        said.append(_sentence(together, situation) if together else reason(parts[0], situation))
        parts = parts[len(together) or 1 :]
    whole = joined(said)
    return (
        whole if node.name is None else Wording(f"{node.name.en}: {whole.en}", f"{node.name.zh}:{whole.zh}")
    )


def _same_quantity(parts: list[Node]) -> list[Check]:
    """The leading comparisons that are about one quantity, such as both ends of a window."""
    together: list[Check] = []
    for part in parts:
        if not isinstance(part, Check) or (together and part.quantity is not together[0].quantity):
            break
        together.append(part)
    return together


def _sentence(checks: list[Check], situation: Situation) -> Wording:
    quantity = checks[0].quantity
    value = value_words(quantity, situation.value(quantity))
    if quantity.words:
        return Wording(f"{quantity.label.en}: {value.en}", f"{quantity.label.zh}:{value.zh}")
    limits = joined([limit_words(check, situation) for check in checks], " and ", "且")
    return Wording(
        f"{quantity.label.en} {value.en}, limit {limits.en}",
        f"{quantity.label.zh} {value.zh}，阈值{limits.zh}",
    )


def distance(node: Node, situation: Situation, kind: str) -> Distance | None:
    """The distance of the comparison nearest to deciding; None where that is an answer or not known."""
    nearest = _nearest(node, situation)
    if nearest is None:
        return None
    _, check = nearest
    limit = float(check.limit(situation).low[0])
    amount = float(f"{abs(float(situation.value(check.quantity).low[0]) - limit):.10g}")
    favourable = bool(situation.truth(node)[0] == TRUE) == (kind == "inclusion")
    signed = amount if favourable else -amount
    unit, shown = check.quantity.unit, number(amount, max(check.quantity.decimals, 1))
    text = _with_unit(Wording(f"{shown}", f"{shown}"), unit)
    inside = Wording(f"{text.en} to the limit", f"距阈值{text.zh}")
    outside = Wording(f"{text.en} beyond the limit", f"超出阈值{text.zh}")
    return Distance(check.quantity.label, signed, unit, limit, inside if favourable else outside)


def _nearest(node: Node, situation: Situation) -> tuple[float, Check] | None:
    """The comparison that carries the answer, and its margin."""
    if isinstance(node, Check):
        share = margin(node, situation)
        return None if share is None else (share, node)
    answer = situation.truth(node)[0]
    found = [
        nearest
        for part in node.parts
        if situation.truth(part)[0] == answer and (nearest := _nearest(part, situation)) is not None
    ]
    if not found or answer not in (TRUE, FALSE):
        return None
    pick = max if node.kind == "any" else min
    return pick(found, key=lambda pair: pair[0])


def margin(check: Check, situation: Situation, row: int = 0) -> float | None:
    """How far the value is on the right side of its limit, as a share of it; None: answer or unknown."""
    value, limit = situation.value(check.quantity), check.limit(situation)
    if check.quantity.words or not (value.known[row] and limit.known[row]):
        return None
    gap = float(value.low[row] - limit.low[row])
    share = gap / max(abs(float(limit.low[row])), 1e-9)
    return share if check.sign in ("≥", ">") else -share
