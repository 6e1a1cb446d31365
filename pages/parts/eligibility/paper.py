"""The check against the criteria on one sheet of paper."""

from collections.abc import Iterable
from datetime import datetime

from clinical.common.disclaimer import FOOTER
from clinical.common.plain_text import escape
from clinical.eligibility.assessment import VERDICT_WORDS, Assessment, CriterionResult
from clinical.eligibility.candidate import FIELDS
from clinical.protocols.record import REGISTRY_ID
from pages.common import paper
from pages.common.text import Words
from pages.parts.eligibility.answer import SIGNS, VERDICT_SIGNS

STYLE = """
.criteria td:nth-child(-n+2) { white-space: nowrap; }
.columns { columns: 3; column-gap: 5mm; font-size: 8.2pt; }
"""


def document(answer: Assessment, words: Words, *, made_at: datetime, simulated: bool) -> str:
    """One A4 page in the language of `text`: verdict, reading, criteria, inputs, warnings, other readings.

    It names no person. `simulated`: the inputs came from the simulated trial, and the sheet says so.
    """
    language = words.language
    title = words("eligibility.paper_title", registry=REGISTRY_ID)
    parts = [
        f"<h1>{escape(title)}</h1>",
        f"<div>{escape(words('eligibility.paper_made', at=made_at.strftime('%Y-%m-%d %H:%M UTC')))} · "
        f"{escape(words('eligibility.reading_is', name=answer.reading.name.of(language)))}</div>",
        f'<div class="simulated">{escape(words("frame.simulated"))}</div>' if simulated else "",
        f'<div class="verdict">{VERDICT_SIGNS[answer.verdict]} '
        f"{escape(VERDICT_WORDS[answer.verdict].of(language))}</div>",
        _criteria(answer.criteria, words),
        _list(words("eligibility.inputs"), _inputs(answer, language), " · "),
        _list(words("eligibility.missing"), (each.label.of(language) for each in answer.missing), " · "),
        _list(words("eligibility.changes"), (change.text.of(language) for change in answer.changes[:4])),
        _list(words("eligibility.warnings"), (warning.text.of(language) for warning in answer.warnings)),
        _list(words("eligibility.problems"), _problems(answer, language)),
        _readings(answer, words),
        f"<footer>{escape(FOOTER.of(language))}</footer>",
    ]
    return paper.document(title, parts, language, STYLE)


def _criteria(results: Iterable[CriterionResult], words: Words) -> str:
    head = "".join(
        f"<th>{escape(words(f'eligibility.{key}'))}</th>" for key in ("criterion", "result", "why")
    )
    rows = "".join(_criterion(result, words.language) for result in results)
    return f"<table class='criteria'><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _criterion(result: CriterionResult, language: str) -> str:
    name = f"{result.id} {result.criterion.title.of(language)}"
    word = f"{SIGNS[result.speaks]} {result.word.of(language)}"
    return "".join(
        ("<tr>", *(f"<td>{escape(cell)}</td>" for cell in (name, word, result.reason.of(language))), "</tr>")
    )


def _list(title: str, lines: Iterable[str], between: str = "<br>") -> str:
    said = [escape(line) for line in lines]
    return f"<h2>{escape(title)}</h2><div>{between.join(said)}</div>" if said else ""


def _inputs(answer: Assessment, language: str) -> list[str]:
    """Every known input with its value, once."""
    used = {each.field: each for result in answer.criteria for each in result.inputs if each.known}
    return [f"{each.label.of(language)} {each.value.of(language)}" for each in used.values()]


def _problems(answer: Assessment, language: str) -> Iterable[str]:
    return (
        f"{FIELDS[problem.field].label.of(language)}: {problem.text.of(language)}"
        for problem in answer.problems
    )


def _readings(answer: Assessment, words: Words) -> str:
    language = words.language
    lines = "<br>".join(
        f"{VERDICT_SIGNS[each.verdict]} {escape(each.reading.name.of(language))}" for each in answer.readings
    )
    return f"<h2>{escape(words('eligibility.part_readings'))}</h2><div class='columns'>{lines}</div>"
