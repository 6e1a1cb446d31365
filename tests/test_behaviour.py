"""benchmarks/behaviour.py: what must be seen is seen, and what may differ is not."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from benchmarks import behaviour, behaviour_walk


@pytest.fixture
def captured(tmp_path):
    """captured("name", state=[(part, text)]) -> the folder of a capture of both trials with these states."""

    def write(name: str, **states: list[tuple[str, str]]) -> Path:
        for trial in behaviour.TRIALS:
            found = behaviour.Capture(tmp_path / name, trial)
            for state, parts in states.items():
                found.add(state, parts)
            found.write()
        return tmp_path / name

    return write


def packed(text: str, day: tuple[int, int, int, int, int, int]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr(zipfile.ZipInfo("a.xml", day), text)
    return content.getvalue()


def test_equal_captures_do_not_differ(captured):
    parts = [("/0 metric", "1"), ("/1 caption", "x")]
    one, two = captured("one", ward=parts), captured("two", ward=parts)
    assert list(behaviour.differences(one, two)) == []


def test_a_difference_is_named_by_trial_state_and_element(captured):
    one = captured("one", ward=[("/0 metric", "1\n-- 2"), ("/1 caption", "x")])
    two = captured("two", ward=[("/0 metric", "1\n3"), ("/1 caption", "x")])
    said = list(behaviour.differences(one, two))
    assert [line for line in said if line.startswith("simulated")] == ["simulated: ward"]
    assert said[1:5] == ["  /0 metric", "    @@ -2 +2 @@", "    --- 2", "    +3"]


def test_a_state_or_an_element_on_one_side_only_is_a_difference(captured):
    one = captured("one", ward=[("/0 metric", "1"), ("/1 caption", "x")], gone=[("/0 metric", "1")])
    two = captured("two", ward=[("/0 metric", "1")])
    said = "\n".join(behaviour.differences(one, two))
    assert "  /1 caption -> nothing" in said
    assert "simulated: gone\n  only in the first" in said
    assert "  only in the second" in "\n".join(behaviour.differences(two, one))


def test_the_moment_of_the_capture_and_hashes_in_ids_are_no_difference():
    now = datetime.now(UTC)
    made = f"made {now:%Y-%m-%d %H:%M}, {now:%Y-%m-%dT%H:%M:%S}Z, {now:%d%b%y:%H:%M:%S}".upper()
    kept = f"$$ID-{'0a' * 16}-subject, 2025-03-01 10:00, 01MAR25:10:00:00"
    said = "MADE <now>, <now>, <now>; $$ID-subject, 2025-03-01 10:00, 01MAR25:10:00:00"
    assert behaviour_walk.settled(f"{made}; {kept}") == said
    # As markdown in JSON.
    assert behaviour_walk.settled(rf"{now:%Y\\-%m\\-%d %H\\:%M} UTC") == "<now> UTC"


def test_a_packed_file_is_compared_by_its_parts_and_not_by_when_it_was_packed():
    early, late = packed("<a><b/></a>", (2020, 1, 1, 0, 0, 0)), packed("<a><b/></a>", (2021, 1, 1, 0, 0, 0))
    assert early != late
    parts = list(behaviour_walk.file_parts("f", early))
    assert parts == list(behaviour_walk.file_parts("f", late)) == [("f!a.xml", "<a>\n<b/>\n</a>")]


def test_one_changed_cell_changes_its_column_its_rows_and_no_other(tmp_path):
    def sums(value: str) -> list[str]:
        file = str(tmp_path / f"{value}.duckdb")
        with duckdb.connect(file) as db:
            db.execute("CREATE SCHEMA sdtm; CREATE TABLE sdtm.dm (subject VARCHAR, sex VARCHAR)")
            db.execute("INSERT INTO sdtm.dm VALUES ('b', $sex), ('a', 'F')", {"sex": value})
        ((name, text),) = behaviour.tables(file)
        assert name == "sdtm.dm"
        return text.splitlines()

    female, male = sums("F"), sums("M")
    assert [line for line, other in zip(female, male, strict=True) if line == other and "subject" in line]
    assert len([line for line, other in zip(female, male, strict=True) if line != other]) == 2


def test_a_code_is_found_in_what_was_captured(captured, tmp_path):
    found = behaviour.Capture(tmp_path / "codes", "pilot")
    code = "survival:OS:randomised:planned:d2e86d20:0a1b2c3d"
    found.add("survival", [("/0 caption", f"Code {code}, and 12:30:00 is none")])
    assert found.codes == {code}
