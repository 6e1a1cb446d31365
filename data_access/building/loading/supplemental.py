"""SUPP--: kept as delivered, and pivoted onto the parent as one column per QNAM."""

import re
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from data_access.building.loading.sdtm_tables import INTEGER, NUMBER, TEXT, columns_of, domains
from data_access.building.reading.domains import SUPPLEMENTAL
from data_access.common.sql_text import fill, literal, quoted

NEEDED = {"usubjid", "idvar", "idvarval", "qnam", "qval"}
VARIABLE_NAME = re.compile(r"[A-Z_][A-Z0-9_]{0,31}")
TAKEN_SUFFIX = "_supp"
IDVAR = "upper(coalesce(idvar, ''))"
GROUPS = """
SELECT {idvar}, list(DISTINCT upper(qnam) ORDER BY upper(qnam))
FROM {supp} WHERE qnam IS NOT NULL GROUP BY 1 ORDER BY 1
"""
# Where a qualifier is given twice for one record, the first row of the file counts.
PIVOT = """
UPDATE {parent} AS parent SET {assignments} FROM (
    SELECT usubjid, key, {values} FROM (
        SELECT usubjid, upper(qnam) AS qnam, qval, source_row, {key} AS key
        FROM {supp} AS supp WHERE {idvar} = $idvar
    ) GROUP BY usubjid, key
) AS supp
WHERE parent.usubjid = supp.usubjid AND {parent_key} IS NOT DISTINCT FROM supp.key
"""
ORPHANS = """
SELECT usubjid, {domain} AS domain, source_file, source_row,
       concat(qnam, ' for ', coalesce(concat(idvar, ' ', idvarval), 'the subject')) AS detail
FROM {supp} AS supp
WHERE {idvar} = {value} AND NOT EXISTS (
    FROM {parent} AS parent WHERE parent.usubjid = supp.usubjid AND {parent_key} IS NOT DISTINCT FROM {key}
)
"""
NO_ORPHAN = """
SELECT NULL::VARCHAR AS usubjid, '' AS domain, '' AS source_file, 0::BIGINT AS source_row, '' AS detail
WHERE false
"""


def pivot_all(connection: DuckDBPyConnection, delivered: dict[str, set[str]]) -> None:
    """Give every parent table the qualifiers of its supplemental table.

    A qualifier becomes the column of its own name. If the parent was delivered with a variable of that name
    (`delivered`, by domain), the variable stays as it is and the qualifier's column ends in _supp.
    """
    for supplement in _supplements(connection):
        if supplement.has_parent():
            supplement.pivot(delivered.get(supplement.parent, set()))


def orphans(connection: DuckDBPyConnection) -> str:
    """A query for the supplemental rows that match no row of their parent."""
    queries = [query for supplement in _supplements(connection) for query in supplement.orphan_queries()]
    return " UNION ALL ".join([NO_ORPHAN, *queries])


def _supplements(connection: DuckDBPyConnection) -> list["_Supplement"]:
    names = [name for name in domains(connection) if name.startswith(SUPPLEMENTAL)]
    return [_Supplement(connection, name) for name in names if columns_of(connection, name).keys() >= NEEDED]


@dataclass(frozen=True)
class _Supplement:
    """A supplemental table and its parent; IDVAR names the variable of the parent that a row refers to."""

    connection: DuckDBPyConnection
    name: str

    @property
    def parent(self) -> str:
        return self.name.removeprefix(SUPPLEMENTAL)

    def has_parent(self) -> bool:
        return "usubjid" in columns_of(self.connection, self.parent)

    def pivot(self, taken: set[str]) -> None:
        """One update per identifying variable that the parent has."""
        for idvar, names in self._groups():
            if self._knows(idvar):
                columns = {name: self._column(name, taken) for name in names if VARIABLE_NAME.fullmatch(name)}
                if columns:
                    self._update(idvar, columns)

    def orphan_queries(self) -> list[str]:
        """One query per identifying variable; where the parent has no such row, or no such variable."""
        queries = []
        for idvar, _ in self._groups():
            known = self.has_parent() and self._knows(idvar)
            key, parent_key = self._keys(idvar) if known else ("true", "false")
            queries.append(
                fill(
                    ORPHANS,
                    domain=literal(self.name),
                    supp="sdtm." + quoted(self.name),
                    idvar=IDVAR,
                    value=literal(idvar),
                    parent="sdtm." + quoted(self.parent if known else "dm"),
                    parent_key=parent_key,
                    key=key,
                )
            )
        return queries

    def _groups(self) -> list[tuple[str, list[str]]]:
        return self.connection.execute(fill(GROUPS, supp="sdtm." + quoted(self.name), idvar=IDVAR)).fetchall()

    def _knows(self, idvar: str) -> bool:
        return not idvar or idvar.lower() in columns_of(self.connection, self.parent)

    def _keys(self, idvar: str) -> tuple[str, str]:
        """What must be equal in the supplement and in the parent, besides the subject."""
        if not idvar:
            return "NULL", "NULL"
        numeric = columns_of(self.connection, self.parent)[idvar.lower()] in (NUMBER, INTEGER)
        key = "try_cast(supp.idvarval AS DOUBLE)" if numeric else "supp.idvarval"
        return key, "parent." + quoted(idvar.lower())

    def _column(self, qualifier: str, taken: set[str]) -> str:
        """The parent's column for a qualifier, made if it is missing."""
        existing = columns_of(self.connection, self.parent)
        name = qualifier.lower()
        if name in taken or existing.get(name, TEXT) != TEXT or name.startswith("source_"):
            name += TAKEN_SUFFIX
        if name not in existing:
            table = "sdtm." + quoted(self.parent)
            statement = fill("ALTER TABLE {table} ADD COLUMN {name} VARCHAR", table=table, name=quoted(name))
            self.connection.execute(statement)
        return name

    def _update(self, idvar: str, columns: dict[str, str]) -> None:
        key, parent_key = self._keys(idvar)
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
            supp="sdtm." + quoted(self.name),
            assignments=", ".join(assignments),
            values=", ".join(values),
            idvar=IDVAR,
            key=key,
            parent_key=parent_key,
        )
        self.connection.execute(statement, {"idvar": idvar})
