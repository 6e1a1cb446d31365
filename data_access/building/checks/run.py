"""Data checks: every file in sql/checks is one; it returns the offending rows and never changes data."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from duckdb import DuckDBPyConnection

from data_access.building.checks.views import create_check_views
from data_access.building.loading.sdtm_tables import SQL
from data_access.common.sql_text import fill

HEAD = re.compile(r"-- title: (?P<title>.+)\n-- severity: (?P<severity>error|warning|note)\n")
RECORD = """
INSERT INTO meta.finding SELECT $check_id, usubjid, domain, source_file, source_row, detail FROM ({query})
"""


@dataclass(frozen=True)
class Check:
    """A data check: the stem of its file, its sentence, its weight and its query."""

    check_id: str
    title: str
    severity: str
    query: str


def all_checks() -> list[Check]:
    """Every check, by name of its file."""
    return [_read(path) for path in sorted((SQL / "checks").glob("*.sql"))]


def _read(path: Path) -> Check:
    text = path.read_text(encoding="utf-8")
    head = HEAD.match(text)
    if head is None:
        raise ValueError(f"{path.name} does not begin with its title and severity")
    return Check(path.stem, head["title"], head["severity"], text[head.end() :].rstrip().rstrip(";"))


def run_checks(connection: DuckDBPyConnection, on_share: Callable[[float, str], None]) -> None:
    """Fill meta.finding and meta.check_result; `on_share` hears the share done and the check at work."""
    create_check_views(connection)
    checks = all_checks()
    for done, check in enumerate(checks):
        on_share(done / len(checks), check.check_id)
        connection.execute(fill(RECORD, query=check.query), {"check_id": check.check_id})
        connection.execute(
            "INSERT INTO meta.check_result SELECT $check_id, $title, $severity, count(*) "
            "FROM meta.finding WHERE check_id = $check_id",
            {"check_id": check.check_id, "title": check.title, "severity": check.severity},
        )
