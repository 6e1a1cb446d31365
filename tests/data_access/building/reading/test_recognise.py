"""A file is what its content says; a file that claims to be data and is not is refused by name."""

import gzip
import json

import pandas as pd
import pyreadstat
import pytest

from data_access.building.reading.fingerprint import fingerprint
from data_access.building.reading.recognise import NotRead, open_source
from data_access.building.reading.source_dataset import DataSet
from data_access.common.errors import BuildError
from tests.data_access.deliveries import csv_text, lb

HTML = b"<!DOCTYPE html>\n<html><head><title>404 Not Found</title></head></html>"


def open_(path):
    return open_source(path, fingerprint(path).text, path.parent)


def written(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", ["lb.xpt", "lb.csv", "lb.json", "lb.parquet", "lb.sas7bdat", "lb.dat"])
def test_the_content_decides_not_the_extension(tmp_path, name):
    frame = pd.DataFrame({"USUBJID": ["T-1"]})
    pyreadstat.write_xport(frame, tmp_path / name, table_name="LB")
    assert open_(tmp_path / name).format == "XPT"
    frame.to_parquet(tmp_path / name)
    assert open_(tmp_path / name).format == "PARQUET"
    assert open_(written(tmp_path, name, csv_text([lb()]).encode())).format == "CSV"
    assert open_(written(tmp_path, name, gzip.compress(csv_text([lb()]).encode()))).format == "CSV.GZ"


def test_a_web_page_named_xpt_is_refused_by_name(shared, tmp_path):
    path = next((shared / "data/bad_files").glob("*.xpt"))
    with pytest.raises(BuildError, match=rf"^{path.name} is a web page or XML, not a data set\.$"):
        open_(path)


@pytest.mark.parametrize(
    "extension", ["xpt", "sas7bdat", "csv", "json", "ndjson", "dsjc", "parquet", "csv.gz"]
)
@pytest.mark.parametrize("content", [HTML, b"", b"PK\x03\x04 sheet", b"\x00\x01\x02\x03" * 100])
def test_what_claims_to_be_data_and_is_not_is_refused(tmp_path, extension, content):
    with pytest.raises(BuildError, match=rf"^lb\.{extension} is "):
        open_(written(tmp_path, f"lb.{extension}", content))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("define.xml", b"<?xml version='1.0'?>", "a web page or XML"),
        ("README.md", b"The trial, in words.", "in a format that cannot be read"),
        ("lab.xlsx", b"PK\x03\x04", "a zip archive or a workbook"),
        ("notes.txt", b"", "empty"),
    ],
)
def test_what_does_not_claim_to_be_data_is_left_alone_with_a_reason(tmp_path, name, content, reason):
    assert open_(written(tmp_path, name, content)) == NotRead(name, reason)


def test_two_columns_of_one_name_are_refused(tmp_path):
    with pytest.raises(BuildError, match=r"lb\.csv has two columns named LBORRES"):
        open_(written(tmp_path, "lb.csv", b"USUBJID,LBORRES,lborres \n1,2,3\n"))


@pytest.mark.parametrize("name", ["", " ", "\\u0000", "A\\ud800"])
def test_a_column_whose_name_cannot_be_read_is_refused(tmp_path, name):
    content = json.dumps({"columns": [{"name": "USUBJID"}, {"name": "?"}], "rows": []}).replace("?", name)
    with pytest.raises(BuildError, match=r"^lb\.json has a column without a readable name"):
        open_(written(tmp_path, "lb.json", content.encode()))


def test_text_that_is_blank_once_read_is_refused(tmp_path):
    with pytest.raises(BuildError, match=r"^lb\.csv\.gz is "):
        open_(written(tmp_path, "lb.csv.gz", gzip.compress("\ufeff".encode("utf-16"))))


@pytest.mark.parametrize("name", ["SOURCE_ROW", "source_file", "Source_Domain"])
def test_a_column_that_would_hide_the_source_is_refused(tmp_path, name):
    with pytest.raises(BuildError, match=name.upper()):
        open_(written(tmp_path, "lb.csv", f"USUBJID,{name}\n1,2\n".encode()))


def test_every_published_file_is_opened(shared):
    for folder in ("pilot", "tdf", "msg/xpt", "msg/json", "msg/ndjson", "msg/dsjc", "i18n", "adam"):
        for path in sorted((shared / "data" / folder).iterdir()):
            opened = open_(path)
            assert isinstance(opened, DataSet) or path.name == "define.xml", path
