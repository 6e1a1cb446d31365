"""CDISC Dataset-JSON 1.1 in its three shapes."""

import gzip
import json
import zlib

import pytest

from data_access.building.reading import read_dataset_json, recognise
from data_access.building.reading.fingerprint import fingerprint
from data_access.common.errors import BuildError

COLUMNS = [{"name": "USUBJID"}, {"name": "LBSEQ"}, {"name": "LBSTRESN"}]
ROWS = [["T-1", 1, "1.50"], ["T-1", 2, None], ["T-2", 1, 0]]
METADATA = {"datasetJSONVersion": "1.1.0", "name": "LB", "records": 3, "columns": COLUMNS}


def as_json(metadata=METADATA, rows=ROWS):
    return json.dumps({**metadata, "rows": rows}).encode()


def as_ndjson(metadata=METADATA, rows=ROWS):
    return "\n".join(map(json.dumps, [metadata, *rows])).encode()


def contents(tmp_path, content, name="lb.json"):
    path = tmp_path / name
    path.write_bytes(content)
    dataset = recognise.open_source(path, fingerprint(path).text, tmp_path)
    return dataset, [row for batch in dataset.batches() for row in batch.to_pylist()]


@pytest.mark.parametrize(
    ("content", "name", "format_"),
    [
        (as_json(), "lb.json", "DATASET-JSON"),
        (as_json(), "lb.dat", "DATASET-JSON"),
        (as_ndjson(), "lb.ndjson", "DATASET-NDJSON"),
        (as_ndjson() + b"\n", "lb.json", "DATASET-NDJSON"),
        (zlib.compress(as_ndjson()), "lb.dsjc", "DSJC"),
        (gzip.compress(as_ndjson()), "lb.dsjc", "DSJC"),
        (gzip.compress(as_json()), "lb.json.gz", "DSJC"),
        (b"\xef\xbb\xbf" + as_json(), "lb.json", "DATASET-JSON"),
        (json.dumps({"rows": ROWS, **METADATA}).encode(), "lb.json", "DATASET-JSON"),
    ],
    ids=["json", "other name", "ndjson", "ndjson by content", "zlib", "gzip", "json.gz", "BOM", "rows first"],
)
@pytest.mark.parametrize("rows_per_batch", [2, 1000])
def test_every_shape_gives_the_same_rows(tmp_path, monkeypatch, content, name, format_, rows_per_batch):
    monkeypatch.setattr(read_dataset_json, "ROWS_PER_BATCH", rows_per_batch)
    dataset, rows = contents(tmp_path, content, name)
    assert [tuple(row.values()) for row in rows] == [
        ("T-1", "1", "1.50", 1), ("T-1", "2", None, 2), ("T-2", "1", "0", 3),
    ]  # fmt: skip
    assert (dataset.format, dataset.name) == (format_, "LB")


@pytest.mark.parametrize("shape", [as_json, as_ndjson])
def test_a_row_of_the_wrong_width_is_set_aside(tmp_path, shape):
    rows = [ROWS[0], ["T-1", 2], ["T-1", 2, 3, 4], {"USUBJID": "T-1"}, ROWS[2]]
    dataset, read = contents(tmp_path, shape(METADATA | {"records": 5}, rows))
    assert [row["source_row"] for row in read] == [1, 5]
    assert [(row.row, row.reason) for row in dataset.take_rejected()] == [
        (2, "2 values for 3 columns"), (3, "4 values for 3 columns"), (4, "no list of values for 3 columns"),
    ]  # fmt: skip


def test_columns_that_fit_no_row_are_said_so_instead_of_filling_the_memory(tmp_path, monkeypatch):
    monkeypatch.setattr("data_access.building.reading.source_dataset.MOST_ROWS_WAITING", 10)
    with pytest.raises(BuildError, match=r"lb\.json has row after row that does not fit its columns"):
        contents(tmp_path, as_json(rows=[["T-1"]] * 20))


@pytest.mark.parametrize("shape", [as_json, as_ndjson])
@pytest.mark.parametrize("cut", [1, 5, 20, 60, 150])
def test_a_cut_file_is_refused_by_name(tmp_path, shape, cut):
    if (shape, cut) == (as_ndjson, 20):
        cut = 12  # within the last row but one
    with pytest.raises(BuildError, match=r"lb\.json is (cut short|not complete)"):
        contents(tmp_path, shape()[:-cut])


@pytest.mark.parametrize("shape", [as_json, as_ndjson])
def test_fewer_rows_than_announced_are_a_cut_file(tmp_path, shape):
    with pytest.raises(BuildError, match="announces 3 rows and holds 2"):
        contents(tmp_path, shape(rows=ROWS[:2]))


@pytest.mark.parametrize("shape", [as_json, as_ndjson])
@pytest.mark.parametrize("value", ["[" * 100_000, '{"a":' * 100_000, r'"\ud800"'])
def test_a_value_that_no_text_can_hold_is_damage(tmp_path, shape, value):
    with pytest.raises(BuildError, match=r"lb\.json is (cut short or damaged|not complete)"):
        contents(tmp_path, shape().replace(b'"1.50"', value.encode()))


def test_half_a_character_in_a_row_that_does_not_fit_is_set_aside_with_it(tmp_path):
    dataset, _ = contents(tmp_path, as_json(METADATA | {"records": 2}, [ROWS[0], ["\ud800"]]))
    assert [row.record for row in dataset.take_rejected()] == ['["?"]']


def test_json_that_is_no_data_set_is_left_alone(tmp_path):
    path = tmp_path / "package.json"
    path.write_text('{"name": "x", "version": "1"}')
    opened = recognise.open_source(path, fingerprint(path).text, tmp_path)
    assert opened == recognise.NotRead("package.json", "JSON, but not Dataset-JSON 1.1")


def test_japanese_terms_against_the_published_count(shared, oracles, tmp_path):
    expected = oracles["I18N-AE-01"]["expected"]
    _, rows = contents(tmp_path, (shared / "data/i18n/ae.json").read_bytes())
    terms = [row["AETERM"] for row in rows]
    assert (len(terms), terms[0]) == (expected["rows"], expected["first"])
    assert sum(not term.isascii() for term in terms) == expected["non_ascii"]
