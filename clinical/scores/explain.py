"""One score of one patient, with everything a reader needs to check it by hand."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from clinical.common.decimals import Values, above, below, numbers
from clinical.scores.model import Input, Score
from clinical.scores.population import Patient


@dataclass(frozen=True)
class Explanation:
    """A score with its inputs.

    `value` is the score as reported and `raw` the same before rounding and clamping; None where it cannot
    be computed or does not apply. `inputs_as_used` is keyed by input and unit, after conversion, floor, cap
    and substitution; `parts` says what each input adds to the raw value. The other tuples name inputs:
    raised to a floor, lowered to a cap, replaced because of another input, not given and assumed to be
    "no", missing although needed, and given but impossible. `flags` sums these up in words: "floored",
    "capped", "dialysis", "clamped" (the score itself was brought into its range).
    """

    code: str
    en: str
    zh: str
    value: float | None
    raw: float | None
    inputs_as_used: Mapping[str, float]
    parts: Mapping[str, float]
    flags: tuple[str, ...]
    floored: tuple[str, ...]
    capped: tuple[str, ...]
    substituted: tuple[str, ...]
    assumed: tuple[str, ...]
    missing: tuple[str, ...]
    impossible: tuple[str, ...]
    applicable: bool | None
    not_applicable_en: str
    not_applicable_zh: str
    reference: str
    verified: bool
    caveat_en: str
    caveat_zh: str


def explain_score(score: Score, patient: Patient, inputs: Mapping[str, Values]) -> Explanation:
    """Compute one score for one patient. Inputs by keyword, single values only.

    TypeError for an input that the score does not have, ImplausibleValue for text.
    """
    names = {item.name for item in score.inputs}
    if unknown := inputs.keys() - names:
        raise TypeError(f"{score.code} has no input {', '.join(sorted(unknown))}; it has {sorted(names)}")
    given = {item.name: inputs.get(item.name, item.default) for item in score.inputs}
    applicable = score.population.includes(patient)
    outside = applicable is False
    value = None if outside else _present(score.value(**given))
    raw = None if outside else _present(score.raw(**given))
    substituted = _substituted(score, given)
    floored, capped = _bounded(score, given, substituted)
    return Explanation(
        code=score.code,
        en=score.en,
        zh=score.zh,
        value=value,
        raw=raw,
        inputs_as_used=_as_used(score, given, substituted),
        parts={} if value is None or score.terms is None else dict(score.terms(**given)),
        flags=_flags(score, raw, floored, capped, substituted),
        floored=floored,
        capped=capped,
        substituted=substituted,
        assumed=tuple(i.name for i in score.inputs if i.default is not None and i.name not in inputs),
        missing=() if value is not None else _missing(score, given, substituted),
        impossible=tuple(i.name for i in score.inputs if _impossible(i, given[i.name])),
        applicable=applicable,
        not_applicable_en=f"defined for: {score.population.en}" if outside else "",
        not_applicable_zh=f"适用范围:{score.population.zh}" if outside else "",
        reference=score.reference,
        verified=score.verified,
        caveat_en=score.caveat_en,
        caveat_zh=score.caveat_zh,
    )


def _present(value: float) -> float | None:
    return None if math.isnan(value) else value


def _is_given(value: Values) -> bool:
    return not math.isnan(float(numbers(value)))


def _impossible(item: Input, value: Values) -> bool:
    return math.isnan(float(item.possible(value))) and _is_given(value)


def _missing(score: Score, given: Mapping[str, Values], substituted: tuple[str, ...]) -> tuple[str, ...]:
    needed = [i.name for i in score.inputs if not i.optional and i.name not in substituted]
    return tuple(name for name in needed if not _is_given(given[name]))


def _substituted(score: Score, given: Mapping[str, Values]) -> tuple[str, ...]:
    if score.substitute is None:
        return ()
    flag, replaced = score.substitute
    return (replaced,) if numbers(given[flag]) == 1 else ()


def _bounded(
    score: Score, given: Mapping[str, Values], substituted: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The inputs that their floor raised, and those that their cap lowered."""
    measured = [(i, i.converted(given[i.name])) for i in score.inputs if i.name not in substituted]
    return (
        tuple(i.name for i, value in measured if i.floor is not None and below(value, i.floor)),
        tuple(i.name for i, value in measured if i.cap is not None and above(value, i.cap)),
    )


def _as_used(score: Score, given: Mapping[str, Values], substituted: tuple[str, ...]) -> dict[str, float]:
    used: dict[str, float] = {}
    for item in score.inputs:
        value = item.cap if item.name in substituted else _present(float(item.used(given[item.name])))
        if value is not None:
            used[item.used_name or item.name] = value
    return used


def _flags(
    score: Score,
    raw: float | None,
    floored: tuple[str, ...],
    capped: tuple[str, ...],
    substituted: tuple[str, ...],
) -> tuple[str, ...]:
    reason = score.substitute[0] if score.substitute is not None and substituted else ""
    outside = raw is not None and (
        (score.lowest is not None and raw < score.lowest)
        or (score.highest is not None and raw > score.highest)
    )
    flags = ("floored" if floored else "", "capped" if capped else "", reason, "clamped" if outside else "")
    return tuple(flag for flag in flags if flag)
