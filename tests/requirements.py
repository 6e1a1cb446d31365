"""Which tests show that a requirement is met: `pytest --requirements=docs/requirements.md` writes the table.

A test says what it shows with `@pytest.mark.shows("score MELD")`; "criterion {criterion}" takes the name from the
test's parameter. The requirements themselves are read from the code, so that a new one is in the table, without a
test, before anybody thinks of it. Nothing in the table depends on a day, a machine or a run: that the tests pass is
shown by running them, and tests/test_requirements.py shows that the table is what they say.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clinical.eligibility.criteria import CRITERIA
from clinical.protocols.record import PRIMARY_OUTCOMES, SECONDARY_OUTCOMES
from clinical.scores import REGISTRY
from pages.access.roles import MAY, ON_REQUEST, ROLES

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "docs/requirements.md"
MARK = "shows"
FOUND = pytest.StashKey[dict[str, tuple[str, ...]]]()
NOBODY = "role nobody"
HEAD = """# What is required, and the tests that show it
Written by `pytest --requirements=docs/requirements.md`; not by hand. `.ci/run` runs every test named here, and fails
when this table is not what the tests say.
"""
COLUMNS = "\n| requirement | tests |\n|---|---|\n"


def requirements() -> dict[str, dict[str, str]]:
    """By heading: the name by which a test refers to a requirement, and its words."""
    outcomes = {
        f"{kind} outcome {number}": each.title.en
        for kind, several in (("primary", PRIMARY_OUTCOMES), ("secondary", SECONDARY_OUTCOMES))
        for number, each in enumerate(several, start=1)
    }
    return {
        "Criteria": {f"criterion {each.id}": each.title.en for each in CRITERIA},
        "Scores": {f"score {code}": score.en for code, score in REGISTRY.items()},
        "Outcomes": outcomes,
        "Roles": {f"role {role}": _given(role) for role in ROLES}
        | {NOBODY: "unsigned, forged or without a role: gets a sentence and nothing of a patient"},
    }


def _given(role: str) -> str:
    """What the table of roles gives, in its own words."""
    on_request = ", ".join(sorted(ON_REQUEST.get(role, ())))
    return f"gets {', '.join(sorted(MAY[role]))}" + (f"; {on_request} on request" if on_request else "")


def pytest_addoption(parser: pytest.Parser) -> None:
    help_ = "collect the tests, write into FILE which of them show a requirement, and run none"
    parser.addoption("--requirements", metavar="FILE", type=Path, help=help_)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", f"{MARK}(*names): the requirements that the test shows to be met")
    config.stash[FOUND] = {}
    if config.getoption("requirements"):
        config.option.collectonly = True


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Remember what each test shows, before a choice on the command line leaves any out."""
    shown = config.stash[FOUND]
    shown |= {item.nodeid: names for item in items if (names := tuple(_names(item)))}
    if file := config.getoption("requirements"):
        file.write_text(table(shown), encoding="utf-8")


def table(shown: dict[str, tuple[str, ...]]) -> str:
    """The document: for every requirement its tests."""
    parts = [HEAD]
    for heading, each in requirements().items():
        parts += [f"\n## {heading}", COLUMNS, *(_row(name, words, shown) for name, words in each.items())]
    return "".join(parts)


def _row(name: str, words: str, shown: dict[str, tuple[str, ...]]) -> str:
    cases = [test for test, names in shown.items() if name in names]
    tests = sorted({test.partition("[")[0].removeprefix("tests/") for test in cases})
    said = "<br>".join(f"`{test}`" for test in tests) or "**no test**"
    return f"| **{name}**: {words} | {said} |\n"


def _names(item: pytest.Item) -> Iterator[str]:
    parameters = getattr(item, "callspec", None)
    given = {
        key: getattr(value, "id", value) for key, value in (parameters.params if parameters else {}).items()
    }
    for mark in item.iter_markers(MARK):
        yield from (str(name).format(**given) for name in mark.args)
