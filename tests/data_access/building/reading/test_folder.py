"""What of SOURCE is looked at, and what is named instead."""

import os

import pytest

from data_access.building.reading.recognise import NotRead
from data_access.building.reading.sources import list_files
from data_access.common.errors import BuildError


def test_files_of_the_folder_itself_are_read_the_rest_is_named(tmp_path):
    for name in ("lb.csv", "dm.xpt", ".hidden.csv", "~$dm.xlsx"):
        (tmp_path / name).touch()
    for name in ("xpt", "empty"):
        (tmp_path / name).mkdir()
    (tmp_path / "xpt/ae.xpt").touch()
    files, skipped = list_files(tmp_path)
    assert [path.name for path in files] == ["dm.xpt", "lb.csv"]
    assert skipped == [
        NotRead(".hidden.csv", "hidden"),
        NotRead("empty", "a folder"),
        NotRead("xpt", "a folder (1 data files in it; name it as SOURCE to read them)"),
        NotRead("~$dm.xlsx", "hidden"),
    ]


def test_a_single_file_is_a_source(tmp_path):
    path = tmp_path / "lb.csv"
    path.touch()
    assert list_files(path) == ([path], [])


def test_what_is_not_there_is_said(tmp_path):
    with pytest.raises(BuildError, match="There is no folder or file"):
        list_files(tmp_path / "nowhere")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes in folders")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "lb.csv")
    assert list_files(tmp_path) == ([], [NotRead("lb.csv", "not a regular file")])
