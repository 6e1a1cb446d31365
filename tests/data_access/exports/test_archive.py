"""What leaves as a file comes back the same: exported SDTM, built again, gives equal tables in every format."""

import codecs
import io
import json
import zipfile

import pyarrow as pa
import pyreadstat
import pytest
from pyarrow import parquet

from data_access.common.database import open_database
from data_access.exports import archive as exports_archive
from data_access.exports import formats
from tests.data_access.deliveries import loaded

# Of CDISC Dataset-JSON 1.1: attributes that every file, and every column in it, must have; the types it knows.
REQUIRED = {
    "datasetJSONCreationDateTime",
    "datasetJSONVersion",
    "itemGroupOID",
    "records",
    "name",
    "label",
    "columns",
}
REQUIRED_OF_COLUMN = {"itemOID", "name", "label", "dataType"}
KNOWN_TYPES = {
    "string",
    "integer",
    "decimal",
    "float",
    "double",
    "boolean",
    "datetime",
    "date",
    "time",
    "URI",
}


@pytest.fixture(scope="module")
def trial(database_file):
    return lambda name: open_database(database_file(name))


def unpacked(content, folder):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder


def content_of(connection, table):
    """The columns and rows of a table without where they came from, in an order of their own."""
    names = sorted(row[0] for row in connection.execute(f"DESCRIBE sdtm.{table}").fetchall())
    wanted = [name for name in names if name not in exports_archive.ADDED]
    return wanted, connection.execute(f"SELECT {', '.join(wanted)} FROM sdtm.{table} ORDER BY ALL").fetchall()


@pytest.mark.parametrize("format_", exports_archive.FORMATS)
@pytest.mark.parametrize("name", ["simulated", "msg/xpt"])
def test_exported_sdtm_built_again_gives_equal_tables(trial, name, format_, tmp_path, opened):
    db = trial(name)
    folder = unpacked(exports_archive.archive(db, "sdtm", format_), tmp_path)
    again, before = loaded(folder), opened(name)
    counted = (
        "SELECT domain, sum(rows_loaded) FROM meta.source GROUP BY 1 HAVING sum(rows_loaded) > 0 ORDER BY 1"
    )
    assert again.execute(counted).fetchall() == before.execute(counted).fetchall()
    assert again.execute("SELECT count(*) FROM meta.rejected").fetchone() == (0,)
    for table in exports_archive.exportable(db, "sdtm")["table"]:
        assert content_of(again, table) == content_of(before, table), table


@pytest.mark.parametrize("format_", exports_archive.FORMATS)
def test_the_pilot_comes_back_whole(trial, format_, tmp_path, opened):
    """DM and AE with their supplemental qualifiers, as the smallest tables with every kind of value."""
    db, names = trial("pilot"), ("dm", "ae", "suppdm", "suppae", "ts")
    for table in names:
        (tmp_path / f"{table}.{format_}").write_bytes(exports_archive.one(db, "sdtm", table, format_).content)
    again, before = loaded(tmp_path), opened("pilot")
    for table in names:
        assert content_of(again, table) == content_of(before, table), table


@pytest.mark.parametrize("format_", exports_archive.FORMATS)
def test_every_analysis_table_can_leave(trial, format_):
    """Lists, truth values, dates and long names have a form in every format; XPT is read by another program."""
    db = trial("msg/xpt")
    for row in exports_archive.exportable(db, "adam").itertuples():
        content = exports_archive.one(db, "adam", row.table, format_).content
        assert content
        if format_ == "json":
            assert json.loads(content)["records"] == row.n
        if format_ == "parquet":
            assert parquet.read_table(io.BytesIO(content)).num_rows == row.n


def test_a_table_that_is_not_there_cannot_be_asked_for(trial):
    with pytest.raises(KeyError):
        exports_archive.one(trial("pilot"), "sdtm", 'dm"; DROP TABLE sdtm.dm', "csv")


def test_every_file_says_that_its_data_are_simulated(trial, tmp_path):
    db = trial("simulated")
    made = {name: exports_archive.one(db, "sdtm", "dm", name).content for name in exports_archive.FORMATS}
    assert b"SIMULATED DATA" in parquet.read_schema(io.BytesIO(made["parquet"])).metadata[b"label"]
    assert json.loads(made["json"])["label"].startswith("SIMULATED DATA")
    (tmp_path / "dm.xpt").write_bytes(made["xpt"])
    assert pyreadstat.read_xport(tmp_path / "dm.xpt")[1].file_label.startswith("SIMULATED DATA")
    assert exports_archive.name_of(db, ("dm",), "csv").startswith("SIMULATED-")
    with zipfile.ZipFile(io.BytesIO(exports_archive.archive(db, "sdtm", "csv"))) as archive:
        assert archive.read(exports_archive.README).startswith(b"SIMULATED DATA: no patient")
    assert not exports_archive.name_of(trial("pilot"), ("dm",), "csv").startswith("SIMULATED")


def test_dataset_json_has_what_the_standard_asks_for(trial, shared):
    """The attributes of CDISC's own sample, and those that Dataset-JSON 1.1 requires."""
    ours = json.loads(exports_archive.one(trial("msg/xpt"), "sdtm", "dm", "json").content)
    theirs = json.loads((shared / "data/msg/json/dm.json").read_text(encoding="utf-8"))
    assert ours.keys() >= REQUIRED
    assert ours.keys() <= theirs.keys()
    for column in ours["columns"]:
        assert column.keys() >= REQUIRED_OF_COLUMN
        assert column["dataType"] in KNOWN_TYPES
    at = {side["name"]: [c["name"] for c in side["columns"]].index("USUBJID") for side in (ours, theirs)}
    assert sorted(row[at["DM"]] for row in ours["rows"]) == sorted(row[at["DM"]] for row in theirs["rows"])


@pytest.mark.parametrize(("rows", "version", "noted"), [
    ({"A": ["x" * 200]}, b"HEADER RECORD*******LIBRARY HEADER", False),
    ({"A": ["x" * 201]}, b"HEADER RECORD*******LIBV8", True),
    ({"LONGERTHAN8": ["x"]}, b"HEADER RECORD*******LIBV8", True),
    ({"A": ["汉" * 67]}, b"HEADER RECORD*******LIBV8", True),
])  # fmt: skip
def test_version_5_of_sas_transport_is_left_where_its_limits_end(rows, version, noted):
    """SAS: 8 characters for a name, 200 bytes for a text."""
    content, notes = formats.xpt("DM", pa.table(rows), "label", {})
    assert content.startswith(version)
    assert bool(notes) == noted


def test_what_sas_transport_cannot_hold_is_said():
    content, notes = formats.xpt("DM", pa.table({"A": ["汉" * 20_000]}), "label", {})
    assert "1 texts were cut" in notes[-1]
    assert content


def test_a_formula_in_the_data_is_text_in_csv_and_untouched_elsewhere():
    rows = pa.table({"A": ["=1+1", "-0.5", "-PT20M"], "B": [1.0, 0.1, None]})
    content, notes = formats.csv_text(rows)
    assert content.startswith(
        codecs.BOM_UTF8
    )  # X1: without it Excel on a Chinese Windows takes the file for GBK
    assert content.decode("utf-8-sig") == "A,B\r\n'=1+1,1\r\n-0.5,0.1\r\n-PT20M,\r\n"
    assert notes[0].startswith("1 texts")
    assert b'"=1+1"' in formats.dataset_json("T", rows, "T", "S", {})


def test_no_row_of_a_supplement_is_joined_twice(trial):
    """SUPPDM stays a table of its own; DM leaves without the columns that it gave."""
    made = json.loads(exports_archive.one(trial("pilot"), "sdtm", "dm", "json").content)
    names = {column["name"] for column in made["columns"]}
    assert not names & {"SAFETY", "ITT", "SOURCE_FILE", "SOURCE_ROW"}
    assert {"USUBJID", "ARM"} <= names


@pytest.mark.parametrize("sign", ["+", "-", "++", "+++", "=", "+/-", "±", "(+)", "- "])
def test_x2_a_sign_alone_is_a_result_and_runs_nothing(sign):
    content, notes = formats.csv_text(pa.table({"LBORRES": [sign]}))
    assert (content.decode("utf-8-sig"), notes) == (f"LBORRES\r\n{sign}\r\n", ())


def test_x3_a_version_8_file_states_its_rows_where_sas_reads_them():
    """SAS TS-140 for version 8: the number of observations stands in the OBSV8 record, columns 49 to 63."""
    content, _ = formats.xpt("LB", pa.table({"LBORRES": ["x" * 300] * 7}), "L", {})
    head = content[content.index(b"HEADER RECORD*******OBSV8") :][:80]
    assert (int(head[48:63]), head[63:].strip()) == (7, b"")
