import ast
from pathlib import Path

import pytest

from clinical import statistics
from clinical.common.wording import Wording
from clinical.statistics import estimate
from clinical.statistics.estimate import Estimate

DOOR = Path(statistics.__file__)


def test_the_door_holds_nothing_of_its_own_and_names_all_it_opens_to():
    body = ast.parse(DOOR.read_text(encoding="utf-8")).body
    assert {type(node) for node in body} == {ast.Expr, ast.ImportFrom, ast.Assign}
    opened = {alias.name for node in body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert opened == set(statistics.__all__)


def test_everything_behind_the_door_says_what_it_is():
    public = [getattr(statistics, name) for name in statistics.__all__]
    assert [thing for thing in public if callable(thing) and not (thing.__doc__ or "").strip()] == []


def words():
    found = {name: value for name, value in vars(estimate).items() if isinstance(value, Wording)}
    tests = (
        statistics.fisher_exact(1, 2, 1, 2),
        statistics.log_rank([1, 2], [1, 1], ["a", "b"]),
        statistics.wilcoxon(range(10), range(10)),
    )
    for test in tests:
        found |= {f"{type(test).__name__} {test.name.en}": test.name, test.name.en: test.assumptions}
        found |= {f"power {test.name.en}": test.power}
    return found


@pytest.mark.parametrize("word", words().values(), ids=words().keys())
def test_methods_and_reasons_read_in_both_languages(word):
    assert word.en.isascii()
    assert any("一" <= letter <= "鿿" for letter in word.zh)
    assert "  " not in word.en + word.zh


def test_an_estimate_is_frozen():
    with pytest.raises(AttributeError):
        Estimate(1, 0, 2, estimate.NORMAL, 3).value = 2
