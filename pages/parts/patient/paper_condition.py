"""The condition of a patient on the sheet: mind, ascites, infection, bleeding, circulation, and the score's inputs."""

from collections.abc import Mapping, Sequence

from pandas import DataFrame, Series, isna

from clinical.common.days import DATE_TIME
from data_access.common.database import Database
from data_access.patient import handover, profile
from pages.common.names import reason_in_words
from pages.common.paper import cut, more, said, section, table
from pages.common.text import Words
from pages.parts.patient.header import value, weekly

MOST_TERMS = 2
TERM_WIDTH = 26
CIRCULATION = ("MAP", "HR", "OXYSAT")
WORSE_HIGH = ("TEMP", "HR")
UNITS = {"C": "°C", "beats/min": "/min"}


def condition(
    database: Database,
    subject: str,
    newest: DataFrame,
    why_none: Mapping[str, str],
    events: DataFrame,
    words: Words,
) -> str:
    """Mind, ascites, infection, bleeding, circulation, and MELD with what it was computed from."""
    rows = {row["paramcd"]: row for _, row in newest.iterrows()}
    signs = {row["paramcd"]: row for _, row in handover.vital_signs(database, subject).iterrows()}
    lines = [
        (
            words("sheet.he"),
            _graded(rows["HEGRADE"], words) if "HEGRADE" in rows else [said(why_none["HEGRADE"])],
        ),
        (
            words("sheet.ascites"),
            _ascites(rows["ASCITES"], words) if "ASCITES" in rows else [said(why_none["ASCITES"])],
        ),
        (
            words("sheet.infection"),
            [_terms(events[events["infection"]], words), *_signs(signs, ("TEMP",), words)],
        ),
        (words("sheet.bleeding"), [_terms(events[events["bleeding"]], words)]),
        (
            words("sheet.circulation"),
            _signs(signs, CIRCULATION, words) or [said(words("patient.not_measured"))],
        ),
        ("MELD", _meld(database, subject, rows.get("MELD"), words)),
    ]
    cells = ((said(name), " · ".join(filter(None, parts))) for name, parts in lines)
    return section(words("sheet.state"), table((), cells, "state"))


def _graded(row: Series, words: Words) -> list[str]:
    change = [] if isna(row["chg7d"]) else [said(weekly(row, words))]
    return [f"<b>{said(words('sheet.grade', n=value(row)))}</b>", *change, said(words.day(row["adtm"]))]


def _ascites(row: Series, words: Words) -> list[str]:
    return [
        f"<b>{cut(words.known('sheet.ascites', value(row)), TERM_WIDTH)}</b>",
        said(words.day(row["adtm"])),
    ]


def _terms(events: DataFrame, words: Words) -> str:
    """The names of these events, ongoing ones in bold; nothing recorded is said so."""
    if events.empty:
        return said(words("sheet.none_recorded"))
    names = [
        f"<b>{cut(words.known('term', row['aedecod']), TERM_WIDTH)}</b>"
        if row["ongofl"] == "Y"
        else cut(words.known("term", row["aedecod"]), TERM_WIDTH)
        for _, row in events.head(MOST_TERMS).iterrows()
    ]
    return ", ".join([*names, *more(len(events) - MOST_TERMS, words)])


def _sign(row: Series | None, words: Words) -> list[str]:
    """A vital sign with its unit, and the worst of 24 hours where that is another value."""
    if row is None:
        return []
    end = "high" if row["paramcd"] in WORSE_HIGH else "low"
    worst = words(f"sheet.{end}_24h", value=f"{row[end]:.4g}") if row[end] != row["aval"] else ""
    unit = row["avalu"] if isinstance(row["avalu"], str) else ""
    beside = " ".join(filter(None, [UNITS.get(unit, unit), worst]))
    name = said(words(f"sheet.{row['paramcd']}"))
    return [f"{name} <b>{row['aval']:.4g}</b> {said(beside)}".rstrip()]


def _signs(signs: dict[str, Series], codes: Sequence[str], words: Words) -> list[str]:
    """These vital signs, and when the newest of them was taken."""
    found = [signs[code] for code in codes if code in signs]
    lines = [line for row in found for line in _sign(row, words)]
    return [*lines, said(words.day(max(row["adtm"] for row in found), DATE_TIME))] if found else []


def _meld(database: Database, subject: str, row: Series | None, words: Words) -> list[str]:
    """The newest MELD with the unrounded value and its inputs, or why there is none."""
    if row is None:
        reasons = profile.why_no_score(database, subject, "MELD")
        return [
            said(
                words("patient.why.none")
                if reasons.empty
                else reason_in_words(str(reasons["reason"].iloc[0]), words)
            )
        ]
    inputs = handover.score_inputs(database, subject, "MELD")
    known = inputs[inputs["paramcd"].notna()]
    used = ", ".join(f"{words.short(each['paramcd'])} {value(each)}" for _, each in known.iterrows())
    raw = [] if inputs.empty else [said(words("sheet.unrounded", value=f"{inputs['araw'].iloc[0]:.1f}"))]
    given = [said(f"{words('sheet.from_inputs')} {used}")] if used else []
    return [f"<b>{said(value(row))}</b>", *raw, *given, said(words.day(row["adtm"], DATE_TIME))]
