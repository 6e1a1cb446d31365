"""CSV: every value as text, every row accounted for."""

import csv
import gzip
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.building.reading import read_csv
from data_access.building.reading.fingerprint import fingerprint
from data_access.common.errors import BuildError
from tests.data_access.deliveries import csv_text, lb


def open_(path):
    return read_csv.open_csv(path, path.name, fingerprint(path).text)


def contents(path):
    dataset = open_(path)
    rows = [row for batch in dataset.batches() for row in batch.to_pylist()]
    return dataset, rows


def written(tmp_path, content, name="lb.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_nothing_is_guessed_about_types(tmp_path):
    path = written(tmp_path, "SITEID,LBDTC,RFICDTC,LBSTRESN\n001,2024-01-02,,0.10\n")
    _, (row,) = contents(path)
    assert row == {"SITEID": "001", "LBDTC": "2024-01-02", "RFICDTC": "", "LBSTRESN": "0.10", "source_row": 1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("packed", [False, True])
def test_chinese_in_every_encoding(tmp_path, encoding, packed):
    content = csv_text([lb(LBTEST="总胆红素"), lb(seq=2, LBTEST="天门冬氨酸氨基转移酶")]).encode(encoding)
    path = written(
        tmp_path, gzip.compress(content) if packed else content, "lb.csv.gz" if packed else "lb.csv"
    )
    dataset, rows = contents(path)
    assert [row["LBTEST"] for row in rows] == ["总胆红素", "天门冬氨酸氨基转移酶"]
    assert dataset.columns[0] == "STUDYID"
    assert dataset.name == "lb"


def test_an_accented_file_is_windows_1252(tmp_path):
    path = written(tmp_path, csv_text([lb(LBTEST="Bilirubine élevée", LBORRESU="µmol/L")]).encode("cp1252"))
    dataset, (row,) = contents(path)
    assert (dataset.encoding, row["LBTEST"], row["LBORRESU"]) == (
        "WINDOWS-1252",
        "Bilirubine élevée",
        "µmol/L",
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_in_the_header(tmp_path, delimiter):
    path = written(tmp_path, f"STUDYID{delimiter}USUBJID{delimiter}LBORRES\nS{delimiter}1{delimiter}2\n")
    assert contents(path)[1] == [{"STUDYID": "S", "USUBJID": "1", "LBORRES": "2", "source_row": 1}]


@pytest.mark.parametrize("block_bytes", [30, 1 << 20])
def test_ragged_rows_are_set_aside_with_their_number(tmp_path, monkeypatch, block_bytes):
    monkeypatch.setattr(read_csv, "BLOCK_BYTES", block_bytes)
    path = written(tmp_path, '\nA,B,C\n1,2,3\n4,5\n\n"x\ny",7,8\n9,9,9,9\n1,"a""b",3\n5,6,7\n')
    dataset, rows = contents(path)
    assert [(row["source_row"], row["A"], row["B"]) for row in rows] == [
        (1, "1", "2"), (3, "x\ny", "7"), (5, "1", 'a"b'), (6, "5", "6"),
    ]  # fmt: skip
    assert [(row.row, row.reason, row.record) for row in dataset.take_rejected()] == [
        (2, "2 values for 3 columns", "4,5"), (4, "4 values for 3 columns", "9,9,9,9"),
    ]  # fmt: skip


@pytest.mark.parametrize("content", ["A,B", "A,B\n", "A,B\r\n\r\n"])
def test_a_header_alone_is_a_data_set_without_rows(tmp_path, content):
    dataset, rows = contents(written(tmp_path, content))
    assert (dataset.columns, rows) == (("A", "B"), [])


def test_a_column_without_a_name_keeps_its_values(tmp_path):
    assert contents(written(tmp_path, ',USUBJID\n"1","T-1"\n'))[1] == [
        {"COLUMN1": "1", "USUBJID": "T-1", "source_row": 1}
    ]


@pytest.mark.parametrize(
    "content",
    ['A,B\n1,2\n3,"cut', 'A,B\n1,2\n3,"cut\n', 'A,B\n1,"2\n3,4\n5,6\n', 'A,B\n1,2\n3,"' + "x" * 200_000],
)
def test_a_file_that_ends_inside_quotation_marks_is_cut_short(tmp_path, content):
    with pytest.raises(BuildError, match=r"lb\.csv is cut short or damaged: a quotation mark"):
        contents(written(tmp_path, content))


def test_a_lone_inch_mark_is_no_open_quotation(tmp_path):
    assert contents(written(tmp_path, 'A,B\n1,5" tube\n2,3\n'))[1][0]["B"] == '5" tube'


def test_a_last_row_without_all_values_and_without_line_end_is_cut_short(tmp_path):
    with pytest.raises(BuildError, match=r"its last row, 2, breaks off"):
        contents(written(tmp_path, "A,B,C\n1,2,3\n4,5"))
    assert len(contents(written(tmp_path, "A,B,C\n1,2,3\n4,5,6"))[1]) == 2
    assert len(contents(written(tmp_path, "A,B,C\n1,2,3\n4,5\n"))[0].take_rejected()) == 1


def test_a_header_that_fits_no_row_is_said_so_instead_of_filling_the_memory(tmp_path, monkeypatch):
    monkeypatch.setattr("data_access.building.reading.source_dataset.MOST_ROWS_WAITING", 10)
    with pytest.raises(BuildError, match=r"lb\.csv has row after row that does not fit its columns"):
        contents(written(tmp_path, "A,B,C\n" + "1,2\n" * 20))
    dataset, rows = contents(written(tmp_path, "A,B,C\n" + "1,2\n" * 5 + "1,2,3\n"))
    assert (len(dataset.take_rejected()), rows[0]["source_row"]) == (5, 6)


CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.sampled_from('",\n;|'), max_size=8
)
WIDTH = 3


@settings(max_examples=60, deadline=None)
@given(
    table=st.lists(st.lists(CELL, min_size=1, max_size=WIDTH + 2), max_size=25),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    line_end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    block_bytes=st.sampled_from([200, 1 << 20]),
)
def test_every_row_is_read_or_set_aside(tmp_path_factory, table, quoting, line_end, encoding, block_bytes):
    """Against Python's own csv reader: the same rows, in the same places, none lost and none invented."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=quoting, lineterminator=line_end)
    writer.writerow(["STUDYID", "USUBJID", "LBORRES"])
    writer.writerows(table)
    text = out.getvalue()
    path = written(tmp_path_factory.mktemp("csv"), text.encode(encoding))
    expected = [row for row in list(csv.reader(io.StringIO(text, newline="")))[1:] if row]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read_csv, "BLOCK_BYTES", block_bytes)
        dataset, rows = contents(path)
    good = {row["source_row"]: [row[name] for name in dataset.columns] for row in rows}
    bad = {row.row for row in dataset.take_rejected()}
    blanks = " \t\r\n\u00a0\u3000"
    assert good == {
        at: [cell.strip(blanks) for cell in row] for at, row in enumerate(expected, 1) if len(row) == WIDTH
    }
    assert bad == {at for at, row in enumerate(expected, 1) if len(row) != WIDTH}
