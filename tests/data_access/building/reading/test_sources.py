"""Every file of a delivery is looked at before anything is written."""

import gzip

import pytest

from data_access.building.loading.sdtm_tables import declared_domains
from data_access.building.reading.sources import open_sources
from data_access.common.errors import BuildError
from tests.data_access.deliveries import csv_text, dm, lb, write_csv


def open_(folder):
    return open_sources(folder, declared_domains(), folder.parent, lambda share, name: None)


def test_an_empty_folder_is_said_to_be_empty(tmp_path):
    with pytest.raises(BuildError, match="is empty"):
        open_(tmp_path)


def test_a_folder_without_sdtm_says_what_was_looked_at(tmp_path):
    (tmp_path / "cohort.csv").write_text("age,sex\n1,2\n")
    (tmp_path / "README.md").write_text("words")
    with pytest.raises(
        BuildError, match=r"There is no SDTM data set in .*README\.md.*cohort\.csv \(not SDTM"
    ):
        open_(tmp_path)


@pytest.mark.parametrize("trial", ["eldd", "pbc", "adam"])
def test_real_data_that_are_not_sdtm_are_refused(shared, trial):
    with pytest.raises(BuildError, match="There is no SDTM data set"):
        open_(shared / "data" / trial)


def test_deeper_folders_are_named_so_that_the_user_can_choose(shared):
    with pytest.raises(BuildError, match=r"json \(a folder \(23 data files"):
        open_(shared / "data/msg")


def test_a_table_that_is_not_sdtm_is_left_out_by_name(tmp_path):
    write_csv(tmp_path, "dm.csv", [dm()])
    (tmp_path / "codebook.csv").write_text("code,meaning\n1,2\n")
    sources, skipped = open_(tmp_path)
    assert [source.dataset.file for source in sources] == ["dm.csv"]
    assert skipped[0].file == "codebook.csv" and skipped[0].reason.startswith("not SDTM")


def test_the_same_file_twice_would_count_twice(tmp_path):
    write_csv(tmp_path, "lb.csv", [lb()])
    (tmp_path / "lb_copy.csv.gz").write_bytes(gzip.compress(csv_text([lb()]).encode()))
    with pytest.raises(BuildError, match=r"lb_copy\.csv\.gz has the same content as lb\.csv"):
        open_(tmp_path)
