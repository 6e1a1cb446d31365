"""Arms hidden: no page, figure or file of the simulated trial names an arm or a treatment, and none shows the gap."""

import io
import re
import zipfile
from collections.abc import Iterable

import pytest
from streamlit.testing.v1 import AppTest

from data_access.common import database, study
from data_access.common.database import DatabaseUnusable
from data_access.exports import archive as exports_archive
from data_access.masking.masked_copy import Hidden, without
from pages.access import downloads, rights, roles, settings
from pages.access.rights import LOCAL, Reader
from pages.common import opened_database
from tests.pages.access.test_hiding import content, seen
from tests.pages.access.test_settings import ACCESS, AUTH
from tests.pages.app import link
from tests.pages.test_every_page import FRAME, words_on_screen

# Every page that remains, and every view of a page that has several. The page of the trial tells what is registered.
VIEWS: dict[str, tuple[dict[str, str], ...]] = {
    "ward.py": ({}, {"view": "new"}, {"view": "due"}),
    "patient.py": ({}, {"axis": "randday"}, {"axis": "infusion"}),
    "meld.py": ({}, {"behind": "bands", "arm": "Control"}),
    "eligibility.py": ({}, {"view": "days"}, {"view": "cohort"}),
    "dataset.py": tuple({"part": part} for part in ("contents", "checks", "visits", "gaps", "compare")),
}
CLOSED = {"infusions.py", "arms.py", "survival.py", "safety.py"}
SAID = {"en": "Arms hidden", "zh": "已隐藏组别"}
# Codes of the simulated trial, and its arms in Chinese; the number of the study names no arm.
MORE_NAMES = ("对照组", "组别不详")
STUDY = "SIM-MSCEV"
IN_JSON = re.compile(r"\\u([0-9a-f]{4})")
LEFTOVER = re.compile(r"\b(nan|None|NaN|NaT)\b")


@pytest.fixture(scope="module")
def names(database_file) -> re.Pattern[str]:
    """Every arm and treatment of the trial, as its file has them and as pages say them."""
    opened = database.open_database(database_file("simulated"))
    found = opened.rows(
        "SELECT unnest([arm, armcd, actarm]) AS name FROM sdtm.dm UNION SELECT extrt FROM sdtm.ex"
    )["name"].dropna()
    assert {"MSC-EV", "Control", "CTRL", "SALINE"} <= set(found)
    return re.compile("|".join(rf"(?<![\w-]){re.escape(name)}(?![\w-])" for name in {*found, *MORE_NAMES}))


@pytest.fixture(autouse=True)
def trial(database_file, monkeypatch) -> None:
    monkeypatch.setenv(database.ENVIRONMENT, str(database_file("simulated")))


def opened(page: str, language: str, *, hidden: str = "on", **address: str) -> AppTest:
    app = link(page, **{"lang": language, "arms_hidden": hidden, **address}).run()
    assert [error.message for error in app.exception] == []
    return app


def read(texts: Iterable[str]) -> list[str]:
    """Texts as a reader sees them: without what escapes a sign in markdown or JSON, and without the study's number."""
    shown = (IN_JSON.sub(lambda code: chr(int(code[1], 16)), text).replace("\\", "") for text in texts)
    return [text.replace(STUDY, "") for text in shown]


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("page", VIEWS)
def test_no_page_and_no_file_names_an_arm_or_a_treatment(page, language, names, files):
    for address in VIEWS[page] if language == "en" else VIEWS[page][:1]:
        app = opened(page, language, **address)
        assert not app.error
        words = read(seen(app))
        assert sum(map(len, words)) > 500
        for text in words:
            assert not (found := names.search(text)), (address, found, text[:200])
        assert any(SAID[language] in text for text in words), "that arms are hidden is said"
        assert not [text for text in words_on_screen(app) if LEFTOVER.search(text)]
    for name, make in dict(files).items():
        texts = read(content(make()))
        assert not [found for text in texts if (found := names.search(text))], name
        assert not name.endswith("html") or "infusion" not in "".join(texts).lower(), (
            "no key of marks that are not drawn"
        )
        assert name == "candidates.csv" or any(SAID[language] in text for text in texts), name


@pytest.mark.parametrize("schema", ["sdtm", "adam"])
def test_the_tables_of_the_file_name_none_and_their_name_says_that_arms_are_hidden(schema, names):
    hidden = without(database.current(), Hidden(arms=True))
    assert "ARMS-HIDDEN" in exports_archive.name_of(hidden, (schema, "csv"), "zip")
    with zipfile.ZipFile(io.BytesIO(exports_archive.archive(hidden, schema, "csv"))) as archive:
        files = {name.partition(".")[0]: archive.read(name).decode() for name in archive.namelist()}
    assert len(files) > 10 and not {"ex", "ec", "adex", "adlane"} & set(files)
    # The design of the trial, which says nothing of a patient.
    told = {name for name, text in files.items() if names.search(text.replace(STUDY, ""))}
    assert told <= {"ta", "ts"}


def test_the_search_would_find_them(names, files):
    for page in ("ward.py", "patient.py", "meld.py"):
        app = opened(page, "en", hidden="off")
        assert any(names.search(text) for text in read(seen(app))), page
    assert any(names.search(text) for make in dict(files).values() for text in read(content(make())))


@pytest.mark.parametrize("page", sorted(CLOSED))
def test_a_page_that_tells_arms_is_closed_in_a_sentence(page, names):
    app = opened(page, "en")
    assert "This page would tell who is in which arm" in app.info[0].value
    assert not app.get("plotly_chart") and not app.dataframe
    assert not [text for text in read(seen(app)) if names.search(text)]


def test_an_arm_chosen_before_is_forgotten(names):
    app = opened("meld.py", "en", hidden="off", arm="Control")
    assert app.selectbox(key="arm").value == "Control"
    app.toggle(key="arms_hidden").set_value(True).run()
    assert "arm" not in app.query_params and not [box for box in app.selectbox if box.key == "arm"]
    assert not [text for text in read(seen(app)) if names.search(text)]
    app.toggle(key="arms_hidden").set_value(False).run()
    assert app.selectbox(key="arm").value == "all"


def test_arms_and_identities_are_hidden_together(names):
    app = opened("patient.py", "en", masked="on")
    words = read(seen(app))
    assert not [text for text in words if names.search(text) or re.search(r"SIM-\d", text)]
    assert any("Arms hidden" in text and "De-identified" in text for text in words)


def acts(monkeypatch: pytest.MonkeyPatch, role: str, said: list[str] | None, *, blinded: bool) -> None:
    someone = Reader(f"{role} (a@h.example)", role)
    section = ACCESS if said is None else {**ACCESS, "arms_hidden_from": said}
    monkeypatch.setattr(rights, "reader", lambda: someone)
    monkeypatch.setattr(rights, "sign_in", lambda: settings.read(AUTH, section))
    monkeypatch.setattr(study, "blinded", lambda db: blinded)


@pytest.mark.parametrize(
    ("role", "said", "blinded", "hidden"),
    [
        ("doctor", None, False, False),
        ("doctor", None, True, True),
        ("viewer", None, True, True),
        ("pi", None, True, False),
        ("data_manager", None, True, False),
        # The hospital has said it, and the study does not matter.
        ("doctor", [], True, False),
        ("doctor", ["doctor"], False, True),
        ("pi", ["doctor"], True, False),
        ("pi", ["doctor", "pi"], False, True),
    ],
)
def test_from_whom_arms_are_hidden(monkeypatch, role, said, blinded, hidden):
    acts(monkeypatch, role, said, blinded=blinded)
    assert rights.arms_are_hidden(opened_database.blinded) == hidden


def test_whoever_sits_at_this_machine_chooses_and_a_study_that_cannot_be_asked_counts_as_blinded(monkeypatch):
    assert rights.reader() == LOCAL
    assert not rights.arms_are_hidden(lambda: pytest.fail("asked"))

    def unusable() -> database.Database:
        raise DatabaseUnusable("gone")

    monkeypatch.setattr(database, "current", unusable)
    assert opened_database.blinded()


@pytest.mark.parametrize(("trial", "expected"), [("simulated", False), ("pilot", True), ("msg/xpt", True)])
def test_a_study_is_blinded_as_it_says_itself(database_file, trial, expected):
    assert study.blinded(database.open_database(database_file(trial))) == expected


def test_a_doctor_from_whom_arms_are_hidden_has_no_switch_and_no_way_around_it(monkeypatch, names):
    acts(monkeypatch, "doctor", ["doctor"], blinded=False)
    app = AppTest.from_file(str(FRAME), default_timeout=120)
    app.query_params.update({"lang": "en", "arms_hidden": "off", "arm": "Control"})
    app.run()
    assert not [toggle for toggle in app.toggle if toggle.key == "arms_hidden"]
    for page in ("patient.py", "meld.py", "infusions.py"):
        app.switch_page(page).run()
        assert [error.message for error in app.exception] == []
        assert not [text for text in read(seen(app)) if names.search(text)]
    assert "This page would tell" in app.info[0].value


def test_no_role_takes_away_or_asks_for_what_tells_arms(monkeypatch):
    offered: list[str] = []
    monkeypatch.setattr(rights.st, "session_state", {})
    monkeypatch.setattr(downloads.st, "download_button", lambda *_, key, **__: offered.append(key))
    for role in roles.ROLES:
        acts(monkeypatch, role, list(roles.ROLES), blinded=False)
        rights.settle_arms(hidden=True)
        for key in (*roles.EXPORTS, "csv_baseline", "xlsx_baseline"):
            downloads.offer("x", bytes, "x.csv", key=key)
        assert not [what for what in roles.TELLS_ARMS if rights.may(what) or rights.may_ask_for(what)]
    assert {roles.of_export(key) for key in offered} == set(roles.EXPORTS.values()) - roles.TELLS_ARMS
