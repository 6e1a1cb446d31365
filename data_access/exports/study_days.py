"""Tables of a de-identified copy as they leave it: without dates, with days of the study.

CDISC's --DTC, --DT and --DTM are left out. --DY holds the day of the study: as delivered, else counted from the day 1
that the copy moved every patient to. A time of day is --TM: what was measured when in a day tells nobody's date.
"""

import re
from collections.abc import Iterator, Mapping

from clinical.common.days import DAY_ONE
from data_access.common.sql_text import fill, quoted

VARIABLE = re.compile(r"(?P<stem>\w*?)_?(?:dtc|dtm|dt)", re.ASCII)
DAY = f"(date_diff('day', DATE '{DAY_ONE}', {{date}}) + CASE WHEN {{date}} >= DATE '{DAY_ONE}' THEN 1 ELSE 0 END)"
DATES = {"DATE": "{name}", "VARCHAR": "dtc_date({name})"}
CLOCKS = {"VARCHAR": "CASE WHEN dtc_precision({name}) = 'DATETIME' THEN substr({name}, 12) END"}
IN_TEXT = r"""
CASE WHEN regexp_full_match({name}, '\d{4}-\d{2}-\d{2}([T ].*)?') AND TRY_CAST(left({name}, 10) AS DATE) IS NOT NULL
     THEN rtrim('D' || {day} || ' ' || substr({name}, 12)) ELSE {name} END AS {name}
"""
# The inputs of a score, the one nested column with moments that a de-identified copy keeps.
INPUTS = """
CAST(to_json(list_transform({name}, lambda each: {'name': each.name, 'aval': each.aval, 'ady': {day},
    'atm': strftime(each.adtm, '%H:%M'), 'source_file': each.source_file, 'source_row': each.source_row})) AS VARCHAR)
AS {name}
"""
NOTES = (
    "De-identified: subjects are masks, and there are no dates. Variables --DTC, --DT and --DTM are left out;",
    "--DY is the study day as delivered, else counted from day 1: the first dose, of whom none was given randomisation",
    "or consent, and an arbitrary day of whom none is known. There is no day 0. --TM is the time of day.",
    "Of a date known only in part nothing is told.",
)


def selected(columns: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Name and SQL of every column that takes the place of these (name: type), in their order.

    A column whose SQL is "" leaves as it is in any other copy.
    """
    days = _days(columns)
    told: set[str] = set()
    for name, kind in columns.items():
        if name == "inputs" and "TIMESTAMP" in kind:
            yield name, _filled(INPUTS, name, "CAST(each.adtm AS DATE)")
        elif _is_date(name, kind):
            stem = _stem(name)
            if stem + "dy" not in told | columns.keys():
                yield stem + "dy", f"{_counted(days[stem + 'dy'])} AS {quoted(stem + 'dy')}"
                told.add(stem + "dy")
            if kind != "DATE" and stem + "tm" not in told | columns.keys():
                yield stem + "tm", f"{_clock(name, kind)} AS {quoted(stem + 'tm')}"
                told.add(stem + "tm")
        elif name in days:
            yield name, f"coalesce({quoted(name)}, CAST({_counted(days[name])} AS {kind})) AS {quoted(name)}"
        elif kind == "VARCHAR":
            yield name, _filled(IN_TEXT, name, fill("CAST(left({name}, 10) AS DATE)", name=quoted(name)))
        else:
            yield name, ""


def _days(columns: Mapping[str, str]) -> dict[str, list[str]]:
    """The dates behind each variable of days: adt and adtm behind ady."""
    found: dict[str, list[str]] = {}
    for name, kind in columns.items():
        if _is_date(name, kind):
            found.setdefault(_stem(name) + "dy", []).append(_date(name, kind))
    return found


def _is_date(name: str, kind: str) -> bool:
    return kind == "DATE" or kind.startswith("TIMESTAMP") or kind == "VARCHAR" and name.endswith("dtc")


def _stem(name: str) -> str:
    """'lb' of lbdtc, 'a' of adt and adtm; of what has another name, the name and an underscore."""
    variable = VARIABLE.fullmatch(name)
    if variable is None or not variable["stem"]:
        return name + "_"
    return variable["stem"] + ("_" if name[len(variable["stem"])] == "_" else "")


def _date(name: str, kind: str) -> str:
    return fill(DATES.get(kind, "CAST({name} AS DATE)"), name=quoted(name))


def _clock(name: str, kind: str) -> str:
    return fill(CLOCKS.get(kind, "strftime({name}, '%H:%M:%S')"), name=quoted(name))


def _counted(dates: list[str]) -> str:
    return fill(DAY, date=f"coalesce({', '.join(dates)})")


def _filled(template: str, name: str, date: str) -> str:
    return template.replace("{name}", quoted(name)).replace("{day}", fill(DAY, date=date))
