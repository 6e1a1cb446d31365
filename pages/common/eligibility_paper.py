"""The check on one sheet of paper: a document of its own, readable without this program or a network."""

from collections.abc import Iterable
from datetime import datetime
from html import escape

from clinical.candidate import FIELDS
from clinical.eligibility_result import VERDICT_WORDS, Assessment, CriterionResult
from clinical.label import FOOTER
from clinical.record import REGISTRY_ID
from pages.common.eligibility_answer import SIGNS, VERDICT_SIGNS
from pages.common.text import Words

STYLE = """
@page { size: A4; margin: 9mm; }
body { font: 8.8pt/1.25 "Segoe UI", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif;
  color: #1F2933; margin: 0 auto; max-width: 192mm; }
h1 { font-size: 14pt; margin: 0 0 1mm; } h2 { font-size: 10.5pt; margin: 2.5mm 0 0.8mm; }
table { border-collapse: collapse; width: 100%; }
td, th { border-top: 0.4pt solid #C3CAD1; padding: 0.6mm 1.2mm; text-align: left; vertical-align: top; }
th { color: #52606D; font-weight: 600; }
.criteria td:nth-child(-n+2) { white-space: nowrap; }
.verdict { border: 1.2pt solid #1F2933; padding: 1.5mm 3mm; margin: 2mm 0; font-size: 12pt;
  font-weight: 700; }
.simulated { border: 1pt solid #B7791F; padding: 1mm 3mm; font-weight: 700; }
.columns { columns: 3; column-gap: 5mm; font-size: 8.2pt; }
footer { border-top: 0.8pt solid #1F2933; margin-top: 3mm; padding-top: 1mm; font-size: 8.5pt; }
"""
DOCUMENT_LANGUAGE = {"zh": "zh-CN", "en": "en"}


def document(answer: Assessment, text: Words, *, made_at: datetime, simulated: bool) -> str:
    """One A4 page in the language of `text`: verdict, reading, criteria, inputs, warnings, other readings.

    It names no person. `simulated`: the inputs came from the simulated trial, and the sheet says so.
    """
    language = text.language
    title = text("eligibility.paper_title", registry=REGISTRY_ID)
    parts = [
        f"<h1>{escape(title)}</h1>",
        f"<div>{escape(text('eligibility.paper_made', at=made_at.strftime('%Y-%m-%d %H:%M UTC')))} · "
        f"{escape(text('eligibility.reading_is', name=answer.reading.name.of(language)))}</div>",
        f'<div class="simulated">{escape(text("frame.simulated"))}</div>' if simulated else "",
        f'<div class="verdict">{VERDICT_SIGNS[answer.verdict]} '
        f"{escape(VERDICT_WORDS[answer.verdict].of(language))}</div>",
        _criteria(answer.criteria, text),
        _list(text("eligibility.inputs"), _inputs(answer, language), " · "),
        _list(text("eligibility.missing"), (each.label.of(language) for each in answer.missing), " · "),
        _list(text("eligibility.changes"), (change.text.of(language) for change in answer.changes[:4])),
        _list(text("eligibility.warnings"), (warning.text.of(language) for warning in answer.warnings)),
        _list(text("eligibility.problems"), _problems(answer, language)),
        _readings(answer, text),
        f"<footer>{escape(FOOTER.of(language))}</footer>",
    ]
    return (
        f'<!doctype html><html lang="{DOCUMENT_LANGUAGE[language]}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>{''.join(parts)}</body></html>"
    )


def _criteria(results: Iterable[CriterionResult], text: Words) -> str:
    head = "".join(f"<th>{escape(text(f'eligibility.{key}'))}</th>" for key in ("criterion", "result", "why"))
    rows = "".join(_criterion(result, text.language) for result in results)
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


def _readings(answer: Assessment, text: Words) -> str:
    language = text.language
    lines = "<br>".join(
        f"{VERDICT_SIGNS[each.verdict]} {escape(each.reading.name.of(language))}" for each in answer.readings
    )
    return f"<h2>{escape(text('eligibility.part_readings'))}</h2><div class='columns'>{lines}</div>"
