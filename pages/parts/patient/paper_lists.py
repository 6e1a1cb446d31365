"""The lists of the patient's sheet: treatments and adverse events; each as long as its place on the page."""

from collections.abc import Iterator, Sequence

from pandas import DataFrame, Series, isna

from charts.common import theme
from clinical.common.days import SHORT_DATE
from data_access.common.database import Database
from data_access.common.study import Study
from data_access.patient import handover
from pages.common.paper import cut, more, said, section, table
from pages.common.text import Words

MOST_TREATMENTS, MOST_EVENTS = 4, 7
MEDICINES_WIDTH = 120
ML_SAID_IN_LITRES = 10_000
TERM_WIDTH, NAME_WIDTH = 50, 20
# Columns of an adverse event.
OF_TREATMENT = ("relation", "infusion")


def treatments(database: Database, who: Series, text: Words) -> str:
    """Plasma and procedures of 7 and 14 days, and the medicines without an end."""
    subject = who["usubjid"]
    rows = handover.treatments(database, subject)
    head = [said(text(f"sheet.{key}")) for key in ("treatment", "days_7", "days_14", "last")]
    shown = [_treatment(row, text) for _, row in rows.head(MOST_TREATMENTS).iterrows()]
    body = table(head, shown) if shown else f"<div>{said(text('sheet.no_treatment'))}</div>"
    rest = "".join(more(len(rows) - MOST_TREATMENTS, text))
    medicines = (
        f'<div class="medicines"><b>{said(text("sheet.medicines"))}:</b> '
        f"{_medicines(database, subject, text)}</div>"
    )
    return section(text("sheet.treatments", date=text.day(who["asof"])), body, rest, medicines)


def _treatment(row: Series, text: Words) -> list[str]:
    named = isinstance(row["label"], str)
    name = cut(row["label"], NAME_WIDTH) if named else said(text.known("sheet.proc", row["category"]))
    if row["category"] == "ALBUMIN":
        counts = ["✓" if row[f"n_{days}d"] else "–" for days in (7, 14)]
    else:
        counts = [_count(row, days) for days in (7, 14)]
    last = "" if isna(row["last_dt"]) else text.day(row["last_dt"], SHORT_DATE)
    last = said(text("sheet.since", date=last)) if row["running"] else last
    undated = [said(text("sheet.undated", n=int(row["n_undated"])))] if row["n_undated"] else []
    return [name, *counts, ", ".join(filter(None, [last, *undated]))]


def _count(row: Series, days: int) -> str:
    """How often, and how much of it where the amount is recorded: 3 (700 mL), 14 (28 L)."""
    n, amount, unit = int(row[f"n_{days}d"]), row[f"amount_{days}d"], row["unit"]
    if isna(amount) or not isinstance(unit, str):
        return str(n)
    if unit == "mL" and amount >= ML_SAID_IN_LITRES:
        amount, unit = amount / 1000, "L"
    return f"{n} ({amount:g} {cut(unit, 8)})"


def _medicines(database: Database, subject: str, text: Words) -> str:
    names = [str(name) for name in handover.medicines(database, subject)["name"]]
    if not names:
        return said(text("sheet.no_medicines"))
    shown = list(_that_fit(names, MEDICINES_WIDTH))
    return ", ".join([*shown, *more(len(names) - len(shown), text)])


def _that_fit(names: Sequence[str], width: int) -> Iterator[str]:
    """As many names as stand side by side in a text of this width, the first in any case."""
    used = 0
    for name in names:
        short = cut(name, NAME_WIDTH)
        used += len(short) + 2
        if used > width and used > len(short) + 2:
            return
        yield short


def events(rows: DataFrame, who: Series, about: Study, text: Words) -> str:
    """The adverse events, the first of them if they are many; of treatment nothing where arms are hidden."""
    title = text("sheet.events", date=text.day(who["asof"]))
    if rows.empty:
        return section(title, f"<div>{said(text('sheet.no_events'))}</div>")
    shown = DataFrame([_event(row, text) for _, row in rows.head(MOST_EVENTS).iterrows()])
    shown = shown.drop(columns=list(OF_TREATMENT)) if about.arms_hidden else shown
    head = [said(text(f"sheet.event_{key}" if key else "sheet.event")) for key in shown]
    return section(title, table(head, shown.to_numpy().tolist()), *more(len(rows) - MOST_EVENTS, text))


def _event(row: Series, text: Words) -> dict[str, str]:
    serious = f"<b>{said(text('sheet.yes_serious'))}</b>" if row["aeser"] == "Y" else ""
    relation = row["aerel"] if isinstance(row["aerel"], str) else None
    near = said(text("sheet.within_24h", n=int(row["doseno"]))) if row["inf24fl"] == "Y" else ""
    return {
        "grade": _grade(row, text),
        "": cut(row["aedecod"], TERM_WIDTH)
        if isinstance(row["aedecod"], str)
        else said(text("sheet.not_recorded")),
        "serious": serious,
        "relation": said(text("sheet.not_recorded"))
        if relation is None
        else cut(text.known("sheet.rel", relation.upper()), 18),
        "time": _span(row, text),
        "infusion": near,
    }


def _grade(row: Series, text: Words) -> str:
    """The grade in its colour; where none is reported the severity, else a question mark."""
    if not isna(row["aetoxgr"]):
        grade = int(row["aetoxgr"])
        colours = theme.GRADE_COLOURS.get(grade, theme.UNGRADED), theme.GRADE_INK.get(grade, theme.INK)
        return f'<span class="grade" style="background:{colours[0]};color:{colours[1]}">{grade}</span>'
    known = isinstance(row["aesev"], str)
    words = text.known("sheet.severity", row["aesev"]) if known else text("sheet.no_grade")
    return f'<span class="grade" style="background:{theme.UNGRADED}">{cut(words, 10)}</span>'


def _span(row: Series, text: Words) -> str:
    """From when to when, as recorded."""
    start = row["aestdtc"] if isinstance(row["aestdtc"], str) else "?"
    stop = row["aeendtc"] if isinstance(row["aeendtc"], str) else None
    if stop is None:
        stop = text("sheet.ongoing" if row["ongofl"] == "Y" else "sheet.end_unknown")
    return f"{cut(text.day(start[:10]), 12)} – {cut(text.day(stop[:24]), 24)}"
