"""SUPP--: kept as delivered, and pivoted onto the parent as one column per QNAM."""

import re

from duckdb import DuckDBPyConnection

from data_access.domains import SUPPLEMENTAL
from data_access.statements import fill, quoted
from data_access.tables import INTEGER, NUMBER, columns_of, domains

VARIABLE_NAME = re.compile(r"[A-Za-z_]\w{0,31}", re.ASCII)
COLLISION_SUFFIX = "_supp"
PIVOT = """
UPDATE {parent} AS parent SET {assignments} FROM (
    SELECT usubjid, key, {values} FROM (SELECT usubjid, upper(qnam) AS qnam, qval, source_row, {key} AS key
    FROM {supp} WHERE upper(coalesce(idvar, '')) = $idvar) GROUP BY usubjid, key
) AS supp
WHERE parent.usubjid = supp.usubjid AND {match}
"""


def pivot_all(connection: DuckDBPyConnection) -> None:
    """Give every parent table the qualifiers of its supplemental table."""
    tables = domains(connection)
    for supp in tables:
        parent = supp.removeprefix(SUPPLEMENTAL)
        if supp.startswith(SUPPLEMENTAL) and parent in tables:
            _pivot(connection, supp, parent)


def _pivot(connection: DuckDBPyConnection, supp: str, parent: str) -> None:
    if not {"usubjid", "idvar", "idvarval", "qnam", "qval"} <= columns_of(connection, supp).keys():
        return
    groups = connection.execute(
        fill(
            "SELECT upper(coalesce(idvar, '')), list(DISTINCT upper(qnam) ORDER BY upper(qnam)) FROM {supp} "
            "WHERE qnam IS NOT NULL GROUP BY 1 ORDER BY 1",
            supp="sdtm." + quoted(supp),
        )
    ).fetchall()
    own = columns_of(connection, parent)
    added: dict[str, str] = {}
    for idvar, names in groups:
        if idvar and idvar.lower() not in own:
            continue
        for name in names:
            if VARIABLE_NAME.fullmatch(name) and name not in added:
                added[name] = name.lower() if name.lower() not in own else name.lower() + COLLISION_SUFFIX
                connection.execute(
                    fill(
                        "ALTER TABLE {parent} ADD COLUMN {name} VARCHAR",
                        parent="sdtm." + quoted(parent),
                        name=quoted(added[name]),
                    )
                )
        _update(connection, supp, parent, idvar, {name: added[name] for name in names if name in added})


def _update(
    connection: DuckDBPyConnection, supp: str, parent: str, idvar: str, columns: dict[str, str]
) -> None:
    """Fill the new columns from the rows that refer to the parent by this IDVAR."""
    if not columns:
        return
    key, match = "NULL", "true"
    if idvar:
        numeric = columns_of(connection, parent)[idvar.lower()] in (NUMBER, INTEGER)
        key = "try_cast(idvarval AS DOUBLE)" if numeric else "idvarval"
        match = f"parent.{quoted(idvar.lower())} = supp.key"
    values = [
        f"arg_min(qval, source_row) FILTER (qnam = '{name}') AS {quoted(column)}"
        for name, column in columns.items()
    ]
    connection.execute(
        fill(
            PIVOT,
            parent="sdtm." + quoted(parent),
            supp="sdtm." + quoted(supp),
            assignments=", ".join(
                f"{quoted(column)} = coalesce(supp.{quoted(column)}, parent.{quoted(column)})"
                for column in columns.values()
            ),
            values=", ".join(values),
            key=key,
            match=match,
        ),
        {"idvar": idvar},
    )
