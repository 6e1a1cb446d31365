"""What a database says about itself."""

import datetime

import pytest

from data_access.building.loading.snapshot import SIMULATED_STUDY, write_snapshot
from data_access.common.errors import BuildError
from tests.data_access.deliveries import dm, lb, loaded, rows, ts, write_csv


def snapshot(folder):
    db = loaded(folder)
    write_snapshot(db)
    result = db.execute("SELECT * FROM meta.snapshot")
    return dict(zip([column[0] for column in result.description], result.fetchone(), strict=True))


def test_the_study_its_title_and_its_newest_date(tmp_path):
    write_csv(tmp_path, "dm.csv", [dm(BRTHDTC="1970", DTHDTC="2024-02")])
    write_csv(tmp_path, "lb.csv", [lb(), lb(seq=2, LBDTC="2024-01-09T23:59")])
    write_csv(tmp_path, "ts.csv", [ts("TITLE", "A study of two"), ts("TITLE", "second line", seq=2)])
    found = snapshot(tmp_path)
    assert (found["study"], found["title"], found["data_cutoff"]) == ("TINY", "A study of two", "2024-01-09")
    assert found["simulated"] is False
    age = datetime.datetime.now(datetime.UTC).replace(tzinfo=None) - found["built_at"]
    assert datetime.timedelta(0) <= age < datetime.timedelta(minutes=5)


def test_a_stated_cut_off_goes_before_the_newest_date(tmp_path):
    write_csv(tmp_path, "lb.csv", [lb()])
    write_csv(tmp_path, "ts.csv", [ts("DCUTDTC", "2023-12-31")])
    assert snapshot(tmp_path)["data_cutoff"] == "2023-12-31"


def test_the_hash_is_that_of_the_content_whatever_the_order_and_the_names(tmp_path):
    hashes = []
    for names in (["a.csv", "b.csv"], ["b.csv", "a.csv"]):
        folder = tmp_path / names[0]
        folder.mkdir()
        write_csv(folder, names[0], [lb()])
        write_csv(folder, names[1], [dm()])
        hashes.append(snapshot(folder)["hash"])
    assert hashes[0] == hashes[1]
    write_csv(folder, "a.csv", [lb(LBORRES=1)])
    assert snapshot(folder)["hash"] != hashes[0]


@pytest.mark.parametrize("marked", ["by TS", "by STUDYID"])
def test_simulated_data_are_known_as_such(tmp_path, marked):
    study = "SOME-STUDY" if marked == "by TS" else SIMULATED_STUDY
    write_csv(tmp_path, "dm.csv", [dm(STUDYID=study)])
    if marked == "by TS":
        write_csv(tmp_path, "ts.csv", [ts("SIMDATA", "Y", study=study)])
    assert snapshot(tmp_path)["simulated"] is True


@pytest.mark.parametrize("other", ["TINY", ""])
def test_simulated_and_other_rows_never_share_a_database(tmp_path, other):
    write_csv(tmp_path, "dm.csv", [dm(STUDYID=SIMULATED_STUDY)])
    write_csv(tmp_path, "ts.csv", [ts("SIMDATA", "Y", study=SIMULATED_STUDY)])
    write_csv(tmp_path, "lb.csv", [lb(STUDYID=other)])
    with pytest.raises(BuildError, match="Simulated and other data cannot share a database"):
        snapshot(tmp_path)


def test_two_real_studies_are_named_together(tmp_path):
    write_csv(tmp_path, "dm.csv", [dm(STUDYID="B"), dm("T-2", STUDYID="A")])
    assert snapshot(tmp_path)["study"] == "A, B"
    assert rows(loaded(tmp_path), "SELECT count(*) FROM sdtm.dm") == [(2,)]
