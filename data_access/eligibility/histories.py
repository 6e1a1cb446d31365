"""Histories as answers: which rows of MH, IE and SUPP answer which question, and which answer none.

The words stand with the protocol (`clinical/protocols/histories.toml`); here only rows are read and matched.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pandas import DataFrame, isna

from clinical.protocols.histories import RANK, Recorded, answers, mapping
from data_access.common.database import Database
from data_access.common.sql_text import fill, literal, quoted

# The qualifiers of one supplemental table: a question (QLABEL) with yes or no, or words (QVAL).
SUPPLEMENT = """
SELECT {domain} AS domain, usubjid,
       CASE WHEN upper(qval) IN ('Y', 'N', 'YES', 'NO') THEN coalesce(qlabel, qnam) ELSE qval END AS term,
       concat(coalesce(qlabel, qnam), ': ', qval) AS reported,
       CASE WHEN upper(qval) IN ('Y', 'N', 'YES', 'NO') THEN upper(left(qval, 1)) END AS occurred,
       upper(qval) IN ('Y', 'N', 'YES', 'NO') AS asked, NULL AS severity, false AS ended,
       NULL AS started, NULL AS noted, source_file, source_row
FROM {table} WHERE usubjid IN (SELECT unnest($subjects)) AND qval IS NOT NULL
ORDER BY usubjid, source_row
"""
ROWS = Path(__file__).parents[1] / "sql" / "eligibility" / "histories.sql"
COLUMNS = ("usubjid", "field", "answer", "term", "why", "domain", "source_file", "source_row", "known_from")
DATES = tuple(
    dict.fromkeys(
        [entry.field for entry in mapping().onsets] + [each.date for each in mapping().answers if each.date]
    )
)
FIELDS_ANSWERED = (*(entry.field for entry in mapping().answers), *DATES)
SUPPLEMENTS = ("suppmh", "suppdm", "suppsc")


def matched(db: Database, subjects: Sequence[str]) -> DataFrame:
    """One row per question or date that a recorded row answers, or per row that answers none (`field` is '').

    usubjid, field, answer, term (as reported), why (nothing was answered), domain, source_file, source_row,
    known_from (ISO date from which it was known; '' for always). Where a row gives a date, `answer` is that date.
    """
    lines = [line for row in _rows(db, subjects) for line in _lines(row)]
    return DataFrame(lines, columns=list(COLUMNS))


def answered(found: DataFrame, until: str) -> dict[str, str]:
    """One subject's answer to each question from what was known on a day: of several rows the gravest."""
    known: dict[str, str] = {}
    for field, answer, since in zip(found["field"], found["answer"], found["known_from"], strict=True):
        if field and since <= until:
            known[field] = _graver(known.get(field), answer)
    return known


def _graver(before: str | None, answer: str) -> str:
    """The answer that says more against; of two dates the later, as the episode's own."""
    if before is None:
        return answer
    return max(before, answer, key=RANK.index) if before in RANK and answer in RANK else max(before, answer)


def _rows(db: Database, subjects: Sequence[str]) -> Iterator[dict[str, Any]]:
    everyone = sorted(set(subjects))
    yield from _records(db.rows(_sql(), subjects=everyone))
    there = db.rows("SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'sdtm'")[
        "name"
    ].tolist()
    for table in sorted(set(SUPPLEMENTS) & set(there)):
        sql = fill(SUPPLEMENT, domain=literal(table.upper()), table=f"sdtm.{quoted(table)}")
        yield from filter(_says_something, _records(db.rows(sql, subjects=everyone)))


@cache
def _sql() -> str:
    return ROWS.read_text(encoding="utf-8")


def _records(rows: DataFrame) -> Iterator[dict[str, Any]]:
    for record in rows.to_dict("records"):
        yield {str(key): None if isna(value) else value for key, value in record.items()}


def _says_something(row: dict[str, Any]) -> bool:
    """Qualifiers hold much that is no history: only what answers something counts."""
    given, dates, _ = answers(_recorded(row))
    return bool(given or dates)


def _recorded(row: dict[str, Any]) -> Recorded:
    return Recorded(
        str(row["term"]),
        str(row["occurred"] or ""),
        bool(row["asked"]),
        str(row["severity"] or ""),
        bool(row["ended"]),
        row["domain"] == "IE",
    )


def _lines(row: dict[str, Any]) -> Iterator[tuple[object, ...]]:
    given, dates, why = _answers(row)
    source = (row["domain"], row["source_file"], row["source_row"], str(row["noted"] or "")[:10])
    for field, answer in given.items():
        yield row["usubjid"], field, answer, row["reported"], "", *source
    for field in dates if row["started"] and row["occurred"] != "N" else ():
        yield row["usubjid"], field, str(row["started"]), row["reported"], "", *source
    if why:
        yield row["usubjid"], "", "", row["reported"], why, *source


def _answers(row: dict[str, Any]) -> tuple[dict[str, str], tuple[str, ...], str | None]:
    """By the dictionary's term, else by the words as reported: a coder's term may say less than they do."""
    coded = answers(_recorded(row))
    return coded if coded[2] != "no word" else answers(_recorded(row | {"term": row["reported"]}))
