"""The answer beside the inputs: verdict, every criterion, what is missing, what would change it."""

from collections.abc import Iterable

import streamlit as st

from clinical.common.plain_text import escape
from clinical.eligibility.assessment import (
    VERDICT_WORDS,
    Assessment,
    CriterionResult,
    Verdict,
)
from clinical.eligibility.candidate import FIELDS
from clinical.eligibility.explanations import number
from pages.common.text import Words
from pages.parts.eligibility.form import OFFERED

SIGNS = {"for": "✓", "open": "?", "against": "✗"}
VERDICT_SIGNS = {Verdict.ELIGIBLE: "✓", Verdict.NOT_ELIGIBLE: "✗", Verdict.UNDETERMINED: "?"}
MOST_MISSING = 8
MOST_CHANGES = 4
MOST_CAUTIONS = 5


def first(answer: Assessment, words: Words) -> None:
    """Before anything is entered: one sentence, and the criteria in the words of the record."""
    rows = "".join(
        f'<tr class="open"><td class="name">{escape(each.id)} '
        f"{escape(each.criterion.title.of(words.language))}</td>"
        f'<td class="why">{escape(each.criterion.wording.of(words.language))}</td></tr>'
        for each in answer.criteria
    )
    said = escape(words("eligibility.first"))
    st.html(
        f'<div class="eligibility">{_verdict(answer, words)}<p>{said}</p>'
        f"<table><tbody>{rows}</tbody></table></div>"
    )


def show(answer: Assessment, words: Words) -> None:
    """Draw the answer as one piece of text: one message, and nothing of it jumps."""
    parts = [
        _verdict(answer, words),
        _criteria(answer, words),
        _missing(answer, words),
        _changes(answer, words),
        _cautions(answer, words),
    ]
    st.html(f'<div class="eligibility">{"".join(parts)}</div>')


def _verdict(answer: Assessment, words: Words) -> str:
    word = VERDICT_WORDS[answer.verdict].of(words.language)
    reading = words("eligibility.reading_is", name=answer.reading.name.of(words.language))
    because = {
        Verdict.ELIGIBLE: "",
        Verdict.NOT_ELIGIBLE: words("eligibility.against", criteria=_listed(answer.failed)),
        Verdict.UNDETERMINED: words("eligibility.open", criteria=_listed(answer.open)),
    }[answer.verdict]
    line = " · ".join(escape(part) for part in (because, reading) if part)
    return (
        f'<div class="verdict {answer.verdict.value}" role="status" aria-live="polite">'
        f"<b>{VERDICT_SIGNS[answer.verdict]} {escape(word)}</b><span>{line}</span></div>"
    )


def _listed(criteria: Iterable[str]) -> str:
    return ", ".join(criteria)


def _criteria(answer: Assessment, words: Words) -> str:
    rows = "".join(_row(result, _asked_for(result, answer, words), words) for result in answer.criteria)
    return f"<table><tbody>{rows}</tbody></table>"


def _asked_for(result: CriterionResult, answer: Assessment, words: Words) -> str:
    """Of a criterion that is open, what would close it, in a few words; the title has the reason in full."""
    if result.speaks != "open":
        return ""
    fields = [each.field for each in answer.missing if result.id in each.criteria]
    names = [short_name(field, words) for field in fields]
    return words("eligibility.asked_for", names=" · ".join(names)) if names else ""


def short_name(field: str, words: Words) -> str:
    """What the form calls an input, or its full name where the form has no place for it."""
    return words(f"eligibility.field.{field}") if field in OFFERED else FIELDS[field].label.of(words.language)


def _row(result: CriterionResult, asked_for: str, words: Words) -> str:
    language = words.language
    name = f"{result.id} {result.criterion.title.of(language)}"
    why = escape(result.reason.of(language))
    shown = escape(asked_for) or why
    far = escape(_distance(result, language))
    said = escape(result.distance.text.of(language)) if result.distance else ""
    return (
        f'<tr class="{result.speaks}"><td class="sign" title="{escape(result.word.of(language))}">'
        f'{SIGNS[result.speaks]}</td><td class="name">{escape(name)}</td>'
        f'<td class="why" title="{why}">{shown}</td><td class="far" title="{said}">{far}</td></tr>'
    )


def _distance(result: CriterionResult, language: str) -> str:
    """The distance to the limit, positive on the side that meets it; of what, the title of the cell says."""
    if result.distance is None:
        return ""
    far = result.distance
    return f"{'+' if far.amount >= 0 else '−'}{number(abs(far.amount), 2)} {far.unit.of(language)}".rstrip()


def _missing(answer: Assessment, words: Words) -> str:
    if not answer.missing:
        return ""
    names = [
        f"{place}&nbsp;{escape(missing.label.of(words.language))}"
        for place, missing in enumerate(answer.missing[:MOST_MISSING], start=1)
    ]
    more = len(answer.missing) - len(names)
    names += [escape(words("eligibility.more", n=more))] if more else []
    return f"<p><b>{escape(words('eligibility.missing'))}</b> {' · '.join(names)}</p>"


def _changes(answer: Assessment, words: Words) -> str:
    """The nearest single changes, under the verdict that each would bring."""
    lines = []
    for verdict in Verdict:
        shown = [change for change in answer.changes if change.verdict is verdict][:MOST_CHANGES]
        if shown:
            said = " · ".join(escape(change.text.of(words.language)) for change in shown)
            lines.append(f"<p><b>{escape(words(f'eligibility.changes_{verdict.value}'))}</b> {said}</p>")
    return "".join(lines)


def _cautions(answer: Assessment, words: Words) -> str:
    said = [caution.text.of(words.language) for caution in answer.warnings if caution.kind != "reading"]
    lines = "<br>".join(f"⚠ {escape(line)}" for line in said[:MOST_CAUTIONS])
    return f'<p class="caution">{lines}</p>' if lines else ""
