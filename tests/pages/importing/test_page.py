"""Import by upload, as a data manager does it: step by step, in both languages, up to the swap and no further."""

import io
import json
import shutil
import zipfile

import pytest

from data_access.access_log import append
from data_access.build import build
from data_access.common import database
from data_access.importing import mapping
from pages.access import log as access_log
from pages.access import rights
from pages.common.text import LANGUAGES, Words
from pages.parts.importing import steps
from tests.data_access.deliveries import ae, csv_text, dm, lb, write_csv
from tests.pages.test_every_page import opened_page, words_on_screen

TABLE = "住院号,组别,检查日期,总胆红素,国际标准化比值\nA01,MSC-EV,2024/1/2,320.5,2.1\nA01,MSC-EV,2024/1/9,溶血,2.0\n"


@pytest.fixture
def shown(database_file, tmp_path, monkeypatch):
    """A copy of the simulated trial's database, which the app shows."""
    path = tmp_path / "shown.duckdb"
    shutil.copyfile(database_file("simulated"), path)
    monkeypatch.setenv(database.ENVIRONMENT, str(path))
    return path


def page(language="en"):
    app = opened_page("dataset.py", language)
    app.segmented_control(key="part").set_value("import").run()
    return app


def uploaded(app, *files):
    app.file_uploader(key="import_files_0").set_value([(name, content, "") for name, content in files]).run()
    return app


def said(app):
    return " ".join(words_on_screen(app)).replace("\\", "")


def delivery(study="HOSP01", **more):
    files = {
        "dm": [dm(STUDYID=study)],
        "lb": [lb(STUDYID=study), lb(STUDYID=study, seq=2, LBSTRESN="?")],
        **more,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for domain, rows in files.items():
            archive.writestr(f"{domain}.csv", csv_text(rows))
    return out.getvalue()


def test_a_zip_of_sdtm_files_becomes_a_database_of_its_own(shown, tmp_path, monkeypatch):
    log = tmp_path / "access.jsonl"
    monkeypatch.setenv(append.ENVIRONMENT, str(log))
    text, before = Words("zh"), shown.read_bytes()
    app = uploaded(page("zh"), ("trial.zip", delivery()))
    assert "LB 2" in said(app)
    app.button(key="import_check").click().run()
    counts = {"rows_read": 3, "rows_loaded": 2, "rows_rejected": 1}
    assert text("import.sums", study="HOSP01", cutoff="2024-01-02", **counts) in said(app)
    assert "not a number: ?" in said(app)
    new = shown.with_name("hosp01.duckdb")
    assert not new.exists(), "nothing is written before the last step"
    app.checkbox(key="import_agree").check().run()
    app.button(key="import_take_over").click().run()
    assert not app.exception
    assert database.open_database(new).snapshot.study == "HOSP01"
    assert shown.read_bytes() == before, "the simulated trial is never overwritten"
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [line["file"] for line in lines if line.get("action") == "import"] == ["trial.zip"]
    assert text("import.done_new_file", file=new.name, path=str(new)) in said(app)


def test_a_newer_state_of_the_open_study_is_shown_at_once(tmp_path, monkeypatch):
    path = tmp_path / "tiny.duckdb"
    build(write_csv(tmp_path, "dm.csv", [dm(STUDYID="HOSP01")]), path)
    monkeypatch.setenv(database.ENVIRONMENT, str(path))
    old = database.current().snapshot.hash
    app = uploaded(page(), ("trial.zip", delivery()))
    app.button(key="import_check").click().run()
    assert Words("en")("import.replaces_open", file=path.name, kept="tiny.previous.duckdb") in said(app)
    app.checkbox(key="import_agree").check().run()
    app.button(key="import_take_over").click().run()
    assert not app.exception
    assert database.current().snapshot.hash[:8] in said(app)
    assert database.open_database(path.with_name("tiny.previous.duckdb")).snapshot.hash == old


def test_a_hospital_table_is_mapped_and_every_cell_accounted_for(shown):
    text = Words("zh")
    app = uploaded(page("zh"), ("随访.csv", TABLE.encode("gb18030")))
    assert text("import.fault.unit", what="总胆红素") in said(app)
    assert not [button for button in app.button if button.key == "import_check"]
    app.text_input(key="import_study").set_value("HOSP01").run()
    app.selectbox(key="import_unit_3_BILI").set_value("umol/L").run()
    app.button(key="import_check").click().run()
    assert not app.exception
    counts = {"rows_read": 7, "rows_loaded": 7, "rows_rejected": 0}
    assert text("import.sums", study="HOSP01", cutoff="2024-01-09", **counts) in said(app), (
        "one patient, two visits, 4 results"
    )


def test_a_saved_mapping_is_taken_over(shown):
    columns = (mapping.Column("住院号", "subject"), mapping.Column("检查日期", "date"),
               mapping.Column("总胆红素", "BILI", "mg/dL"))  # fmt: skip
    saved = mapping.to_json(mapping.Mapping("HOSP07", columns)).encode()
    app = uploaded(page(), ("随访.csv", TABLE.encode()))
    app.file_uploader(key="import_mapping_").set_value([("m.json", saved, "")]).run()
    assert app.text_input(key="import_study").value == "HOSP07"
    assert app.selectbox(key="import_unit_3_BILI").value == "mg/dL"
    assert app.selectbox(key="import_meaning_1").value == "", (
        "a column that the mapping does not know is left out"
    )
    assert [button.key for button in app.button if button.key == "import_check"] == ["import_check"]


REFUSED = {
    "macro": ("macro", ("a.xlsm", b"PK")),
    "type": ("type", ("a.exe", b"MZ")),
    "damaged": ("damaged", ("a.zip", b"x")),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("code", "file"), REFUSED.values(), ids=list(REFUSED))
def test_what_is_refused_is_refused_in_one_sentence(shown, language, code, file):
    app = uploaded(page(language), file)
    (error,) = app.error
    assert error.value.replace("\\", "").startswith(Words(language)(f"import.refused.{code}").split("{")[0])
    assert not app.exception


@pytest.mark.parametrize("files", [
    pytest.param([("notes.txt", b"hello")], id="no-table"),
    pytest.param([("dm.csv", b"STUDYID,USUBJID,USUBJID\nT,1,1\n")], id="two-columns-of-one-name"),
    pytest.param([("dm.xpt", b"<html>404</html>")], id="a-web-page"),
])  # fmt: skip
def test_files_without_data_leave_everything_as_it_was(shown, files):
    before = shown.read_bytes()
    app = uploaded(page(), *files)
    assert not app.exception
    assert len(app.error) + len(app.warning) == 1
    assert shown.read_bytes() == before
    assert [path.name for path in shown.parent.iterdir()] == ["shown.duckdb"]


def test_simulated_and_real_rows_are_not_mixed(shown):
    mixed = delivery(ae=[ae(STUDYID="SIM-MSCEV")])
    app = uploaded(page(), ("a.zip", mixed))
    app.button(key="import_check").click().run()
    (error,) = app.error
    assert "Simulated and other data cannot share a database" in error.value.replace("\\", "")


def test_who_may_not_import_is_not_offered_it(shown, monkeypatch):
    monkeypatch.setattr(rights, "may", lambda what: what != "import")
    app = opened_page("dataset.py", "en")
    assert "import" not in app.segmented_control(key="part").options
    app.query_params["part"] = "import"
    app.run()
    assert not app.file_uploader


def test_an_action_that_cannot_be_logged_does_not_happen(shown, monkeypatch):
    app = uploaded(page(), ("trial.zip", delivery()))
    app.button(key="import_check").click().run()
    app.checkbox(key="import_agree").check().run()

    def full(action, **about):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(access_log, "record", full)
    assert steps.log.record is full
    app.button(key="import_take_over").click().run()
    assert not shown.with_name("hosp01.duckdb").exists()
