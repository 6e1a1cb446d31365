"""The table of requirements: nothing without a test, and no test in it that is not there any more."""

import re
import subprocess
import sys
from pathlib import Path

from tests.requirements import MARK, TABLE, requirements

ROOT = Path(__file__).parents[1]
ROW = re.compile(r"^\| \*\*(?P<name>[^*]+)\*\*: [^|]+ \| (?P<tests>[^|]+) \|$", re.MULTILINE)
NAMES = {name for each in requirements().values() for name in each}


def test_every_requirement_has_a_test():
    found = {row["name"]: row["tests"] for row in ROW.finditer(TABLE.read_text(encoding="utf-8"))}
    assert set(found) == NAMES
    assert [name for name, tests in found.items() if not re.search("`[^`]+::test_[^`]+`", tests)] == []


def test_the_table_is_what_the_tests_say(tmp_path):
    """`pytest --requirements=docs/requirements.md` brings it up to date."""
    marked = [
        path for path in (ROOT / "tests").rglob("test_*.py") if f"mark.{MARK}(" in path.read_text("utf-8")
    ]
    written = tmp_path / "requirements.md"
    asked = [sys.executable, "-m", "pytest", f"--requirements={written}", *marked]
    subprocess.run(asked, cwd=ROOT, capture_output=True, check=True)
    assert written.read_text(encoding="utf-8") == TABLE.read_text(encoding="utf-8")


def test_no_test_claims_a_requirement_that_does_not_exist(request):
    """Of the tests collected in this run."""
    from tests.requirements import FOUND

    claimed = {name for names in request.config.stash[FOUND].values() for name in names}
    assert claimed - NAMES == set()
