"""The page about the trial on paper, for sign-off: record, contradictions, formulas, self-test, signature."""

import re
from datetime import datetime

from clinical.common.disclaimer import FOOTER
from clinical.common.plain_text import escape
from clinical.protocols.contradictions import CONTRADICTIONS
from clinical.protocols.record import ENTRIES, REGISTRY_ID
from clinical.protocols.worked_cases import run_all
from clinical.protocols.worked_examples import Outcome
from clinical.scores import REGISTRY
from clinical.scores.formulas import FORMULAS
from clinical.scores.model import Input, Score
from pages.common import paper, plain_table
from pages.common.text import Words

NAME = re.compile(r"[a-z][a-z0-9_]*")
FORMULA_COLUMNS = ("score", "formula", "inputs", "reference", "caveat")
EXAMPLE_COLUMNS = ("number", "subject", "given", "expected", "obtained", "result", "source")
SIGNATURE = "<p style='margin-top:14mm'>{name} ______________________ &emsp; {date} ______________</p>"


def document(words: Words, *, made_at: datetime) -> str:
    """A self-contained document that names date, every example with its result, and a place to sign."""
    outcomes = run_all()
    passed = sum(outcome.passed for outcome in outcomes)
    language = words.language
    title = words("trial.paper_title", registry=REGISTRY_ID)
    made = f"{made_at:%Y-%m-%d %H:%M} UTC"
    parts = [
        f"<h1>{escape(title)}</h1><div>{escape(words('eligibility.paper_made', at=made))}</div>",
        f"<div class='verdict'>{escape(words('trial.passed', n=passed, of=len(outcomes)))}</div>",
        plain_table.html(
            [words(f"trial.{key}") for key in EXAMPLE_COLUMNS],
            (example_of(outcome, words) for outcome in outcomes),
        ),
        f"<h2>{escape(words('trial.part_contradictions'))}</h2>",
        plain_table.html(
            [words(f"trial.{key}") for key in ("number", "contradiction", "decision")],
            ((c.id, c.finding.of(language), c.decision.of(language)) for c in CONTRADICTIONS),
        ),
        f"<h2>{escape(words('trial.part_formulas'))}</h2>",
        plain_table.html(
            [words(f"trial.{key}") for key in FORMULA_COLUMNS],
            (score_of(score, words) for score in REGISTRY.values()),
        ),
        f"<h2>{escape(words('trial.part_record'))}</h2>",
        plain_table.html(
            [words("trial.entry"), words("trial.as_registered")],
            ((entry.title.of(language), entry.text.of(language)) for entry in ENTRIES),
        ),
        SIGNATURE.format(name=escape(words("trial.checked_by")), date=escape(words("trial.date"))),
        f"<footer>{escape(FOOTER.of(language))}</footer>",
    ]
    return paper.document(title, parts, language)


def example_of(outcome: Outcome, words: Words) -> tuple[str, ...]:
    """One worked example in the order of EXAMPLE_COLUMNS."""
    word = words("trial.pass" if outcome.passed else "trial.fail")
    return (
        outcome.id,
        outcome.subject,
        outcome.inputs,
        outcome.expected,
        outcome.obtained,
        word,
        outcome.source,
    )


def score_of(score: Score, words: Words) -> tuple[str, ...]:
    """One score in the order of FORMULA_COLUMNS."""
    name = score.zh if words.language == "zh" else score.en
    return name, formula_of(score, words), inputs_of(score, words), score.reference, caveat_of(score, words)


def inputs_of(score: Score, words: Words) -> str:
    """The inputs with unit and bounds: 'bilirubin_mg_dl ≥ 1'."""
    return "; ".join(_input(each, words) for each in score.inputs)


def _input(each: Input, words: Words) -> str:
    name = _name(each.used_name or each.name, words)
    low = "" if each.floor is None else f"≥ {each.floor:g}"
    high = "" if each.cap is None else f"≤ {each.cap:g}"
    return " ".join(part for part in (name, low, high) if part)


def formula_of(score: Score, words: Words) -> str:
    """The formula as a reader sees it, or that the score is a sum of points."""
    formula = FORMULAS.get(score.code)
    if formula is None:
        return words("trial.points")
    return NAME.sub(lambda found: _name(found[0], words), formula).replace("*", " × ")


def _name(name: str, words: Words) -> str:
    """An input of a formula in words; a function of mathematics stays itself."""
    return words(f"trial.term.{name}") if words.has(f"trial.term.{name}") else name


def caveat_of(score: Score, words: Words) -> str:
    """What is open about the formula, or nothing."""
    caveat = score.caveat_zh if words.language == "zh" else score.caveat_en
    return caveat if score.verified else f"{words('trial.unverified')}: {caveat}"
