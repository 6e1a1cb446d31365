"""What tells who a patient is does not reach the database file, not even its empty blocks, and is listed."""

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from data_access import build
from tests.data_access.deliveries import dm, lb, supp, write_csv

NATIONAL_ID = "11010519491231002X"
PATIENT = {"姓名": "王小明明", "PHONE": "13800138000", "CARD": NATIONAL_ID}
SECRETS = ("王小明明", "13800138000", NATIONAL_ID, "someone@example.org")


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    folder = tmp_path / "delivery"
    folder.mkdir()
    write_csv(folder, "dm.csv", [dm(**PATIENT), dm("T-2", AGE="old") | PATIENT])
    with (folder / "dm.csv").open("a", encoding="utf-8") as file:
        file.write("王小明明,13800138000\n")
    write_csv(folder, "lb.csv", [lb(seq=number) for number in (1, 2, 3)])
    write_csv(
        folder,
        "suppdm.csv",
        [supp("DM", "T-1", "", "", "MAIL", "someone@example.org"), supp("DM", "T-1", "", "", "SAFETY", "Y")],
    )
    return folder


@pytest.fixture
def built(delivery: Path, tmp_path: Path) -> Callable[..., Path]:
    def build_it(*more: str) -> Path:
        out = tmp_path / "out.duckdb"
        assert build.main([str(delivery), "--out", str(out), *more]) == 0
        return out

    return build_it


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(path, read_only=True) as connection:
        return connection.execute(query).fetchall()


DROPPED = 'SELECT file, "column", allowed FROM meta.dropped ORDER BY 1, 2'


def test_what_is_left_out_is_nowhere_in_the_file_and_listed_with_its_reason(built, capsys):
    out = built()
    content = out.read_bytes()
    assert not [secret for secret in SECRETS if secret.encode() in content]
    left_out = [("dm.csv", "CARD"), ("dm.csv", "PHONE"), ("dm.csv", "姓名"), ("suppdm.csv", "MAIL")]
    assert rows(out, DROPPED) == [(*column, False) for column in left_out]
    said = capsys.readouterr().out
    assert "column left out: dm.csv PHONE: named like a telephone number" in said
    assert "column left out: dm.csv CARD: 2 values are national identity numbers" in said
    assert not [secret for secret in SECRETS if secret in said]


def test_every_row_is_still_accounted_for(built):
    out = built()
    counted = rows(out, "SELECT domain, rows_read, rows_loaded, rows_rejected FROM meta.source ORDER BY 1")
    assert counted == [("dm", 3, 1, 2), ("lb", 3, 3, 0), ("suppdm", 2, 2, 0)]
    assert rows(out, "SELECT safety FROM sdtm.dm") == [("Y",)]
    records = {row for (row,) in rows(out, "SELECT record FROM meta.rejected")}
    assert len(records) == 2


def test_a_column_allowed_by_name_is_kept_and_said_to_be(built, capsys):
    out = built("--allow", "phone", "--allow", "姓名", "--json")
    assert rows(out, "SELECT phone, 姓名 FROM sdtm.dm") == [("13800138000", "王小明明")]
    assert (("dm.csv", "PHONE", True) in rows(out, DROPPED)) and (
        ("dm.csv", "CARD", False) in rows(out, DROPPED)
    )
    reported = json.loads(capsys.readouterr().out)["dropped"]
    assert {item["column"]: item["allowed"] for item in reported} == {
        "CARD": False, "PHONE": True, "姓名": True, "MAIL": False,
    }  # fmt: skip


def test_a_subject_named_by_an_identity_number_stops_the_build(tmp_path, capsys):
    folder, out = tmp_path / "delivery", tmp_path / "out.duckdb"
    folder.mkdir()
    write_csv(folder, "dm.csv", [dm(NATIONAL_ID)])
    assert build.main([str(folder), "--out", str(out)]) == 1
    said = capsys.readouterr().err
    assert "USUBJID cannot be left out" in said and NATIONAL_ID not in said
    assert not out.exists()
    assert build.main([str(folder), "--out", str(out), "--allow", "USUBJID"]) == 0
