"""The whole ward on A4, for the round: a row per patient, with room for notes; as many pages as it takes."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pandas import DataFrame, isna

from clinical.common.days import SHORT_DATE, SHORT_DATE_TIME
from clinical.common.disclaimer import FOOTER
from clinical.ward.thresholds import CHANGES, PRESENT, THRESHOLDS
from data_access.common.database import Database
from data_access.common.study import Study
from data_access.exports import tables
from data_access.ward import board, news, sheet
from pages.access import downloads
from pages.common import data_label, names, paper
from pages.common.paper import cut, said
from pages.common.text import Words
from pages.parts.news import phrases
from pages.parts.news.since import Since
from pages.parts.patient import header
from pages.parts.ward.choice import ACTIVE, Choice

FIGURES = ("HEGRADE", "BILI", "INR", "PTA", "CREAT", "SODIUM", "MELD", "LACTATE", "MAP", "TEMP")
# Those whose change from one day to the next is said as well.
BY_DAY = ("BILI", "INR", "CREAT")
UNIT_OF_SIGNS = {"MAP": "mmHg", "TEMP": "°C"}
MOST_NEWS = 6
STALE_DAYS = 3
STYLE = """
@page { size: A4 landscape; margin: 7mm; }
* { box-sizing: border-box; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body { max-width: 283mm; font-size: 7.4pt; line-height: 3.3mm; font-variant-numeric: tabular-nums; }
table { table-layout: fixed; } h1 { font-size: 13pt; line-height: 6mm; }
thead { display: table-header-group; } tr { break-inside: avoid; }
td, th { padding: 0.6mm 0.8mm; } td { min-height: 9mm; } .who { width: 26mm; } .who b { font-size: 9.5pt; }
.out { width: 50mm; } .new { width: 44mm; } .notes { border-left: 0.4pt solid #C3CAD1; }
.figure { width: 13.6mm; font-size: 6.6pt; } .figure b { font-size: 9pt; } .quiet { color: #52606D; }
.red b, .badge.red { color: #B42318; } .amber b { text-decoration: underline; text-decoration-style: dashed; }
.badge { white-space: nowrap; } .badge.red { font-weight: 700; }
"""


def button(database: Database, choice: Choice, since: Since | None, about: Study, words: Words) -> None:
    """The button that makes and downloads the sheet of the patients that are shown."""
    downloads.offer(
        words("round.button"),
        lambda: document(database, choice, since, about, words, made_at=datetime.now(UTC)),
        tables.file_name([about.study, "round", about.data_cutoff], "html"),
        key="round",
        explained=words("round.help"),
    )


def document(
    database: Database, choice: Choice, since: Since | None, about: Study, words: Words, *, made_at: datetime
) -> str:
    """The sheet as a whole HTML document: the chosen patients, without a choice those who can still be helped.

    `made_at` in UTC.
    """
    patients = board.board(database, choice.status or ACTIVE, choice.arm, choice.order)
    subjects = patients["usubjid"].tolist()
    by_patient = _Found(database, subjects, since)
    head = ["who", "out", *FIGURES, "new", "notes"]
    titles = [_title(name, words) for name in head]
    body = "".join(_row(row, by_patient, words) for row in patients.itertuples())
    top = "".join(
        f'<th class="{_look(name)}">{said(title)}</th>' for name, title in zip(head, titles, strict=True)
    )
    facts = data_label.facts(about, words, made_at.date())
    mark = words("frame.simulated") if about.simulated else about.study
    parts = [
        f"<h1>{said(words('round.title'))}</h1>",
        f'<div class="{"simulated" if about.simulated else ""}">{said(mark)} · {said(facts)}</div>',
        f"<div>{said(words('round.said', n=len(patients), all=len(board.board(database))))} "
        f"{said(words('round.since', since=since.said) if since else '')}</div>",
        f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>",
        f"<footer>{said(words('round.legend'))}<br>{said(words('sheet.made', at=f'{made_at:%Y-%m-%d %H:%M}'))} · "
        f"{said(FOOTER.of(words.language))}</footer>",
    ]
    return paper.document(words("round.title"), parts, words.language, STYLE)


def _title(name: str, words: Words) -> str:
    if name in UNIT_OF_SIGNS:
        return f"{words(f'sheet.{name}')} {UNIT_OF_SIGNS[name]}"
    return words.named(name) if name in FIGURES else words(f"round.{name}")


class _Found:
    """What was asked for all patients at once, by patient."""

    def __init__(self, database: Database, subjects: Sequence[str], since: Since | None) -> None:
        asked = sheet.figures(database, subjects, FIGURES).to_dict("records")
        self.figures = {(row["usubjid"], row["paramcd"]): row for row in asked}
        self.given = sheet.given(database, subjects)
        self.news = {each: news.of_patient(database, each, since.day) for each in subjects} if since else {}


def _look(name: str) -> str:
    return "figure" if name in FIGURES else name


def _row(row: Any, found: _Found, words: Words) -> str:
    levels = header.levels(row)
    cells = [("who", _who(row, words)), ("out", _stands_out(row, found.given, words))]
    cells += [
        (f"figure {levels.get(code, '')}", _figure(found.figures.get((row.usubjid, code)), words))
        for code in FIGURES
    ]
    cells += [("new", _news(found.news.get(row.usubjid), words)), ("notes", "")]
    return "<tr>" + "".join(f'<td class="{look}">{cell}</td>' for look, cell in cells) + "</tr>"


def _who(row: Any, words: Words) -> str:
    arm = [words.known("arm", row.trt01p)] if isinstance(row.trt01p, str) else []
    day = [] if isna(row.study_day) else [words("patient.day", n=int(row.study_day))]
    dose = [words("patient.dose_line", given=int(row.ndose), planned=int(row.nplan))] if row.nplan else []
    lines = [" · ".join([*arm, *day]), " · ".join([words.known("status", row.status), *dose])]
    if not isna(row.next_due):
        key = "patient.overdue" if row.overdue else "patient.due"
        lines.append(words(key, date=words.day(row.next_due)))
    if row.visit_status in ("DUE", "OVERDUE"):
        name = names.due_name_in_full("VISIT", row.visit, words)
        lines.append(words(f"patient.visit.{row.visit_status}", name=name, date=words.day(row.visit_due)))
    return f"<b>{cut(row.usubjid, 24)}</b><br>" + "<br>".join(said(line) for line in lines if line)


def _stands_out(row: Any, given: DataFrame, words: Words) -> str:
    """Everything that stands out, with the number that reached its limit; what was given in the last days."""
    reached = {mark.split(":")[0]: number for mark, number in zip(row.marks, row.mark_values, strict=True)}
    badges = [
        f'<span class="badge {level}">{"▲" if level == "red" else "△"} '
        f"{said(words(f'mark.short.{code}'))}{said(_number(code, reached))}</span>"
        for code, level in header.standing_out(row)
    ]
    own = given[given["usubjid"] == row.usubjid].itertuples()
    treated = [
        f"{words.known('sheet.proc', each.category)} ×{each.n} ({words.day(each.last_dt, SHORT_DATE)})"
        for each in own
    ]
    below = f'<br><span class="quiet">{said(" · ".join(treated))}</span>' if treated else ""
    return (" ".join(badges) or said(words("sheet.none_reached"))) + below


def _number(code: str, reached: Mapping[str, float]) -> str:
    if code not in reached or code in PRESENT:
        return ""
    threshold = next(each for each in THRESHOLDS if each.code == code)
    sign = "+" if code in CHANGES and threshold.unit != "×" and code != "HGB_FALL" else ""
    return f" ×{reached[code]:.2f}" if threshold.unit == "×" else f" {reached[code]:{sign}.4g}"


def _figure(row: Mapping[Any, Any] | None, words: Words) -> str:
    """A figure, its change over 7 days and by the day, and when it was taken where that is not of these days."""
    if row is None:
        return '<span class="quiet">–</span>'
    lines = [f"<b>{cut(header.value(row), 8)}</b>{said(header.beside(row))}"]
    if not isna(row["chg7d"]):
        lines.append(said(header.weekly(row, words)))
    if row["paramcd"] in BY_DAY and not isna(row["chgday"]):
        lines.append(said(header.daily(row, words)))
    if row["age_days"] >= STALE_DAYS:
        lines.append(f'<span class="quiet">{said(header.age(row, words))}</span>')
    elif row["paramcd"] in ("MAP", "TEMP"):
        lines.append(f'<span class="quiet">{said(words.day(row["adtm"], SHORT_DATE_TIME))}</span>')
    return "<br>".join(lines)


def _news(rows: DataFrame | None, words: Words) -> str:
    if rows is None or rows.empty:
        return said(words("news.nothing"))
    told = [
        said(f"{phrases.what(row, words)} {phrases.change(row, words)}".rstrip() + phrases.late(row, words))
        for row in rows.head(MOST_NEWS).itertuples()
    ]
    return "<br>".join([*told, *paper.more(len(rows) - MOST_NEWS, words)])
