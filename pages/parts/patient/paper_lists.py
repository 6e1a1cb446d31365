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


def treatments(database: Database, who: Series, words: Words) -> str:
    """Plasma and procedures of 7 and 14 days, and the medicines without an end."""
    subject = who["usubjid"]
    rows = handover.treatments(database, subject)
    head = [said(words(f"sheet.{key}")) for key in ("treatment", "days_7", "days_14", "last")]
    shown = [_treatment(row, words) for _, row in rows.head(MOST_TREATMENTS).iterrows()]
    body = table(head, shown) if shown else f"<div>{said(words('sheet.no_treatment'))}</div>"
    rest = "".join(more(len(rows) - MOST_TREATMENTS, words))
    medicines = (
        f'<div class="medicines"><b>{said(words("sheet.medicines"))}:</b> '
        f"{_medicines(database, subject, words)}</div>"
    )
    return section(words("sheet.treatments", date=words.day(who["asof"])), body, rest, medicines)


def _treatment(row: Series, words: Words) -> list[str]:
    named = isinstance(row["label"], str)
    name = cut(row["label"], NAME_WIDTH) if named else said(words.known("sheet.proc", row["category"]))
    if row["category"] == "ALBUMIN":
        counts = ["✓" if row[f"n_{days}d"] else "–" for days in (7, 14)]
    else:
        counts = [_count(row, days) for days in (7, 14)]
    last = "" if isna(row["last_dt"]) else words.day(row["last_dt"], SHORT_DATE)
    last = said(words("sheet.since", date=last)) if row["running"] else last
    undated = [said(words("sheet.undated", n=int(row["n_undated"])))] if row["n_undated"] else []
    return [name, *counts, ", ".join(filter(None, [last, *undated]))]


def _count(row: Series, days: int) -> str:
    """How often, and how much of it where the amount is recorded: 3 (700 mL), 14 (28 L)."""
    n, amount, unit = int(row[f"n_{days}d"]), row[f"amount_{days}d"], row["unit"]
    if isna(amount) or not isinstance(unit, str):
        return str(n)
    if unit == "mL" and amount >= ML_SAID_IN_LITRES:
        amount, unit = amount / 1000, "L"
    return f"{n} ({amount:g} {cut(unit, 8)})"


def _medicines(database: Database, subject: str, words: Words) -> str:
    names = [str(name) for name in handover.medicines(database, subject)["name"]]
    if not names:
        return said(words("sheet.no_medicines"))
    shown = list(_that_fit(names, MEDICINES_WIDTH))
    return ", ".join([*shown, *more(len(names) - len(shown), words)])


def _that_fit(names: Sequence[str], width: int) -> Iterator[str]:
    """As many names as stand side by side in a text of this width, the first in any case."""
    used = 0
    for name in names:
        short = cut(name, NAME_WIDTH)
        used += len(short) + 2
        if used > width and used > len(short) + 2:
            return
        yield short


def events(rows: DataFrame, who: Series, about: Study, words: Words) -> str:
    """The adverse events, the first of them if they are many; of treatment nothing where arms are hidden."""
    title = words("sheet.events", date=words.day(who["asof"]))
    if rows.empty:
        return section(title, f"<div>{said(words('sheet.no_events'))}</div>")
    shown = DataFrame([_event(row, words) for _, row in rows.head(MOST_EVENTS).iterrows()])
    shown = shown.drop(columns=list(OF_TREATMENT)) if about.arms_hidden else shown
    head = [said(words(f"sheet.event_{key}" if key else "sheet.event")) for key in shown]
    return section(title, table(head, shown.to_numpy().tolist()), *more(len(rows) - MOST_EVENTS, words))


def _event(row: Series, words: Words) -> dict[str, str]:
    serious = f"<b>{said(words('sheet.yes_serious'))}</b>" if row["aeser"] == "Y" else ""
    relation = row["aerel"] if isinstance(row["aerel"], str) else None
    near = said(words("sheet.within_24h", n=int(row["doseno"]))) if row["inf24fl"] == "Y" else ""
    return {
        "grade": _grade(row, words),
        "": cut(words.known("term", row["aedecod"]), TERM_WIDTH)
        if isinstance(row["aedecod"], str)
        else said(words("sheet.not_recorded")),
        "serious": serious,
        "relation": said(words("sheet.not_recorded"))
        if relation is None
        else cut(words.known("sheet.rel", relation.upper()), 18),
        "time": _span(row, words),
        "infusion": near,
    }


def _grade(row: Series, words: Words) -> str:
    """The grade in its colour; where none is reported the severity, else a question mark."""
    if not isna(row["aetoxgr"]):
        grade = int(row["aetoxgr"])
        colours = theme.GRADE_COLOURS.get(grade, theme.UNGRADED), theme.GRADE_INK.get(grade, theme.INK)
        return f'<span class="grade" style="background:{colours[0]};color:{colours[1]}">{grade}</span>'
    known = isinstance(row["aesev"], str)
    name = words.known("sheet.severity", row["aesev"]) if known else words("sheet.no_grade")
    return f'<span class="grade" style="background:{theme.UNGRADED}">{cut(name, 10)}</span>'


def _span(row: Series, words: Words) -> str:
    """From when to when, as recorded."""
    start = row["aestdtc"] if isinstance(row["aestdtc"], str) else "?"
    stop = row["aeendtc"] if isinstance(row["aeendtc"], str) else None
    if stop is None:
        stop = words("sheet.ongoing" if row["ongofl"] == "Y" else "sheet.end_unknown")
    return f"{cut(words.day(start[:10]), 12)} – {cut(words.day(stop[:24]), 24)}"
