"""One data set into one sdtm table: text becomes the declared type, or the row is rejected with a reason."""

import re
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from data_access.building.loading.sdtm_tables import INTEGER, NUMBER
from data_access.building.reading.source_dataset import DataSet
from data_access.common.sql_text import fill, literal, quoted

BATCH = "source_batch"
TEXT = "nullif({raw}, '')"
# SAS writes a dot, or a dot and a letter, for a missing number; R writes NA.
GIVEN = """
CASE WHEN {text} NOT IN ('.', 'NA')
      AND NOT (length({text}) = 2 AND {text}[1] = '.' AND {text}[2] NOT BETWEEN '0' AND '9')
THEN {text} END
"""
# Underscores and infinities pass DuckDB's cast but are no numbers of a trial.
NOT_A_NUMBER = (
    "{given} IS NOT NULL AND ({number} IS NULL OR NOT isfinite({number}) OR contains({given}, '_'))"
)
# A bad reference limit never costs its result: '<41' and '0-41' are read, anything else is left out and listed.
RANGE = re.compile(r".{2,4}stnr(?P<side>lo|hi)")
SIDE_MACRO = {"lo": "lower_limit", "hi": "upper_limit"}
UNREAD = """
INSERT INTO meta.unread_cell
SELECT $file, $domain, source_row, {variable}, {subject}, {given} FROM ({judged})
WHERE fault IS NULL AND {given} IS NOT NULL AND is_no_range({given})
"""
# '>2000' where a number should stand is a limit, and belongs to the text of the standard result (--STRESC).
STANDARD_NUMBER = re.compile(r"(?P<stem>.{2,4}stres)n")
LIMIT_TEXT = "CASE WHEN {number} IS NULL AND is_limit(plain_result({given})) THEN plain_result({given}) END"
NOT_WHOLE = "{number} <> floor({number}) OR abs({number}) > 2147483647"
LOAD = """
INSERT INTO {table} ({targets}, source_file, source_row)
SELECT {values}, $file, source_row FROM ({judged}) WHERE fault IS NULL
"""
REJECT = """
INSERT INTO meta.rejected
SELECT $file, $domain, source_row, {variables}[fault], {reasons}[fault], record FROM ({judged})
WHERE fault IS NOT NULL
"""
JUDGED = """
SELECT *, {fault} AS fault FROM (
    SELECT *, {numbers} FROM (
        SELECT *, {given} FROM (
            SELECT {texts}, {record} AS record, source_row FROM source_batch WHERE source_domain = $domain
        )
    )
)
"""


@dataclass(frozen=True)
class Fault:
    """Something that can be wrong with a row: SQL for when it is, the variable, SQL for the reason."""

    condition: str
    variable: str
    reason: str


def record(dataset: DataSet) -> str:
    """The raw row as a JSON object, as an SQL expression."""
    members = ", ".join(f"{literal(name)}: {quoted(name)}" for name in dataset.columns)
    return f"to_json({{{members}}})"


class Casting:
    """How the columns of a data set enter sdtm.<domain>; `variables` are their lower-case names.

    Works on the batch registered as BATCH, on the rows whose column ROW_DOMAIN is the domain.
    """

    def __init__(self, dataset: DataSet, domain: str, types: dict[str, str], required: list[str]) -> None:
        self._dataset, self._domain = dataset, domain
        self.variables = [column.strip().lower() for column in dataset.columns]
        self._types = [types[name] for name in self.variables]
        self._numeric = [at for at, type_ in enumerate(self._types) if type_ in (NUMBER, INTEGER)]
        self._ranges = {
            at: found["side"] for at in self._numeric if (found := RANGE.fullmatch(self.variables[at]))
        }
        self._limits = self._texts_of_limits(types)
        self._faults = self._possible_faults(required)
        self._load = self._statement(LOAD, "NULL")
        self._reject = self._statement(REJECT, record(dataset))
        self._unread = [self._unread_cells(at) for at in self._ranges]

    def load(self, connection: DuckDBPyConnection, rows: int) -> None:
        """Load or reject the rows of this domain; `rows` is how many the batch has."""
        given = {"file": self._dataset.file, "domain": self._domain}
        loaded = connection.execute(self._load, given).fetchone()
        for statement in self._unread:
            connection.execute(statement, given)
        if loaded != (rows,):
            connection.execute(self._reject, given)

    def _possible_faults(self, required: list[str]) -> list[Fault]:
        faults = []
        for name in required:
            missing = f"t{self.variables.index(name)} IS NULL" if name in self.variables else "true"
            faults.append(Fault(missing, name.upper(), literal("missing")))
        limits = set(self._limits.values())
        for at in self._numeric:
            if at in self._ranges:
                continue
            condition = NOT_A_NUMBER.format(given=f"g{at}", number=f"n{at}")
            if at in limits:
                condition = f"{condition} AND NOT is_limit(plain_result(g{at}))"
            kind = "number"
            if self._types[at] == INTEGER:
                condition = f"{condition} OR {NOT_WHOLE.format(number=f'n{at}')}"
                kind = "whole number"
            faults.append(Fault(condition, self.variables[at].upper(), f"concat('not a {kind}: ', g{at})"))
        return faults

    def _texts_of_limits(self, types: dict[str, str]) -> dict[str, int]:
        """Which text column (--STRESC) takes the limit that stands in a number column (--STRESN), by its place."""
        found = {at: STANDARD_NUMBER.fullmatch(self.variables[at]) for at in self._numeric}
        texts = {f"{match['stem']}c": at for at, match in found.items() if match}
        return {text: at for text, at in texts.items() if text in types}

    def _unread_cells(self, at: int) -> str:
        """Lists what stands in a column of reference limits and is none."""
        subject = f"t{self.variables.index('usubjid')}" if "usubjid" in self.variables else "NULL"
        names = {"variable": literal(self.variables[at].upper()), "given": f"g{at}", "subject": subject}
        return self._statement(UNREAD, "NULL", **names)

    def _number(self, at: int) -> str:
        """A numeric column as a number, in SQL."""
        macro = SIDE_MACRO.get(self._ranges.get(at, ""))
        return f"{macro}(g{at})" if macro else f"try_cast(g{at} AS DOUBLE)"

    def _value(self, at: int) -> str:
        """What enters the table for a column, in SQL."""
        number = self._limits.get(self.variables[at])
        if number is None:
            return f"n{at}" if at in self._numeric else f"t{at}"
        return f"coalesce(t{at}, {LIMIT_TEXT.format(number=f'n{number}', given=f'g{number}')})"

    def _statement(self, template: str, record: str, **names: str) -> str:
        """The template over all columns; t0 ... are texts, g0 ... numbers as text, n0 ... as numbers."""
        columns = enumerate(self._dataset.columns)
        judged = fill(
            JUDGED,
            texts=", ".join(f"{TEXT.format(raw=quoted(name))} AS t{at}" for at, name in columns),
            given=", ".join(f"{GIVEN.format(text=f't{at}')} AS g{at}" for at in self._numeric) or "NULL",
            numbers=", ".join(f"{self._number(at)} AS n{at}" for at in self._numeric) or "NULL",
            fault=self._first_fault(),
            record=record,
        )
        added = {text: at for text, at in self._limits.items() if text not in self.variables}
        values = [self._value(at) for at in range(len(self.variables))]
        values += [LIMIT_TEXT.format(number=f"n{at}", given=f"g{at}") for at in added.values()]
        return fill(
            template,
            judged=judged,
            **names,
            table="sdtm." + quoted(self._domain),
            targets=", ".join(quoted(name) for name in (*self.variables, *added)),
            values=", ".join(values),
            variables="[" + ", ".join(literal(fault.variable) for fault in self._faults) + "]",
            reasons="[" + ", ".join(fault.reason for fault in self._faults) + "]",
        )

    def _first_fault(self) -> str:
        """The number of the first fault of a row, from 1; NULL for a good row."""
        cases = " ".join(f"WHEN {fault.condition} THEN {at}" for at, fault in enumerate(self._faults, 1))
        return f"CASE {cases} END" if cases else "NULL::INTEGER"
