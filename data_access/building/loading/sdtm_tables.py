"""The sdtm tables: declared in sql/sdtm; a variable that is not declared has the type of its suffix."""

import re
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from data_access.common.sql_text import fill, quoted

SQL = Path(__file__).parents[2] / "sql"
TEXT, NUMBER, INTEGER = "VARCHAR", "DOUBLE", "INTEGER"
# SDTM variables that no file declares: --STRESN and its kin are numbers, --SEQ and study days are integers.
NUMBER_VARIABLE = re.compile(
    r"visitnum|taetord|age|.{2,4}(stresn|stnrlo|stnrhi|dose|dostot|vamt|tptnum|repnum|pstrg)"
)
INTEGER_VARIABLE = re.compile(r"visitdy|.{2,4}(seq|dy|stdy|endy)")


def run_file(connection: DuckDBPyConnection, path: Path) -> None:
    """Execute a .sql file."""
    connection.execute(path.read_text(encoding="utf-8"))


def create_schemas(connection: DuckDBPyConnection) -> None:
    """The schemas, the date macros, the meta tables and every declared domain, all empty."""
    for name in ("sdtm", "adam", "meta"):
        connection.execute(fill("CREATE SCHEMA {name}", name=quoted(name)))
    run_file(connection, SQL / "macros.sql")
    run_file(connection, SQL / "meta.sql")
    for path in sorted((SQL / "sdtm").glob("*.sql")):
        run_file(connection, path)


def declared_domains() -> list[str]:
    """The domains that every database has, with rows or without."""
    return sorted(path.stem for path in (SQL / "sdtm").glob("*.sql"))


def type_of(variable: str) -> str:
    """The type of a variable that no file in sql/sdtm declares."""
    if NUMBER_VARIABLE.fullmatch(variable):
        return NUMBER
    return INTEGER if INTEGER_VARIABLE.fullmatch(variable) else TEXT


def columns_of(connection: DuckDBPyConnection, domain: str) -> dict[str, str]:
    """The columns of sdtm.<domain> with their types, in table order; empty if there is no such table."""
    return dict(_described(connection, domain, "column_name, data_type"))


def required_columns(connection: DuckDBPyConnection, domain: str) -> list[str]:
    """The source variables without which a row of the domain means nothing: those declared NOT NULL."""
    described = _described(connection, domain, "column_name, is_nullable")
    return [name for name, nullable in described if not nullable and not name.startswith("source_")]


def _described(connection: DuckDBPyConnection, domain: str, what: str) -> list[tuple[str, Any]]:
    query = """
        SELECT {what} FROM duckdb_columns()
        WHERE database_name = current_database() AND schema_name = 'sdtm' AND table_name = $domain
        ORDER BY column_index
    """
    return connection.execute(fill(query, what=what), {"domain": domain}).fetchall()


def domains(connection: DuckDBPyConnection) -> list[str]:
    """All tables of the sdtm schema."""
    rows = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'sdtm' "
        "AND database_name = current_database() ORDER BY table_name"
    ).fetchall()
    return [name for (name,) in rows]


def ensure_table(connection: DuckDBPyConnection, domain: str, variables: list[str]) -> dict[str, str]:
    """Make sdtm.<domain> hold these variables; returns all its columns with their types."""
    table = "sdtm." + quoted(domain)
    if not columns_of(connection, domain):
        connection.execute(
            fill(
                "CREATE TABLE {table} (source_file VARCHAR NOT NULL, source_row BIGINT NOT NULL)", table=table
            )
        )
    existing = columns_of(connection, domain)
    for variable in variables:
        if variable not in existing:
            connection.execute(
                fill(
                    "ALTER TABLE {table} ADD COLUMN {name} {type}",
                    table=table,
                    name=quoted(variable),
                    type=type_of(variable),
                )
            )
    return columns_of(connection, domain)
