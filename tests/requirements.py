"""Which tests show that a requirement is met, and how they last ended: `pytest --requirements` writes the table.

A test says what it shows with `@pytest.mark.shows("score MELD")`; "criterion {criterion}" takes the name from the
test's parameter. The requirements themselves are read from the code, so that a new one is in the table, without a
test, before anybody thinks of it.
"""

import platform
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clinical.eligibility.criteria import CRITERIA
from clinical.protocols.record import PRIMARY_OUTCOMES, SECONDARY_OUTCOMES
from clinical.scores import REGISTRY
from data_access import __version__
from pages.access.roles import MAY, ON_REQUEST, ROLES

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "docs/requirements.md"
MARK = "shows"
FOUND = pytest.StashKey[dict[str, tuple[str, ...]]]()
ENDS = pytest.StashKey[dict[str, str]]()
NOBODY = "role nobody"
HEAD = """# What is required, and the tests that show it
Written by `pytest --requirements`, which runs these tests; not by hand.
Last run {day} with version {version} on Python {python}, {system}.
"""
COLUMNS = "\n| requirement | tests | last result |\n|---|---|---|\n"


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
    help_ = "run the tests that show a requirement, and write docs/requirements.md"
    parser.addoption("--requirements", action="store_true", help=help_)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", f"{MARK}(*names): the requirements that the test shows to be met")
    config.stash[FOUND], config.stash[ENDS] = {}, {}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Remember what each test shows; with --requirements, leave the others out."""
    shown = config.stash[FOUND]
    shown |= {item.nodeid: names for item in items if (names := tuple(_names(item)))}
    if config.getoption("requirements"):
        config.hook.pytest_deselected(items=[item for item in items if item.nodeid not in shown])
        items[:] = [item for item in items if item.nodeid in shown]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Remember how each test ended: a failure before or after the test itself is one too."""
    report = yield
    ends = item.config.stash[ENDS]
    if report.when == "call" or report.outcome != "passed":
        ends[item.nodeid] = "failed" if ends.get(item.nodeid) == "failed" else report.outcome
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the table after a run of all of them: a part would take the others for missing."""
    whole = session.config.getoption("requirements") and not session.config.option.file_or_dir
    if whole and session.config.stash[ENDS]:
        TABLE.write_text(table(session.config.stash[FOUND], session.config.stash[ENDS]), encoding="utf-8")


def table(shown: dict[str, tuple[str, ...]], ends: dict[str, str]) -> str:
    """The document: for every requirement its tests, and how many of their cases passed, failed or were skipped."""
    head = HEAD.format(
        day=f"{datetime.now(UTC):%Y-%m-%d}",
        version=__version__,
        python=platform.python_version(),
        system=platform.system(),
    )
    parts = [head]
    for heading, each in requirements().items():
        parts += [
            f"\n## {heading}",
            COLUMNS,
            *(_row(name, words, shown, ends) for name, words in each.items()),
        ]
    return "".join(parts)


def _row(name: str, words: str, shown: dict[str, tuple[str, ...]], ends: dict[str, str]) -> str:
    cases = [test for test, names in shown.items() if name in names]
    tests = sorted({test.partition("[")[0].removeprefix("tests/") for test in cases})
    result = Counter(ends.get(test, "not run") for test in cases)
    said = ", ".join(f"{n} {end}" for end, n in sorted(result.items())) or "**no test**"
    return f"| **{name}**: {words} | {'<br>'.join(f'`{test}`' for test in tests)} | {said} |\n"


def _names(item: pytest.Item) -> Iterator[str]:
    parameters = getattr(item, "callspec", None)
    given = {
        key: getattr(value, "id", value) for key, value in (parameters.params if parameters else {}).items()
    }
    for mark in item.iter_markers(MARK):
        yield from (str(name).format(**given) for name in mark.args)
