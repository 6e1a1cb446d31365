"""SAS transport and SAS7BDAT."""

import gzip
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from data_access.building.reading import read_sas, recognise
from data_access.common.errors import BuildError

FIXTURES = Path(__file__).parents[2] / "fixtures"


def open_(path, tmp_path):
    return recognise.open_source(path, None, tmp_path / "scratch")


def contents(path, tmp_path):
    dataset = open_(path, tmp_path)
    return dataset, [row for batch in dataset.batches() for row in batch.to_pylist()]


def write_xpt(path, frame, **options):
    pyreadstat.write_xport(frame, path, table_name="LB", **options)
    return path


@pytest.fixture
def sas7bdat(tmp_path):
    """Four results written by ReadStat 1.1.8, an implementation of the format that is not ours."""
    path = tmp_path / "lb.sas7bdat"
    path.write_bytes(gzip.decompress((FIXTURES / "lb.sas7bdat.gz").read_bytes()))
    return path


@pytest.mark.parametrize("rows_per_batch", [2, 3, 100])
def test_numbers_keep_zero_and_digits_and_missing_stays_empty(tmp_path, monkeypatch, rows_per_batch):
    monkeypatch.setattr(read_sas, "ROWS_PER_BATCH", rows_per_batch)
    frame = pd.DataFrame({"USUBJID": ["1", "2", "3", "4"], "X": [0.0, 20.52, float("nan"), 1234567890.0]})
    dataset, rows = contents(write_xpt(tmp_path / "lb.xpt", frame), tmp_path)
    assert [row["X"] for row in rows] == ["0", "20.52", None, "1234567890"]
    assert [row["source_row"] for row in rows] == [1, 2, 3, 4]
    assert (dataset.format, dataset.name, dataset.encoding) == ("XPT", "LB", "UTF-8")


def test_sas_dates_become_iso_text(tmp_path):
    frame = pd.DataFrame({"D": pd.to_datetime(["2014-03-05", "1959-12-31"]).date, "N": [1.0, 2.0]})
    path = write_xpt(tmp_path / "lb.xpt", frame, variable_format={"D": "DATE9."})
    assert [row["D"] for row in contents(path, tmp_path)[1]] == ["2014-03-05", "1959-12-31"]


@pytest.mark.parametrize("version", [5, 8])
def test_both_versions_of_the_transport_format_are_counted(tmp_path, version):
    frame = pd.DataFrame({"USUBJID": [f"S-{n}" for n in range(17)], "X": [float(n) for n in range(17)]})
    path = write_xpt(tmp_path / "lb.xpt", frame, file_format_version=version)
    assert len(contents(path, tmp_path)[1]) == 17


def test_the_last_row_of_a_short_file_against_haven(shared, oracles, tmp_path):
    """pandas.read_sas loses the third row of this file."""
    expected = oracles["CP-SUPPDS-01"]["expected"]
    _, rows = contents(shared / "data/tdf/suppds.xpt", tmp_path)
    assert len(rows) == expected["rows"]
    assert sorted({row["USUBJID"] for row in rows}) == expected["subjects"]


def test_windows_1252_is_tried_after_utf_8_against_the_published_title(shared, oracles, tmp_path):
    dataset, rows = contents(shared / "data/pilot/ts.xpt", tmp_path)
    assert dataset.encoding == "WINDOWS-1252"
    assert oracles["CP-TS-01"]["expected"] in {row["TSVAL"] for row in rows}
    assert len(rows) == oracles["CP-TS-02"]["expected"]


def test_placebo_doses_are_exactly_zero_against_r(shared, oracles, tmp_path):
    _, rows = contents(shared / "data/pilot/ex.xpt", tmp_path)
    assert sum(row["EXDOSE"] == "0" for row in rows) == oracles["CP-EX-03"]["expected"]


def test_sas7bdat_is_read(sas7bdat, tmp_path):
    dataset, rows = contents(sas7bdat, tmp_path)
    assert [(row["LBSTRESN"], row["LBORRES"], row["LBTEST"]) for row in rows] == [
        ("0", "0", "Alanine"), (None, "<3.42", "Bilirubin"), ("120.5", "120.5", "Café"), (None, "", "x"),
    ]  # fmt: skip
    assert (dataset.format, dataset.name) == ("SAS7BDAT", "lb")


def test_a_packed_sas_file_is_unpacked(sas7bdat, tmp_path):
    packed = tmp_path / "lb2.sas7bdat.gz"
    packed.write_bytes(gzip.compress(sas7bdat.read_bytes()))
    assert len(contents(packed, tmp_path)[1]) == 4


@pytest.mark.parametrize("kept", [300, 5000, 9000, 12_000])
def test_a_cut_sas7bdat_is_refused_by_name(sas7bdat, tmp_path, kept):
    sas7bdat.write_bytes(sas7bdat.read_bytes()[:kept])
    with pytest.raises(BuildError, match=r"lb\.sas7bdat "):
        contents(sas7bdat, tmp_path)


def test_a_format_that_ends_within_a_character_is_a_damaged_header(tmp_path):
    path = tmp_path / "lb.xpt"
    pyreadstat.write_xport(pd.DataFrame({"USUBJID": ["1"]}), path, table_name="LB", file_format_version=5)
    whole = bytearray(path.read_bytes())
    format_ = whole.index(b"HEADER RECORD*******NAMESTR") + 80 + 56
    whole[format_ : format_ + 8] = b"      \xd8 "
    path.write_bytes(whole)
    with pytest.raises(BuildError, match=r"^lb\.xpt has a name or format .* its header is damaged\.$"):
        read_sas.open_sas(path, path.name, read_sas.XPT, 1)


@pytest.mark.parametrize(("named", "text"), [(205, "谷丙"), (125, "谷丙"), (205, "酶"), (20, "谷")])
def test_d1_a_sas7bdat_is_read_as_its_header_says(tmp_path, sas7bdat, named, text):
    """Byte 70 names the encoding: 125 and 205 Chinese, 20 UTF-8 (ReadStat's table of SAS encodings)."""
    encoding = "UTF-8" if named == 20 else "GB18030"
    whole = bytearray(sas7bdat.read_bytes())
    place = whole.index(b"umol/L")
    whole[place : place + 6] = text.encode(encoding).ljust(6)
    whole[70] = named
    sas7bdat.write_bytes(whole)
    dataset, rows = contents(sas7bdat, tmp_path)
    assert dataset.encoding == encoding
    assert text in {value for row in rows for value in row.values()}


def test_d1_a_transport_file_in_gbk_by_the_test_that_csv_has(tmp_path, shared):
    dataset, rows = contents(shared / "field/cases/08_gbk_xpt/ae.xpt", tmp_path)
    assert (dataset.encoding, [row["AETERM"] for row in rows]) == ("GB18030", ["上消化道出血"])
