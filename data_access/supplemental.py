"""SUPP--: kept as delivered, and pivoted onto the parent as one column per QNAM."""

import re
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from data_access.domains import SUPPLEMENTAL
from data_access.statements import fill, literal, quoted
from data_access.tables import INTEGER, NUMBER, TEXT, columns_of, domains

NEEDED = {"usubjid", "idvar", "idvarval", "qnam", "qval"}
VARIABLE_NAME = re.compile(r"[A-Z_][A-Z0-9_]{0,31}")
TAKEN_SUFFIX = "_supp"
GROUPS = """
SELECT upper(coalesce(idvar, '')), list(DISTINCT upper(qnam) ORDER BY upper(qnam))
FROM {supp} WHERE qnam IS NOT NULL GROUP BY 1 ORDER BY 1
"""
# Where a qualifier is given twice for one record, the first row of the file counts; a check lists the others.
PIVOT = """
UPDATE {parent} AS parent SET {assignments} FROM (
    SELECT usubjid, key, {values} FROM (
        SELECT usubjid, upper(qnam) AS qnam, qval, source_row, {key} AS key
        FROM {supp} WHERE upper(coalesce(idvar, '')) = $idvar
    ) GROUP BY usubjid, key
) AS supp
WHERE parent.usubjid = supp.usubjid AND {match}
"""


def pivot_all(connection: DuckDBPyConnection, delivered: dict[str, set[str]]) -> None:
    """Give every parent table the qualifiers of its supplemental table.

    A qualifier becomes the column of its own name. If the parent was delivered with a variable of that name
    (`delivered`, by domain), the variable stays as it is and the qualifier's column ends in _supp.
    """
    tables = domains(connection)
    for supp in tables:
        parent = supp.removeprefix(SUPPLEMENTAL)
        if (
            supp.startswith(SUPPLEMENTAL)
            and parent in tables
            and columns_of(connection, supp).keys() >= NEEDED
        ):
            _Pivot(connection, supp, parent, delivered.get(parent, set())).run()


@dataclass
class _Pivot:
    connection: DuckDBPyConnection
    supp: str
    parent: str
    delivered: set[str]

    def run(self) -> None:
        """One update per identifying variable that the parent has."""
        groups = self.connection.execute(fill(GROUPS, supp="sdtm." + quoted(self.supp))).fetchall()
        for idvar, names in groups:
            columns = {name: self._column(name) for name in names if VARIABLE_NAME.fullmatch(name)}
            if columns and (not idvar or idvar.lower() in columns_of(self.connection, self.parent)):
                self._update(idvar, columns)

    def _column(self, qualifier: str) -> str:
        """The parent's column for a qualifier, made if it is missing."""
        existing = columns_of(self.connection, self.parent)
        name = qualifier.lower()
        if name in self.delivered or existing.get(name, TEXT) != TEXT or name.startswith("source_"):
            name += TAKEN_SUFFIX
        if name not in existing:
            table = "sdtm." + quoted(self.parent)
            self.connection.execute(
                fill("ALTER TABLE {table} ADD COLUMN {name} VARCHAR", table=table, name=quoted(name))
            )
        return name

    def _update(self, idvar: str, columns: dict[str, str]) -> None:
        """Fill the columns from the rows that name their parent by this variable; by the subject if empty."""
        key, match = "NULL", "true"
        if idvar:
            numeric = columns_of(self.connection, self.parent)[idvar.lower()] in (NUMBER, INTEGER)
            key = "try_cast(idvarval AS DOUBLE)" if numeric else "idvarval"
            match = f"parent.{quoted(idvar.lower())} = supp.key"
        values = [
            f"arg_min(qval, source_row) FILTER (qnam = {literal(name)}) AS {quoted(column)}"
            for name, column in columns.items()
        ]
        assignments = [
            f"{quoted(column)} = coalesce(supp.{quoted(column)}, parent.{quoted(column)})"
            for column in columns.values()
        ]
        statement = fill(
            PIVOT,
            parent="sdtm." + quoted(self.parent),
            supp="sdtm." + quoted(self.supp),
            assignments=", ".join(assignments),
            values=", ".join(values),
            key=key,
            match=match,
        )
        self.connection.execute(statement, {"idvar": idvar})
