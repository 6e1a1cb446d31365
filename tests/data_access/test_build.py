"""The command: what it prints, what it refuses, and that a refusal changes nothing."""

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd
import pyreadstat
import pytest

from data_access import build
from data_access.building.analysis import make
from tests.conftest import ROOT
from tests.data_access.deliveries import csv_text, dm, ds, ex, lb, rows, write_csv


def deliver(folder):
    """A folder with a subject, a dose, two results, one bad result and a file that is no data set."""
    folder.mkdir()
    write_csv(folder, "dm.csv", [dm()])
    write_csv(folder, "ds.csv", [ds()])
    write_csv(folder, "ex.csv", [ex()])
    write_csv(folder, "lb.csv", [lb(), lb(seq=2, LBDTC="2024-01-03T08:00"), lb(seq=3, LBSTRESN="high")])
    (folder / "README.md").write_text("the trial in words")
    return folder


@pytest.fixture
def delivery(tmp_path):
    """A delivery that a test may spoil."""
    return deliver(tmp_path / "delivery")


@pytest.fixture(scope="module")
def built_once(tmp_path_factory):
    """The database of that delivery."""
    folder = tmp_path_factory.mktemp("once")
    build.build(deliver(folder / "delivery"), folder / "trial.duckdb")
    return folder / "trial.duckdb"


@pytest.fixture
def old(tmp_path, built_once):
    """A finished database that a failing build must not touch."""
    (tmp_path / "built").mkdir()
    return Path(shutil.copy(built_once, tmp_path / "built/trial.duckdb"))


def run(capsys, *arguments):
    code = build.main([str(argument) for argument in arguments])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_the_text_names_files_counts_rejections_and_findings(tmp_path, delivery, capsys):
    code, out, _ = run(capsys, delivery, "--out", tmp_path / "x.duckdb")
    lines = out.splitlines()
    assert code == 0
    assert lines[0].split() == ["file", "format", "encoding", "domain", "read", "loaded", "rejected"]
    assert ["lb.csv", "CSV", "UTF-8", "lb", "3", "2", "1"] in [line.split() for line in lines]
    assert "TINY: 6 rows read = 5 loaded + 1 rejected" in lines
    assert "not read: README.md (in a format that cannot be read)" in lines
    assert "rejected: lb.csv row 3 LBSTRESN: not a number: high" in lines


def test_json_is_one_object_that_says_the_same_as_the_database(tmp_path, delivery, capsys):
    path = tmp_path / "x.duckdb"
    code, out, _ = run(capsys, delivery, "--out", path, "--json")
    told = json.loads(out)
    assert code == 0 and out.count("\n") == 1
    with duckdb.connect(path, read_only=True) as db:
        counted = rows(
            db, "SELECT file, domain, rows_read, rows_loaded, rows_rejected FROM meta.source ORDER BY 1"
        )
        assert [tuple(source[name] for name in ("file", "domain", "rows_read", "rows_loaded", "rows_rejected"))
                for source in told["sources"]] == counted  # fmt: skip
        (digest,) = rows(db, "SELECT hash FROM meta.snapshot")[0]
        assert told["snapshot"]["hash"] == digest
        checks = rows(db, "SELECT check_id, severity, n FROM meta.check_result ORDER BY 1")
        assert [(check["check_id"], check["severity"], check["n"]) for check in told["checks"]] == checks
    assert told["snapshot"]["study"] == "TINY" and told["snapshot"]["simulated"] is False
    assert told["skipped"] == [{"file": "README.md", "reason": "in a format that cannot be read"}]
    assert [(item["file"], item["row"]) for item in told["rejected"]] == [("lb.csv", 3)]
    shas = sorted(hashlib.sha256(file.read_bytes()).hexdigest() for file in delivery.glob("*.csv"))
    assert digest == hashlib.sha256("".join(shas).encode()).hexdigest()


def test_a_single_file_is_a_source(tmp_path, shared):
    report = build.build(shared / "data/i18n/ae.json", tmp_path / "x.duckdb")
    assert [(source["domain"], source["rows_loaded"]) for source in report.sources] == [("ae", 1191)]


def test_building_again_replaces_and_leaves_nothing_behind(delivery, old):
    write_csv(delivery, "lb.csv", [lb()])
    build.build(delivery, old)
    with duckdb.connect(old, read_only=True) as db:
        assert rows(db, "SELECT count(*) FROM sdtm.lb") == [(1,)]
    assert list(old.parent.iterdir()) == [old]


def test_the_same_delivery_gives_the_same_rows_and_hash(tmp_path, delivery):
    first, second = (build.build(delivery, tmp_path / name) for name in ("a.duckdb", "b.duckdb"))
    assert first.snapshot["hash"] == second.snapshot["hash"]
    assert (first.sources, first.checks) == (second.sources, second.checks)


def cut_xpt(folder):
    frame = pd.DataFrame({"USUBJID": ["T-1"] * 40, "X": [1.5] * 40})
    pyreadstat.write_xport(frame, folder / "vs.xpt", table_name="VS", file_format_version=5)
    (folder / "vs.xpt").write_bytes((folder / "vs.xpt").read_bytes()[:-80])


def cut_gzip(folder):
    (folder / "vs.csv.gz").write_bytes(gzip.compress(csv_text([lb()] * 500).encode())[:-50])


def cut_json(folder):
    columns = [{"name": name} for name in lb()]
    text = json.dumps(
        {"datasetJSONVersion": "1.1.0", "name": "VS", "columns": columns, "rows": [list(lb().values())]}
    )
    (folder / "vs.json").write_text(text[:-30])


def cut_parquet(folder):
    pd.DataFrame([lb()]).to_parquet(folder / "vs.parquet")
    (folder / "vs.parquet").write_bytes((folder / "vs.parquet").read_bytes()[:-50])


def web_page(folder):
    (folder / "vs.xpt").write_text("<html><title>404 Not Found</title></html>")


def no_data_at_all(folder):
    for path in folder.iterdir():
        path.unlink()


def not_sdtm(folder):
    no_data_at_all(folder)
    (folder / "cohort.csv").write_text("age,sex\n50,male\n")


def simulated_among_real(folder):
    write_csv(folder, "vs.csv", [{"STUDYID": "SIM-MSCEV", "DOMAIN": "VS", "USUBJID": "SIM-001", "VSSEQ": 1}])


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (cut_xpt, "vs.xpt"), (cut_gzip, "vs.csv.gz"), (cut_json, "vs.json"), (cut_parquet, "vs.parquet"),
        (web_page, "vs.xpt"), (no_data_at_all, "empty"), (not_sdtm, "cohort.csv"),
        (simulated_among_real, "SIM-MSCEV"),
    ],
)  # fmt: skip
def test_what_cannot_be_built_is_one_sentence_and_changes_nothing(delivery, old, capsys, spoil, named):
    before = old.read_bytes()
    spoil(delivery)
    code, out, err = run(capsys, delivery, "--out", old)
    assert (code, out) == (1, "")
    assert err.count("\n") == 1 and err.rstrip().endswith(".") and named in err
    assert old.read_bytes() == before
    assert list(old.parent.iterdir()) == [old]


def test_a_source_that_is_not_there(tmp_path, capsys):
    code, _, err = run(capsys, tmp_path / "nowhere", "--out", tmp_path / "x.duckdb")
    assert code == 1 and "There is no folder or file" in err
    assert list(tmp_path.iterdir()) == []


def test_an_output_that_is_somebody_elses(tmp_path, delivery, capsys):
    thesis = tmp_path / "thesis.txt"
    thesis.write_text("three years of work")
    code, _, err = run(capsys, delivery, "--out", thesis)
    assert code == 1 and "is no Liverline database" in err
    assert thesis.read_text() == "three years of work"


@pytest.mark.parametrize("error", [KeyboardInterrupt, ZeroDivisionError])
def test_an_interruption_in_the_middle_leaves_the_old_file(delivery, old, capsys, monkeypatch, error):
    def stop(connection, progress):
        raise error

    before = old.read_bytes()
    monkeypatch.setattr(make, "make", stop)
    if error is KeyboardInterrupt:
        code, _, err = run(capsys, delivery, "--out", old)
        assert code == 130 and "is as it was" in err
    else:  # a fault of this program is shown in full, not dressed up as one of the data
        with pytest.raises(error):
            build.main([str(delivery), "--out", str(old)])
    assert old.read_bytes() == before
    assert list(old.parent.iterdir()) == [old]


def test_progress_grows_to_the_end(tmp_path, delivery):
    told = []
    build.build(delivery, tmp_path / "x.duckdb", lambda share, message: told.append((share, message)))
    shares = [share for share, _ in told]
    assert shares == sorted(shares) and 0.9 < shares[-1] <= 1
    assert any("lb.csv" in message for _, message in told)


SAME_ACROSS_FORMATS = ("sdtm.dm", "sdtm.lb", "sdtm.ae", "adam.adlb")


def content(db, table):
    """All of a table but the file names; numbers to 12 digits, for SAS wrote 8.55 as 8.549999999999999."""
    columns = rows(db, f"DESCRIBE {table}")
    chosen = [
        f"round({name}, 12)" if type_ == "DOUBLE" else name
        for name, type_, *_ in columns
        if name != "source_file"
    ]
    return rows(db, f"SELECT {', '.join(chosen)} FROM {table} ORDER BY ALL")


def test_every_format_of_one_trial_gives_the_same_rows(tmp_path, shared):
    """The same dm, lb and ae of the CDISC sample as XPT, Dataset-JSON, NDJSON and DSJC."""
    contents = {}
    for shape in ("xpt", "json", "ndjson", "dsjc"):
        folder = tmp_path / shape
        folder.mkdir()
        for name in ("dm", "lb", "ae"):
            shutil.copy(shared / f"data/msg/{shape}/{name}.{shape}", folder)
        build.build(folder, tmp_path / f"{shape}.duckdb")
        with duckdb.connect(tmp_path / f"{shape}.duckdb", read_only=True) as db:
            contents[shape] = [content(db, table) for table in SAME_ACROSS_FORMATS]
    assert contents["xpt"] == contents["json"] == contents["ndjson"] == contents["dsjc"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes any bytes as a file name")
def test_a_file_name_in_another_encoding_is_stored_and_printed(tmp_path, delivery, capsys):
    frame = pd.DataFrame([{"STUDYID": "TINY", "DOMAIN": "VS", "USUBJID": "T-1", "VSSEQ": 1.0}])
    pyreadstat.write_xport(frame, delivery / "vs.xpt", table_name="VS")
    for name in ("lb.csv", "vs.xpt"):
        (delivery / name).rename(delivery / os.fsdecode("患者_".encode("gb18030") + name.encode()))
    code, out, _ = run(capsys, delivery, "--out", tmp_path / "x.duckdb")
    assert code == 0 and r"\xbb\xbc\xd5\xdf_lb.csv" in out and r"\xbb\xbc\xd5\xdf_vs.xpt" in out


def test_a_console_of_few_characters_still_ends_well(tmp_path, delivery):
    (delivery / "lb.csv").rename(delivery / "化验.csv")
    command = [sys.executable, "-m", "data_access.build", str(delivery), "--out", str(tmp_path / "x.duckdb")]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    # A machine so slow that a build takes over ten seconds says how far it is.
    said = [line for line in done.stderr.splitlines() if not re.match(r" *\d+% ", line)]
    assert (done.returncode, said) == (0, [])
    assert r"\u5316\u9a8c.csv" in done.stdout
