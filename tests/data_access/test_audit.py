"""The access log: whatever is done to its lines is found, and no line is lost between threads, processes and faults."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access import audit
from data_access.access_log import append as access_log_append
from data_access.access_log.append import LogUnwritable, append
from data_access.access_log.head import path_of_head
from data_access.access_log.line import Place, line_after
from data_access.access_log.verify import parts, verify
from tests.conftest import ROOT

LINES = 9
ENTRY = {"reader": "王医生", "role": "doctor", "action": "view", "subject": "S-001"}
PROCESSES, THREADS, EACH = 3, 4, 15
WRITER = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from data_access.access_log.append import append
path, name, threads, each = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
def write(thread):
    for number in range(each):
        append(path, {"action": "view", "who": f"{name}-{thread}-{number}"})
with ThreadPoolExecutor(threads) as pool:
    list(pool.map(write, range(threads)))
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log of LINES views, the first line of the log itself not counted."""
    path = tmp_path / "access.jsonl"
    for number in range(LINES):
        append(path, ENTRY | {"subject": f"S-{number:03d}"})
    return path


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A log to damage again and again, and what it holds when it is whole."""
    path = tmp_path_factory.mktemp("kept") / "access.jsonl"
    for number in range(LINES):
        append(path, ENTRY | {"subject": f"S-{number:03d}"})
    return path, path.read_bytes()


def entries(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_log_left_alone_is_whole(log):
    verdict = verify(log)
    assert (verdict.findings, verdict.notes, verdict.lines) == ([], [], LINES + 1)
    first, *views = entries(log)
    assert first["action"] == "begin"
    assert [entry["subject"] for entry in views] == [f"S-{number:03d}" for number in range(LINES)]
    assert all(entry["at"].endswith("Z") and entry["reader"] == "王医生" for entry in views)


places = st.integers(0, LINES)


@given(place=places)
def test_a_removed_line_is_found_and_named(kept, place):
    path, whole = kept
    lines = whole.splitlines(keepends=True)
    del lines[place]
    path.write_bytes(b"".join(lines))
    findings = verify(path).findings
    assert len(findings) == 1
    assert f"missing: {place + 1}" in findings[0] or f"missing before it: {place + 1}" in findings[0]


@given(place=places, data=st.data())
def test_a_changed_byte_is_found_and_its_line_named(kept, place, data):
    path, whole = kept
    lines = whole.splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines[place]) - 2))
    byte = data.draw(st.integers(0, 255).filter(lambda new: new not in (lines[place][at], ord("\n"))))
    lines[place] = lines[place][:at] + bytes([byte]) + lines[place][at + 1 :]
    path.write_bytes(b"".join(lines))
    findings = verify(path).findings
    assert f"{path.name} line {place + 1} was changed" in findings[0]


@given(places=st.tuples(places, places).filter(lambda two: two[0] != two[1]))
def test_two_lines_that_changed_places_are_found(kept, places):
    path, whole = kept
    lines = whole.splitlines(keepends=True)
    one, other = places
    lines[one], lines[other] = lines[other], lines[one]
    path.write_bytes(b"".join(lines))
    assert any(
        f"line {min(places) + 1} is number {max(places) + 1}" in finding for finding in verify(path).findings
    )


@given(place=st.integers(0, LINES + 1), copied=places)
def test_an_inserted_copy_of_a_line_is_found(kept, place, copied):
    path, whole = kept
    lines = whole.splitlines(keepends=True)
    lines.insert(place, lines[copied])
    path.write_bytes(b"".join(lines))
    assert verify(path).findings


@given(place=st.integers(1, LINES))
def test_a_line_rewritten_with_a_right_hash_is_found_by_the_line_after_it_or_by_the_head(kept, place):
    path, whole = kept
    lines = whole.splitlines(keepends=True)
    before = json.loads(lines[place - 1])
    lines[place], _ = line_after(Place(before["n"], before["hash"]), ENTRY | {"subject": "somebody else"})
    path.write_bytes(b"".join(lines))
    findings = verify(path).findings
    if place == LINES:
        assert findings == [f"number {LINES + 1} is not the line that the head file knows: replaced"]
    else:
        assert f"line {place + 2} does not follow the line before it" in findings[0]


@pytest.mark.parametrize(
    "text", ["a\nb\r\u2028c", '","hash":"', "\ud800", "\u202e52", "=1+1", "x" * 10_000, "\x00"]
)
def test_any_text_is_one_line_that_reads_back(tmp_path, text):
    path = tmp_path / "access.jsonl"
    append(path, ENTRY | {"subject": text})
    append(path, ENTRY)
    assert verify(path).findings == []
    assert json.loads(path.read_bytes().split(b"\n")[1])["subject"] == text


def test_a_cut_end_is_found_and_stays_visible_when_the_log_goes_on(log):
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(lines[:-2]))
    assert verify(log).findings == [f"the end was cut off: missing: {LINES} to {LINES + 1}"]
    append(log, ENTRY)
    assert f"missing before it: {LINES} to {LINES + 1}" in verify(log).findings[0]


def test_a_log_removed_whole_is_found(log):
    log.unlink()
    append(log, ENTRY)
    assert f"missing before it: 1 to {LINES + 1}" in verify(log).findings[0]


def test_a_removed_head_is_found_and_leaves_a_line(log):
    path_of_head(log).unlink()
    assert "the head file is missing" in verify(log).findings[0]
    append(log, ENTRY)
    assert verify(log).findings == []
    assert entries(log)[-2]["what"] == "the head file was missing"


def test_a_line_torn_by_a_crash_is_taken_away_and_kept_in_the_line_that_says_so(log):
    with log.open("ab") as file:
        file.write(b'{"n":11,"previous":"ab')
    verdict = verify(log)
    assert verdict.findings == []
    assert "torn" in verdict.notes[0]
    append(log, ENTRY)
    assert (verify(log).findings, verify(log).notes) == ([], [])
    assert entries(log)[-2]["torn"] == '{"n":11,"previous":"ab'


def test_a_crash_between_the_line_and_the_head_loses_nothing(log):
    head = path_of_head(log).read_bytes()
    append(log, ENTRY | {"subject": "last"})
    path_of_head(log).write_bytes(head)
    append(log, ENTRY)
    assert verify(log).findings == []
    assert [entry["subject"] for entry in entries(log)[-2:]] == ["last", "S-001"]


def test_a_log_rewritten_with_its_head_is_found_by_a_hash_noted_before(log, capsys):
    noted = verify(log).end.hash
    append(log, ENTRY)
    assert audit.main(["verify", str(log), "--noted", noted]) == 0
    log.unlink()
    path_of_head(log).unlink()
    append(log, ENTRY)
    assert audit.main(["verify", str(log)]) == 0
    assert audit.main(["verify", str(log), "--noted", noted]) == 1
    assert "no line has the hash that was noted" in capsys.readouterr().out


def test_threads_of_several_processes_lose_no_line(tmp_path):
    path = tmp_path / "access.jsonl"
    command = [sys.executable, "-c", WRITER, str(path)]
    writers = [
        subprocess.Popen([*command, str(process), str(THREADS), str(EACH)], cwd=ROOT)
        for process in range(PROCESSES)
    ]
    assert [writer.wait(60) for writer in writers] == [0] * PROCESSES
    assert verify(path).findings == []
    written = {entry["who"] for entry in entries(path)[1:]}
    expected = {f"{p}-{t}-{n}" for p in range(PROCESSES) for t in range(THREADS) for n in range(EACH)}
    assert written == expected
    assert len(entries(path)) == len(expected) + 1


def test_a_killed_writer_holds_nobody_up(log):
    program = "import sys\nfrom pathlib import Path\nfrom data_access.common.lock import turn\n"
    program += "with turn(Path(sys.argv[1]), 1):\n print('held', flush=True)\n input()"
    holder = subprocess.Popen(
        [sys.executable, "-c", program, f"{log}.lock"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == b"held"
    with pytest.MonkeyPatch.context() as patch, pytest.raises(LogUnwritable) as caught:
        patch.setattr(access_log_append, "PATIENCE_S", 0.1)
        append(log, ENTRY)
    assert caught.value.why == "busy"
    holder.kill()
    holder.wait()
    append(log, ENTRY)
    assert verify(log).findings == []


def test_a_full_disk_leaves_the_log_as_it_was(log, monkeypatch):
    before, write = log.read_bytes(), os.write

    def half_then_full(descriptor: int, content: bytes) -> int:
        if len(content) > 100 and b'"view"' in bytes(content):
            return write(descriptor, bytes(content)[:100])
        if os.fstat(descriptor).st_size > len(before):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(descriptor, content)

    monkeypatch.setattr(os, "write", half_then_full)
    with pytest.raises(LogUnwritable, match="No space left") as caught:
        append(log, ENTRY)
    monkeypatch.undo()
    assert caught.value.why == "full"
    assert log.read_bytes() == before
    append(log, ENTRY)
    assert verify(log).findings == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_device_that_is_full_says_so(tmp_path):
    path = tmp_path / "access.jsonl"
    path.symlink_to("/dev/full")
    with pytest.raises(LogUnwritable) as caught:
        append(path, ENTRY)
    assert caught.value.why == "full"


def test_a_chosen_folder_that_is_missing_is_not_made(tmp_path, monkeypatch):
    monkeypatch.setenv(access_log_append.ENVIRONMENT, str(tmp_path / "unmounted" / "access.jsonl"))
    with pytest.raises(LogUnwritable) as caught:
        append(access_log_append.path_of_log(), ENTRY)
    assert caught.value.why == "missing"
    assert not (tmp_path / "unmounted").exists()


def test_what_the_log_writes_itself_cannot_be_given(log):
    with pytest.raises(ValueError, match="hash"):
        append(log, ENTRY | {"hash": "mine"})


def test_a_large_file_is_put_aside_and_the_chain_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr(access_log_append, "LARGEST_BYTES", 1_000)
    path = tmp_path / "access.jsonl"
    for _ in range(LINES):
        append(path, ENTRY)
    assert len(parts(path)) > 2
    assert (verify(path).findings, verify(path).lines) == ([], LINES + 1)
    parts(path)[1].unlink()
    assert "missing before it" in verify(path).findings[0]


def test_the_command_names_the_line_and_fails(log, capsys):
    assert audit.main(["verify", str(log)]) == 0
    assert "whole" in capsys.readouterr().out
    log.write_bytes(log.read_bytes().replace(b"S-004", b"S-999"))
    assert audit.main(["verify", str(log)]) == 1
    assert "line 6 was changed" in capsys.readouterr().out
    assert audit.main(["verify", str(log.parent / "none.jsonl")]) == 2
    assert "cannot be read" in capsys.readouterr().err
