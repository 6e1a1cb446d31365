"""The figures of the patient's sheet: the deciding ones large, their courses, the further results small."""

from collections.abc import Mapping
from dataclasses import replace

from pandas import DataFrame, Series, isna

from charts.patient import paper
from clinical.common.days import DATE, SHORT_DATE, SHORT_DATE_TIME
from clinical.laboratory.tests import LAB_TESTS
from clinical.laboratory.units import printed
from clinical.ward.thresholds import CHANGES, PRESENT, THRESHOLDS, Threshold
from data_access.common.database import Database
from data_access.patient import profile, results
from pages.common.paper import cut, said, section
from pages.common.text import Words
from pages.parts.patient.controls import View
from pages.parts.patient.header import FIGURES, capped, has_moved, levels, standing_out, value, weekly

COURSES = ("BILI", "INR", "PTA", "MELD", "CREAT", "SODIUM", "PLAT", "ALT")
FURTHER = ("LACTATE", "AMMONIA", "WBC", "PCT", "HGB", "PLAT", "GLUC", "K", "UREA", "ALB", "ALT", "AST")
LONG_AGO_DAYS, LARGE_LETTERS = 90, 6
OUTSIDE = {"HIGH": "H", "LOW": "L"}


def tiles(newest: DataFrame, who: Series, why_none: Mapping[str, str], words: Words) -> str:
    """The figures that decide, each with unit, range, change over 7 days, time, age, and what set it.

    `why_none` says of a figure that is not among the `newest` why it is not.
    """
    rows = {row["paramcd"]: row for _, row in newest.iterrows()}
    marked = levels(who)
    boxes = "".join(
        f'<div class="tile {marked.get(code, "")}"><div class="name">{said(words.named(code))}</div>'
        f"{_figure(rows[code], words) if code in rows else _no_figure(why_none[code])}</div>"
        for code in FIGURES
    )
    return section(words("sheet.figures"), f'<div class="tiles">{boxes}</div>')


def _no_figure(why: str) -> str:
    return f'<div class="value quiet">–</div><div>{said(why)}</div>'


def _figure(row: Series, words: Words) -> str:
    change = words("sheet.no_change") if isna(row["chg7d"]) else _arrow(row) + weekly(row, words)
    lines = [
        change if isna(row["chg7d"]) else f"<b>{said(change)}</b>",
        f"{said(_when(row, words))}, {said(_age(row, words))}",
        said(_range(row)),
        *_confounded(row, words),
        *([said(words("patient.uncapped", value=f"{row['araw']:.1f}"))] if capped(row) else []),
    ]
    size = "" if len(value(row)) <= LARGE_LETTERS else "words"
    shown = f'<div class="value {size}">{cut(value(row), 13)}{_outside(row)}</div>'
    return shown + "".join(f"<div>{line}</div>" for line in lines)


def _when(row: Series, words: Words) -> str:
    """When a result was taken: with its hour on the day of the cut, its year where it is older than this quarter."""
    if row["age_days"] == 0:
        return words.day(row["adtm"], SHORT_DATE_TIME)
    return words.day(row["adtm"], DATE if row["age_days"] > LONG_AGO_DAYS else SHORT_DATE)


def _age(row: Series, words: Words) -> str:
    return words("sheet.cut_day") if row["age_days"] == 0 else words("sheet.age", n=int(row["age_days"]))


def _arrow(row: Series) -> str:
    if not has_moved(row):
        return ""
    return "▲ " if row["chg7d"] > 0 else "▼ "


def _outside(row: Series) -> str:
    """H or L beside a value outside the reference range of its record."""
    sign = OUTSIDE.get(row["anrind"], "") if isinstance(row["anrind"], str) else ""
    return f"<i>{sign}</i>" if sign else ""


def _range(row: Series) -> str:
    low, high = (None if isna(row[end]) else f"{row[end]:g}" for end in ("anrlo", "anrhi"))
    if low and high:
        return f"{low}–{high}"
    return f"≥ {low}" if low else f"≤ {high}" if high else ""


def _confounded(row: Series, words: Words) -> list[str]:
    """What else sets the value, and the last one that it did not."""
    if not isinstance(row["confound"], str):
        return []
    why = [f"○ {said(words.known('sheet.confound', code))}" for code in row["confound"].split(";")]
    clean = ""
    if not isna(row["clean_aval"]):
        before = row.copy()
        before["aval"] = row["clean_aval"]
        clean = words("sheet.clean", value=value(before), date=words.day(row["clean_adtm"], SHORT_DATE))
    return [*why, said(clean)]


def thresholds(who: Series, words: Words) -> str:
    """Every display threshold reached, with the value that reached it; red is filled, amber is dashed."""
    by_code = {each.code: each for each in THRESHOLDS}
    reached = {
        mark.split(":")[0]: number for mark, number in zip(who["marks"], who["mark_values"], strict=True)
    }
    badges = [
        _badge(level, words(f"mark.{code}") + _reached(by_code.get(code), reached.get(code)))
        for code, level in standing_out(who)
    ]
    shown = "".join(badges) or said(words("sheet.none_reached"))
    return section(words("sheet.thresholds"), f"<div>{shown}</div>")


def _badge(level: str, phrase: str) -> str:
    return f'<span class="badge {level}">{said(phrase)}</span>'


def _reached(threshold: Threshold | None, number: float | None) -> str:
    """The number that reached a threshold; nothing of what is only there or not."""
    if threshold is None or number is None or threshold.code in PRESENT:
        return ""
    sign = "+" if threshold.code in CHANGES and threshold.rising and threshold.code != "HGB_FALL" else ""
    return f": ×{number:.2f}" if threshold.unit == "×" else f": {number:{sign}.4g}"


def panels(database: Database, subject: str, who: Series, words: Words) -> str:
    """The courses from screening on, with infusions, sessions and reference ranges."""
    view = View(
        "day", log=False, measure="absolute", window="all", tests=COURSES, score=COURSES[-1], graft=True
    )
    series = results.series(database, subject, COURSES, origin=view.origin, graft=view.graft)
    marks = profile.marks_in_time(database, subject, origin=view.origin)
    time = view.time(who, results.reach(series), words)
    # A change of one point of a score must not look like one of ten.
    shown = [
        replace(each, from_zero=each.from_zero and each.paramcd != "MELD")
        for each in view.panels(series, words)
    ]
    drawn = paper.courses(
        results.within(series, time.first, time.last),
        shown,
        marks,
        time,
        missing=words("sheet.no_values"),
        words=words,
    )
    title = words("sheet.courses_dates" if time.kind == "date" else "sheet.courses")
    pictures = "".join(f"<div>{picture}</div>" for picture in drawn)
    key = "arms_hidden.sheet_legend" if database.snapshot.arms_hidden else "sheet.legend"
    legend = f'<div class="legend">{said(words(key))}</div>'
    return section(title, f'<div class="courses">{pictures}</div>', legend)


def further(newest: DataFrame, why_none: Mapping[str, str], words: Words) -> str:
    """The other results: value, change and date, small."""
    rows = {row["paramcd"]: row for _, row in newest.iterrows()}
    cells = "".join(_cell(code, rows.get(code), why_none.get(code, ""), words) for code in FURTHER)
    return section(words("sheet.further"), f'<div class="cells">{cells}</div>')


def _cell(code: str, row: Series | None, why_none: str, words: Words) -> str:
    name = said(f"{short(code, words)} {printed(LAB_TESTS[code].unit)}".rstrip())
    if row is None:
        return f'<div class="cell">{name}<br><span class="quiet">– {said(why_none)}</span></div>'
    change = "" if isna(row["chg7d"]) else f" {said(_arrow(row) + weekly(row, words))}"
    day = f'<span class="quiet">{said(_when(row, words))}</span>'
    return f'<div class="cell">{name} {day}<br><b>{cut(value(row), 10)}</b>{_outside(row)}{change}</div>'


def short(code: str, words: Words) -> str:
    """The shortest name that a ward uses."""
    key = f"sheet.short.{code}"
    return words(key) if words.has(key) else words.short(code)
