"""What is configured rather than programmed: Streamlit's settings, the words, the two commands."""

import ast
import csv
import re
import string
import subprocess
import sys
import tomllib
import unicodedata
from pathlib import Path

import pytest

from data_access.access_log import append
from data_access.common import database
from data_access.importing.refusals import MOST_UPLOADED_MB
from pages.common.text import AS_DAYS, string_table

ROOT = Path(__file__).parents[1]
CONFIG = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
CI_RUN = (ROOT / ".ci/run").read_text(encoding="utf-8")
STRING_FILES = sorted((ROOT / "pages/common/strings").glob("*.csv"))
SOURCES = [
    path
    for package in ("pages", "charts", "clinical", "data_access")
    for path in sorted((ROOT / package).rglob("*.py"))
] + [ROOT / "app.py"]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
INSTALL = "pip install -r requirements.txt"
INSTALL_DEV = "pip install -r requirements-dev.txt"
# What a ward PC has no use for.
ONLY_TESTED_WITH = {"pytest", "hypothesis", "statsmodels", "playwright", "atheris", "ruff", "mypy"}

PROMISED = {
    "server.address": "127.0.0.1",
    "server.fileWatcherType": "none",
    "server.showEmailPrompt": False,
    "server.enableAgentApi": False,
    "server.enableXsrfProtection": True,
    "server.maxUploadSize": MOST_UPLOADED_MB,
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "runner.magicEnabled": False,
    "runner.postScriptGC": False,
}


@pytest.mark.parametrize(("option", "value"), PROMISED.items(), ids=list(PROMISED))
def test_streamlit_is_configured_as_promised(option, value):
    section, name = option.split(".")
    assert CONFIG[section][name] == value


def test_streamlit_knows_every_configured_option():
    command = [sys.executable, "-m", "streamlit", "config", "show"]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "not a valid config option" not in shown.stdout + shown.stderr
    assert 'address = "127.0.0.1"' in shown.stdout


def test_chart_colours_are_the_same_in_light_and_dark():
    theme = CONFIG["theme"]
    assert len(set(theme["chartCategoricalColors"])) >= 7
    assert not [mode for mode in ("light", "dark") if "chartCategoricalColors" in theme.get(mode, {})]


def test_fonts_are_system_fonts():
    assert "http" not in CONFIG["theme"]["font"]
    assert "fontFaces" not in CONFIG["theme"]
    assert "url(" not in CONFIG["theme"]["font"]


def bare(word: str) -> str:
    """A word without spaces and typographic variants: PTA（%） and PTA (%) are the same."""
    return "".join(unicodedata.normalize("NFKC", word).split())


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("path", STRING_FILES, ids=lambda path: path.name)
def test_every_string_has_both_languages_and_the_same_placeholders(path):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert set(rows[0]) == {"key", "zh", "en"}
    assert not [row["key"] for row in rows if None in row or not row["zh"].strip() or not row["en"].strip()]
    assert not [row["key"] for row in rows if placeholders(row["zh"]) != placeholders(row["en"])]
    keys = [row["key"] for row in rows]
    assert len(keys) == len(set(keys))


def test_what_is_said_of_days_has_a_sentence_of_dates_and_says_nothing_more_than_it():
    table = string_table()
    of_days = [key for key in table if key.endswith(AS_DAYS)]
    assert of_days
    for key in of_days:
        # It may say less: where dates are hidden, so are the rows of the source.
        assert placeholders(table[key]["en"]) <= placeholders(table[key.removesuffix(AS_DAYS)]["en"])


def test_no_word_is_half_translated():
    """A Chinese sentence has Chinese characters unless it is the same word in both languages."""
    rows = []
    for path in STRING_FILES:
        with path.open(encoding="utf-8", newline="") as file:
            rows += list(csv.DictReader(file))
    assert [row["key"] for row in rows if CHINESE.search(row["en"])] == []
    latin = [row for row in rows if not CHINESE.search(row["zh"])]
    assert [row["key"] for row in latin if bare(row["zh"]) != bare(row["en"])] == []


def calls(path: Path) -> list[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def called_name(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def keywords(call: ast.Call) -> dict[str, ast.expr]:
    return {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_source_asks_for_anything_outside_the_machine(path):
    for call in calls(path):
        name, given = called_name(call), keywords(call)
        assert ast.unparse(call.func) not in ("st.map", "st.pydeck_chart")
        assert not name.lower().startswith(("scatter_geo", "scattergeo", "scatter_map", "choropleth"))
        if name in ("Page", "set_page_config"):
            icon = given.get("icon") or given.get("page_icon")
            assert not (isinstance(icon, ast.Constant) and str(icon.value).startswith(":material/"))
        if name in ("to_html", "write_html") and "include_plotlyjs" in given:
            whole = given["include_plotlyjs"]
            assert isinstance(whole, ast.Constant)
            assert whole.value is True or whole.value is False, "the script comes with the file, never a CDN"
            assert "config" in given, "a written figure must not offer to upload itself"


def requirement_lines(name: str) -> list[str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "-r "))]


def package_of(line: str) -> str:
    return re.split(r"[<>=~!\[ ]", line)[0]


REQUIREMENTS = {name: requirement_lines(name) for name in ("requirements.txt", "requirements-dev.txt")}
EVERY_REQUIREMENT = [line for lines in REQUIREMENTS.values() for line in lines]


@pytest.mark.parametrize("line", EVERY_REQUIREMENT, ids=package_of)
def test_every_dependency_has_a_range_and_is_justified_in_the_readme(line):
    assert re.match(r"[\w-]+>=[\d.]+,<[\d.]+(;|$)", line)
    assert re.search(rf"^\| .*`{re.escape(package_of(line))}`.* \| \S.*\|$", README, re.MULTILINE)


def test_what_tests_is_not_installed_where_it_only_runs():
    runs, tests = ({package_of(line) for line in lines} for lines in REQUIREMENTS.values())
    assert runs & tests == set() and tests >= ONLY_TESTED_WITH
    first = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8").splitlines()[0]
    assert first == "-r requirements.txt"
    imported = {
        name.partition(".")[0]
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
        )
    }
    assert "streamlit" in imported and imported & {name.replace("-", "_") for name in tests} == set()


@pytest.mark.parametrize("package", ["pages", "charts", "clinical", "data_access"])
def test_every_layer_has_its_prohibition_in_the_readme(package):
    assert re.search(
        rf"^\| `{package}/` \|[^|]+\|[^|]*(never|no )[^|]*\|$", README, re.MULTILINE | re.IGNORECASE
    )


def test_the_readme_commands_are_the_commands_that_ci_runs():
    commands = re.findall(r"^(pip install .*)$", README, re.MULTILINE)
    assert commands == [f"{INSTALL} && streamlit run app.py", f"{INSTALL_DEV} && pytest"]
    lines = CI_RUN.splitlines()
    assert INSTALL_DEV in lines
    asked = [line for line in lines if line.startswith("pytest")]
    assert asked == ["pytest", "pytest -m campaign"], "the README's own test command, and what it leaves out"


def test_python_versions_are_stated_alike():
    assert "3.11 to 3.13" in README
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["ruff"]["target-version"] == "py311"
    assert "(3, 11) <= sys.version_info[:2] <= (3, 13)" in CI_RUN


def test_the_service_may_write_where_its_log_and_its_database_lie():
    lines = (ROOT / "deploy/liverline@.service").read_text(encoding="utf-8").splitlines()
    settings = dict(line.removeprefix("Environment=").split("=", 1) for line in lines if "=" in line)
    assert settings["ProtectSystem"] == "strict"
    for name in (append.ENVIRONMENT, database.ENVIRONMENT):
        assert Path(settings["ReadWritePaths"]) in Path(settings[name]).parents
