"""Layers and rooms: who may import whom, and how large a room and a file may grow.

pages -> charts, data_access, clinical; data_access -> clinical; charts -> clinical. Inside a layer a room imports
only rooms that stand before it in ROOMS, so that imports never go in a circle.
"""

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
# The rooms of each layer in their order; "" is the layer itself: pages, commands.
ROOMS = {
    "clinical": (
        *("common", "laboratory", "ctcae", "scores", "patient", "infusions", "ward", "statistics"),
        *("eligibility", "protocols", ""),
    ),
    "charts": (
        *("common", "patient", "ward", "infusions", "scores", "arms", "survival", "safety", "eligibility"),
        *("dataset", "meeting", ""),
    ),
    "data_access": (
        *(
            "common",
            "access_log",
            "building/reading",
            "building/loading",
            "building/checks",
            "building/analysis",
        ),
        *(
            "building",
            "masking",
            "patient",
            "ward",
            "infusions",
            "scores",
            "arms",
            "survival",
            "safety",
            "meeting",
        ),
        *(
            "overview",
            "dataset",
            "exports",
            "importing/reading",
            "eligibility",
            "importing",
            "simulation/calibration",
            "simulation",
        ),
        *("simulation/screening", "simulation/patient", "simulation/sdtm", ""),
    ),
    "pages": (
        *(
            "common",
            "access",
            "door",
            "meeting",
            "parts",
            "parts/trial",
            "parts/patient",
            "parts/news",
            "parts/ward",
        ),
        *(
            "parts/infusions",
            "parts/scores",
            "parts/arms",
            "parts/survival",
            "parts/safety",
            "parts/eligibility",
        ),
        *("parts/overview", "parts/dataset", "parts/importing", "parts/meeting", ""),
    ),
}
# What a reader finds at a glance: files in a room, lines in a file, lines of the map of a room.
MOST_FILES, MOST_LINES, LONGEST_MAP = 25, 300, 15
# When a file or the database was made, which is no patient's date.
MADE_AT = (
    "pages/parts/dataset/contents.py",
    "pages/parts/meeting/deck.py",
    "pages/parts/eligibility/paper.py",
    "pages/parts/patient/paper.py",
    "pages/parts/ward/paper.py",
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


def room_of(path: Path) -> str:
    """The room that a file stands in, below its layer."""
    return path.parent.relative_to(ROOT / path.relative_to(ROOT).parts[0]).as_posix().removeprefix(".")


def modules_imported(path: Path) -> set[Path]:
    """The files of our own that a file imports; names that are no file count as the module that holds them."""
    found: set[Path] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in OURS:
            module = ROOT.joinpath(*node.module.split("."))
            for alias in node.names:
                places = (module / f"{alias.name}.py", module / alias.name / "__init__.py")
                places += (module.with_suffix(".py"), module / "__init__.py")
                found.add(next(place for place in places if place.is_file()))
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_imports_only_rooms_that_stand_before_it(path):
    layer = path.relative_to(ROOT).parts[0]
    order = ROOMS[layer]
    own = [each for each in modules_imported(path) if each.relative_to(ROOT).parts[0] == layer]
    # The layer itself holds the version and nothing that imports: whoever asks for it asks for no room.
    rooms = {room_of(each) for each in own if each != ROOT / layer / "__init__.py"} - {room_of(path)}
    assert [room for room in rooms if order.index(room) > order.index(room_of(path))] == []


def test_no_file_imports_itself_by_a_detour():
    imports = {path: modules_imported(path) for path in FILES}
    standing = dict(imports)
    while free := [path for path, needed in standing.items() if not needed & standing.keys() - {path}]:
        standing = {path: needed for path, needed in standing.items() if path not in free}
    assert [path.relative_to(ROOT).as_posix() for path in standing] == []


@pytest.mark.parametrize("layer", ROOMS)
def test_every_room_is_listed_small_and_says_what_stands_in_it(layer):
    rooms = {room_of(path): path.parent for path in FILES if path.relative_to(ROOT).parts[0] == layer}
    assert rooms.keys() == set(ROOMS[layer])
    for room, folder in rooms.items():
        map_ = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
        assert map_ and len(map_.splitlines()) <= LONGEST_MAP, room
        assert len(list(folder.glob("*.py"))) <= MOST_FILES + 1, f"{layer}/{room}"


def test_no_file_is_long_and_none_repeats_the_name_of_its_room():
    long = [path for path in FILES if len(path.read_text(encoding="utf-8").splitlines()) > MOST_LINES]
    assert long == []
    repeated = [
        path
        for path in FILES
        if path.stem == path.parent.name or path.stem.startswith(path.parent.name + "_")
    ]
    assert repeated == []


def test_every_download_goes_through_one_button():
    calls = [
        path.relative_to(ROOT).as_posix()
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "download_button"
    ]
    assert calls == ["pages/access/downloads.py"]


def test_every_figure_has_a_text_alternative():
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
