"""The table of requirements: nothing without a test, and no test in it that is not there any more."""

import re
import subprocess
import sys
from pathlib import Path

from tests.requirements import MARK, TABLE, requirements

ROOT = Path(__file__).parents[1]
ROW = re.compile(
    r"^\| \*\*(?P<name>[^*]+)\*\*: [^|]+ \| (?P<tests>[^|]+) \| (?P<result>[^|]+) \|$", re.MULTILINE
)
NAMES = {name for each in requirements().values() for name in each}


def rows() -> dict[str, tuple[set[str], str]]:
    found = ROW.finditer(TABLE.read_text(encoding="utf-8"))
    return {row["name"]: (set(re.findall("`([^`]+)`", row["tests"])), row["result"]) for row in found}


def test_every_requirement_has_a_test_that_passed_and_none_that_failed():
    assert set(rows()) == NAMES
    assert [name for name, (tests, _) in rows().items() if not tests] == []
    assert [name for name, (_, result) in rows().items() if not re.fullmatch(r"\d+ passed", result)] == []


def test_the_table_names_the_tests_that_there_are():
    """`pytest --requirements` brings it up to date."""
    marked = [
        path for path in (ROOT / "tests").rglob("test_*.py") if f"mark.{MARK}(" in path.read_text("utf-8")
    ]
    asked = [sys.executable, "-m", "pytest", "--collect-only", "--requirements", *map(str, marked)]
    listed = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    there = {line.partition("[")[0].removeprefix("tests/") for line in listed.splitlines() if "::" in line}
    assert there == set().union(*(tests for tests, _ in rows().values()))


def test_no_test_claims_a_requirement_that_does_not_exist(request):
    """Of the tests collected in this run."""
    from tests.requirements import FOUND

    claimed = {name for names in request.config.stash[FOUND].values() for name in names}
    assert claimed - NAMES == set()
