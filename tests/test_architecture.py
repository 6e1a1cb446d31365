"""Who may import whom: pages -> charts, data_access, clinical; data_access -> clinical; charts -> clinical."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = {"pages", "charts", "data_access", "clinical"}
MAY_IMPORT = {
    "clinical": {"clinical"},
    "charts": {"charts", "clinical"},
    "data_access": {"data_access", "clinical"},
    "pages": {"pages", "charts", "data_access", "clinical"},
}
FORBIDDEN_LIBRARIES = {
    "clinical": {"streamlit", "duckdb", "plotly"},
    "charts": {"streamlit", "duckdb"},
    "data_access": {"streamlit", "plotly"},
    "pages": {"duckdb"},
}
# When a file or the database was made, which is no patient's date.
MADE_AT = (
    "pages/parts/dataset/contents.py",
    "pages/parts/meeting/deck.py",
    "pages/parts/eligibility/paper.py",
    "pages/parts/patient/paper.py",
    "pages/parts/trial/paper.py",
)
# An axis and a choice that are not offered without dates.
CALENDARS = ("charts/common/time_axis.py", "pages/parts/news/since.py")
FILES = [path for package in MAY_IMPORT for path in sorted((ROOT / package).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    """The top-level names of the packages a file imports, wherever in the file it does so."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the direction"
            names.add((node.module or "").split(".")[0])
    return names


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path):
    package = path.relative_to(ROOT).parts[0]
    names = imported(path)
    assert not (names & OURS) - MAY_IMPORT[package]
    assert not names & FORBIDDEN_LIBRARIES[package]


def test_every_download_goes_through_one_button():
    calls = [
        path.relative_to(ROOT).as_posix()
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "download_button"
    ]
    assert calls == ["pages/access/downloads.py"]


def test_every_figure_says_what_it_shows_to_whom_does_not_see_it():
    calls = [
        (path.relative_to(ROOT).as_posix(), node)
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "plotly_chart"
    ]
    assert calls
    assert [name for name, call in calls if "alt" not in [keyword.arg for keyword in call.keywords]] == []


def test_a_cache_holds_the_database_and_its_masked_copy():
    """In a crowd they are asked turn by turn: a cache of one would be filled anew at every rerun."""
    small, caches = [], 0
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            takes_it = isinstance(node, ast.FunctionDef) and "Database" in ast.unparse(node.args)
            kept = [ast.unparse(one) for one in node.decorator_list] if takes_it else []
            caches += "lru_cache(maxsize=2)" in kept
            small += [f"{path.name}: {node.name}" for one in kept if one in ("cache", "lru_cache(maxsize=1)")]
    assert small == []
    assert caches > 20


def test_no_page_and_no_figure_writes_a_date_by_itself():
    """`text.day` does: whether dates or days of the study are shown is the reader's matter, not the call's."""
    forms = re.compile(r"%[Ymy]")
    found = {
        path.relative_to(ROOT).as_posix()
        for path in FILES
        if path.relative_to(ROOT).parts[0] in ("pages", "charts")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and forms.search(node.value)
        or isinstance(node, ast.Attribute)
        and node.attr in ("isoformat", "strftime")
    }
    assert found == {*MADE_AT, *CALENDARS}
