"""What the page of the data set says is in the file, against the file itself and against the delivery."""

import duckdb
import pytest

from data_access.build import build
from data_access.common.database import open_database
from data_access.dataset import contents, visit_map
from data_access.dataset import contents as dataset_contents
from tests.data_access.deliveries import ae, dm, lb, write_csv


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """Two patients, one of them with a result that is no number and a date that is none."""
    folder = tmp_path_factory.mktemp("tiny")
    write_csv(folder, "dm.csv", [dm(), dm("T-2")])
    write_csv(folder, "lb.csv", [lb(), lb(seq=2, LBSTRESN="haemolysed"), lb("T-2", LBDTC="2024-13-45")])
    write_csv(folder, "ae.csv", [ae(AETERM="Fever, <b>high</b>")])
    (folder / "note.txt").write_text("nothing")
    build(folder, folder.parent / "tiny.duckdb")
    return open_database(folder.parent / "tiny.duckdb")


def test_every_delivered_row_is_loaded_or_rejected(tiny):
    found = contents.sources(tiny).set_index("file")
    assert found.loc["lb.csv", ["rows_read", "rows_loaded", "rows_rejected"]].tolist() == [3, 2, 1]
    assert (found["rows_read"] == found["rows_loaded"] + found["rows_rejected"]).all()
    assert contents.skipped(tiny)["file"].tolist() == ["note.txt"]


def test_a_rejected_row_names_file_row_column_and_reason(tiny):
    (row,) = contents.rejected(tiny).itertuples(index=False)
    assert row[:5] == ("lb.csv", "lb", 2, "LBSTRESN", "not a number: haemolysed")
    assert '"LBSEQ":"2"' in row.record


def test_findings_are_as_many_as_the_check_counted(tiny):
    counted = contents.checks(tiny).set_index("check_id")["n"]
    assert counted["invalid_date"] == 1
    for check_id, n in counted.items():
        assert len(contents.findings(tiny, check_id)) == n
    assert sum(contents.by_severity(tiny).values()) == counted.sum()


def test_checks_with_findings_come_first_and_the_gravest_of_them_before_others(tiny):
    found = contents.checks(tiny)
    places = [(n == 0, ["error", "warning", "note"].index(severity))
              for n, severity in zip(found["n"], found["severity"], strict=True)]  # fmt: skip
    assert places == sorted(places)


def test_the_filter_takes_text_literally_and_in_any_case(tiny):
    rows = contents.rejected(tiny)
    assert len(contents.containing(rows, "HAEMO")) == 1
    assert len(contents.containing(rows, ".*")) == 0
    assert len(contents.containing(rows, " ")) == len(rows)


def test_every_declared_column_has_a_comment(tiny):
    """The scripts in sql/sdtm and sql/meta.sql promise one for each SDTM column."""
    found = contents.columns(tiny)
    sdtm = found[found["table"].str.startswith("sdtm.")]
    assert sdtm.loc[sdtm["comment"] == "", "column"].tolist() == []
    assert found.loc[found["table"] == "meta.rejected", "comment"].ne("").any()


def test_every_analysis_script_makes_the_table_it_is_listed_under(tiny):
    made = set(contents.tables(tiny).query("schema == 'adam'")["table"])
    for name, script in contents.scripts().items():
        assert name in made
        assert f"CREATE TABLE adam.{name}" in script.sql
        assert script.about.startswith("One row per")


@pytest.mark.parametrize(("trial", "missing", "there"), [
    ("simulated", set(), {"CP", "FA", "AE", "MELD", "VISITS", "HE"}),
    ("pilot", {"CP", "FA", "PR", "MELD", "TOXGR", "HE"}, {"VS", "LB", "MH", "SV"}),
])  # fmt: skip
def test_what_is_missing_is_what_the_delivery_lacks(database_file, trial, missing, there):
    """By the list of files in the folder, and by MANIFEST.md: no INR and no AETOXGR in the pilot."""
    found = {code for _, code in dataset_contents.missing(open_database(database_file(trial)))}
    assert missing <= found
    assert not there & found


def test_the_map_holds_every_planned_visit_once(database_file):
    file = database_file("pilot")
    with duckdb.connect(file, read_only=True) as connection:
        states = dict(connection.execute("SELECT status, count(*) FROM adam.advisit GROUP BY ALL").fetchall())
        patients = connection.execute("SELECT count(DISTINCT usubjid) FROM adam.advisit").fetchone()
    db = open_database(file)
    rows, counts = visit_map.visits(db), visit_map.by_visit(db)
    assert rows["patient_place"].max() == patients[0] == 254
    assert not rows.duplicated(["patient_place", "column_place"]).any()
    assert counts["DONE"].sum() == states["DONE"] == 2765
    assert counts["MISSED"].sum() == states["MISSED"] + states["NO RECORD"] == 112
    assert counts[list(visit_map.STATES)].to_numpy().sum() == sum(states.values())
