"""Parquet: what pandas or R may have made of the columns comes back as text."""

import datetime

import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from data_access.building.reading import recognise
from data_access.common.errors import BuildError


def contents(path, tmp_path):
    dataset = recognise.open_source(path, None, tmp_path)
    return dataset, [row for batch in dataset.batches() for row in batch.to_pylist()]


def test_types_become_sdtm_text(tmp_path):
    path = tmp_path / "lb.parquet"
    table = pa.table(
        {
            "USUBJID": pa.array(["T-1", " T-2 "]).dictionary_encode(),
            "LBSEQ": pa.array([1.0, float("nan")]),
            "LBSTRESN": pa.array([0.0, 20.52]),
            "LBDTC": pa.array([datetime.datetime(2024, 1, 2, 8, 30), None], pa.timestamp("us")),
            "BRTHDTC": pa.array([datetime.date(1970, 1, 1), None]),
        }
    )
    parquet.write_table(table, path)
    dataset, rows = contents(path, tmp_path)
    assert rows == [
        {"USUBJID": "T-1", "LBSEQ": "1", "LBSTRESN": "0", "LBDTC": "2024-01-02T08:30:00",
         "BRTHDTC": "1970-01-01", "source_row": 1},
        {"USUBJID": "T-2", "LBSEQ": None, "LBSTRESN": "20.52", "LBDTC": None,
         "BRTHDTC": None, "source_row": 2},
    ]  # fmt: skip
    assert (dataset.format, dataset.name) == ("PARQUET", "lb")


def test_rows_are_numbered_across_batches(tmp_path, monkeypatch):
    monkeypatch.setattr("data_access.building.reading.read_parquet.ROWS_PER_BATCH", 3)
    path = tmp_path / "lb.parquet"
    pd.DataFrame({"USUBJID": list("abcdefgh")}).to_parquet(path)
    assert [row["source_row"] for row in contents(path, tmp_path)[1]] == list(range(1, 9))


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.99])
def test_a_cut_file_is_refused_by_name(tmp_path, kept):
    path = tmp_path / "lb.parquet"
    pd.DataFrame({"USUBJID": [str(n) for n in range(5000)]}).to_parquet(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * kept)])
    with pytest.raises(BuildError, match=r"lb\.parquet is cut short"):
        contents(path, tmp_path)


def test_a_damaged_page_is_refused_by_name(tmp_path):
    path = tmp_path / "lb.parquet"
    frame = pd.DataFrame({"USUBJID": [str(n * 7919 % 10_007) for n in range(50_000)]})
    frame.to_parquet(path, compression="gzip")
    damaged = bytearray(path.read_bytes())
    middle = len(damaged) // 2
    damaged[middle : middle + 200] = bytes(200)
    path.write_bytes(damaged)
    with pytest.raises(BuildError, match=r"lb\.parquet is damaged"):
        contents(path, tmp_path)


def test_what_the_library_says_in_several_lines_is_one_sentence(tmp_path):
    path = tmp_path / "lb.parquet"
    pd.DataFrame({"USUBJID": ["a"] * 9}).to_parquet(path)
    whole = bytearray(path.read_bytes())
    whole[4:8] = b"\xef\xbb\xbf\xff"
    path.write_bytes(whole)
    with pytest.raises(BuildError, match=r"^lb\.parquet is damaged after row 0: [^\n]+[^.\n]\.$"):
        contents(path, tmp_path)
