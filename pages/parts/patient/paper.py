"""One patient on one side of A4: for the round, for the next shift, read standing."""

from collections.abc import Iterator
from datetime import datetime

from pandas import DataFrame, Series, isna

from clinical.common.days import SHORT_DATE
from clinical.common.disclaimer import FOOTER
from data_access.common.database import Database
from data_access.common.study import Study
from data_access.patient import handover, profile
from pages.common import data_label, paper
from pages.common.paper import said
from pages.common.text import Words
from pages.parts.patient import header, paper_condition, paper_figures, paper_lists
from pages.parts.patient.paper_style import STYLE

LONG_ID = 22
ASKED = tuple(dict.fromkeys((*header.FIGURES, "ASCITES", *paper_figures.FURTHER)))


def document(database: Database, subject: str, about: Study, words: Words, *, made_at: datetime) -> str:
    """The sheet as a whole HTML document. `made_at` in UTC.

    It always fits one page: long lists end in "and n more", long names in "…".
    """
    who = profile.header(database, subject)
    newest = profile.newest(database, subject, ASKED)
    gaps = handover.gaps(database, subject, ASKED)
    why_none = {row["paramcd"]: _why_none(row, words) for _, row in gaps.iterrows()}
    events = handover.events(database, subject)
    parts = [
        _head(who, about, words, made_at),
        "" if about.arms_hidden else _doses(database, who, words),
        paper_figures.tiles(newest, who, why_none, words),
        paper_figures.thresholds(who, words),
        '<div class="two">',
        paper_condition.condition(database, subject, newest, why_none, events, words),
        paper_lists.treatments(database, who, words),
        "</div>",
        paper_figures.panels(database, subject, who, words),
        paper_figures.further(newest, why_none, words),
        paper_lists.events(events, who, about, words),
        _gaps(gaps, who, words),
        f"<footer>{said(data_label.stamp(about, words))} · {said(_made(made_at, words))}<br>"
        f"{said(FOOTER.of(words.language))}</footer>",
    ]
    return paper.document(words("sheet.title", subject=subject), parts, words.language, STYLE)


def _head(who: Series, about: Study, words: Words, made_at: datetime) -> str:
    """Who, which arm, alive or not and where in the study; on the right what data these are."""
    arm = "".join(
        f'<span class="arm place{int(who["trt01pn"] or 0)}">{said(name)}</span>'
        for name in header.arm(who, words)
    )
    now = [f"<b>{said(header.status(who, words))}</b>", *map(said, header.progress(who, words))]
    due = header.next_dose(who, words)
    now += [f"<b>{said(due)}</b>"] if due else []
    person = [paper.cut(part, 60) for part in header.person(who, words)]
    if not isna(who["randdt"]):
        person.append(said(words("sheet.randomised", date=words.day(who["randdt"]))))
    long = "long" if len(who["usubjid"]) > LONG_ID else ""
    kind = "simulated" if about.simulated else ""
    mark = said(words("frame.simulated") if about.simulated else about.study)
    facts = said(data_label.facts(about, words, made_at.date()))
    return (
        f'<div class="head"><div><h1 class="{long}">{said(who["usubjid"])} {arm}</h1>'
        f'<div class="who">{" · ".join(now)}</div><div>{" · ".join(person)}</div></div>'
        f'<div class="right"><div class="{kind}">{mark}</div><div>{facts}</div>'
        f"<div>{said(_made(made_at, words))}</div></div></div>"
    )


def _made(made_at: datetime, words: Words) -> str:
    return words("sheet.made", at=f"{made_at:%Y-%m-%d %H:%M}")


def _doses(database: Database, who: Series, words: Words) -> str:
    """A box per planned infusion; without a plan, how many dosing records there are."""
    planned = handover.doses(database, who["usubjid"])
    if not planned.empty:
        return f'<div class="doses">{"".join(_dose(row, words) for _, row in planned.iterrows())}</div>'
    if who["nplan"]:
        return f"<div>{said(words('sheet.dose_undated'))}</div>"
    given = handover.exposure(database, who["usubjid"]).iloc[0]
    if isna(given["first_dt"]):
        return f"<div>{said(words('sheet.dose_none'))}</div>"
    first, last = (words.day(day) for day in (given["first_dt"], given["last_dt"]))
    return f"<div>{said(words('sheet.dose_records', n=int(given['n']), first=first, last=last))}</div>"


def _dose(row: Series, words: Words) -> str:
    day = row["given_dt"] if row["status"] == "GIVEN" else row["planned_dt"]
    said_first = words(f"sheet.dose.{row['status']}", date=words.day(day))
    return (
        f'<div class="dose {row["status"]}"><b>{said(words("sheet.dose_n", n=int(row["doseno"])))}</b> '
        f"{said(said_first)}<br>{_dose_note(row, words)}</div>"
    )


def _dose_note(row: Series, words: Words) -> str:
    """Why it was missed, how late it was, or when it may be given."""
    if row["status"] == "MISSED":
        return paper.cut(words.known("sheet.missed", row["reason"]), 34)
    if row["status"] == "GIVEN":
        return (
            said(words("sheet.dose_delay", days=f"{int(row['delay_days']):+d}")) if row["delay_days"] else ""
        )
    first, last = (words.day(row[end], SHORT_DATE) for end in ("window_lo", "window_hi"))
    return said(words("sheet.dose_window", first=first, last=last))


def _why_none(row: Series, words: Words) -> str:
    return words("sheet.date_unknown" if row["n_undated"] else "patient.not_measured")


def _gaps(gaps: DataFrame, who: Series, words: Words) -> str:
    """What was never measured, what only without a date, and what not in the last 7 days."""
    day = words.day(who["asof"])
    lines = list(_gap_lines(gaps, day, words)) or [words("sheet.no_gaps", date=day)]
    return paper.section(words("sheet.gaps"), f"<div>{said('; '.join(lines))}</div>")


def _gap_lines(gaps: DataFrame, day: str, words: Words) -> Iterator[str]:
    none = gaps["days"].isna()
    undated = gaps["n_undated"] > 0
    for key, rows in (("never", gaps[none & ~undated]), ("undated_only", gaps[none & undated])):
        if not rows.empty:
            yield words(
                f"sheet.{key}", names=", ".join(paper_figures.short(code, words) for code in rows["paramcd"])
            )
    stale = [
        words("sheet.stale_one", name=paper_figures.short(row["paramcd"], words), n=int(row["days"]))
        for _, row in gaps[~none].iterrows()
    ]
    if stale:
        yield words("sheet.stale", date=day, names=", ".join(stale))
