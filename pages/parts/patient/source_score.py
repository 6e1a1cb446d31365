"""What a score was computed from: each input as measured and as used, the formula and its reference."""

from pandas import DataFrame, Series, isna

from clinical import scores
from clinical.common.plain_text import escape
from clinical.scores.explain import Explanation
from clinical.scores.population import Patient
from pages.common import names
from pages.common.text import Words
from pages.parts.patient import source_record
from pages.parts.trial import paper

FLAGS = ("floored", "capped", "substituted", "assumed", "impossible", "missing")


def html(row: Series, inputs: DataFrame, words: Words) -> str:
    """A table of the inputs (provenance.inputs) of the derived record `row`, and under it the formula."""
    score = scores.REGISTRY[row["paramcd"]]
    known = inputs[inputs["aval"].notna()]
    explained = scores.explain(
        score.code,
        patient=Patient(
            _text(row["dxtype"]), {"Y": True, "N": False}.get(row["cirrhfl"]), _text(row["etiol"])
        ),
        **dict(zip(known["name"], known["aval"], strict=True)),
    )
    head = "".join(f"<th>{escape(words(f'source.{name}'))}</th>" for name in ("input", "measured", "used"))
    body = "".join(_input(each, explained, words) for _, each in inputs.iterrows())
    notes = [paper.formula_of(score, words), score.reference, paper.caveat_of(score, words)]
    notes += [names.reason_in_words(row["reason"], words)] if isinstance(row["reason"], str) else []
    notes += [words("source.no_procedures")] if isinstance(row["note"], str) else []
    said = "".join(f"<p>{escape(note)}</p>" for note in notes if note)
    return f"<table><tr>{head}</tr>{body}</table>{said}"


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _input(each: Series, explained: Explanation, words: Words) -> str:
    used_name = each["used_name"]
    used = explained.inputs_as_used.get(used_name)
    flags = [words(f"source.{flag}") for flag in FLAGS if each["name"] in getattr(explained, flag)]
    cells = (
        _cell(_measured(each, words), " · ".join(source_record.where(each, words))),
        _cell("" if used is None else f"{used:.4g}", ", ".join(flags)),
    )
    return f"<tr><th>{escape(words.known('trial.term', used_name))}</th>{''.join(cells)}</tr>"


def _cell(value: str, small: str) -> str:
    below = f"<br><small>{escape(small)}</small>" if small else ""
    return f"<td>{escape(value)}{below}</td>"


def _measured(each: Series, words: Words) -> str:
    """As reported, else the value itself; an answer as a word."""
    if isinstance(each["lborres"], str):
        unit = each["lborresu"] if isinstance(each["lborresu"], str) else ""
        return f"{each['lborres']} {unit}".strip()
    if isna(each["aval"]):
        return "–"
    if each["kind"] == "flag":
        return words("source.yes" if each["aval"] else "source.no")
    return f"{each['aval']:.10g}"
