"""Histories from MH, IE and SUPP as answers, each with the row it came from (E16)."""

from types import SimpleNamespace

import duckdb
import pytest

from data_access.common.database import Database
from data_access.eligibility import histories

SDTM = histories.ROWS.parents[1] / "sdtm"


@pytest.fixture
def delivered():
    connection = duckdb.connect()
    connection.execute("CREATE SCHEMA sdtm")
    for table in ("mh", "ie"):
        connection.execute((SDTM / f"{table}.sql").read_text(encoding="utf-8"))
    rows = [
        ("A", "Hepatocellular carcinoma", None, None, "2026-02-01", None, 1),
        ("A", "2型糖尿病", None, None, None, None, 2),
        ("A", "Appendicectomy", None, None, None, None, 3),
        ("A", "Asthma", None, None, None, "2001", 4),
        ("A", "Jaundice", None, None, None, None, 5),
        ("B", "DIABETES MELLITUS", "Y", "N", None, None, 6),
        ("B", "Diabetes mellitus", None, None, None, None, 7),
    ]
    connection.executemany(
        "INSERT INTO sdtm.mh (usubjid, mhterm, mhpresp, mhoccur, mhdtc, mhendtc, source_row, mhstdtc, source_file) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, '2026-01-20', 'mh.csv')",
        rows,
    )
    connection.execute(
        "INSERT INTO sdtm.ie (usubjid, ietest, iecat, ieorres, iedtc, source_row, source_file) VALUES "
        "('B', 'Allergy to plasma, heparin or protamine', 'EXCLUSION', 'Y', '2026-02-01', 1, 'ie.csv')"
    )
    connection.execute(
        "CREATE TABLE sdtm.suppdm AS SELECT 'B' AS usubjid, 'LIVDIS' AS qnam, 'Chronic liver disease' AS qlabel, "
        "'N' AS qval, 'suppdm.csv' AS source_file, 1 AS source_row"
    )
    return Database(connection, SimpleNamespace(), SimpleNamespace())


def answers(found, subject, until="2026-03-01"):
    return histories.answered(found[found["usubjid"] == subject], until)


def test_each_answer_names_the_row_it_came_from(delivered):
    found = histories.matched(delivered, ["A", "B"])
    cancer = found[found["field"] == "liver_cancer"].iloc[0]
    assert (cancer["term"], cancer["source_file"], cancer["source_row"]) == (
        "Hepatocellular carcinoma",
        "mh.csv",
        1,
    )
    assert answers(found, "A") == {
        "liver_cancer": "yes",
        "diabetes": "severity not stated",
        "jaundice_date": "2026-01-20",
    }


def test_what_answers_nothing_is_listed_with_the_reason(delivered):
    found = histories.matched(delivered, ["A"])
    left = found[found["field"] == ""].set_index("term")["why"].to_dict()
    assert left == {"Appendicectomy": "no word", "Asthma": "ended"}


def test_of_two_rows_the_graver_counts_and_ie_and_supplements_answer_too(delivered):
    assert answers(histories.matched(delivered, ["B"]), "B") == {
        "diabetes": "severity not stated",
        "allergy": "yes",
        "chronic_liver_disease": "no",
    }


def test_what_was_noted_later_was_not_known(delivered):
    assert "liver_cancer" not in answers(histories.matched(delivered, ["A"]), "A", until="2026-01-31")
