"""Each role in the running app: what its menu has, what it opens, what it may take away, and what it never sees."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_access.common import database
from pages.access import admission, downloads, log, rights, roles
from pages.access.rights import NOBODY, Reader
from tests.pages.test_every_page import FRAME, elements, words_on_screen

FILES = {
    "": "ward.py",
    **{address: f"{address}.py" for address in roles.PAGES if address},
}
REASON = "serious event of CN01-003, call of the sponsor"


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, str]]]:
    """What was written down, in order; views apart, which every page that opens writes down."""
    lines: list[tuple[str, dict[str, str]]] = []

    def record(action: str, **about: str) -> None:
        if action != "view":
            lines.append((action, about))

    monkeypatch.setattr(log, "record", record)
    return lines


@pytest.fixture
def acts_as(monkeypatch: pytest.MonkeyPatch, database_file: Callable[[str], Path]) -> Callable[[str], None]:
    """acts_as("doctor"): from here on, whoever opens the simulated trial has that role."""
    monkeypatch.setenv(database.ENVIRONMENT, str(database_file("simulated")))

    def become(role: str) -> None:
        someone = Reader(f"{role} (a@h.example)", role)
        monkeypatch.setattr(rights, "reader", lambda: someone)

    return become


def subjects() -> set[str]:
    randomised = "SELECT usubjid FROM adam.adsl WHERE randfl = 'Y'"
    return set(database.current().rows(randomised)["usubjid"])


def page_of(address: str) -> AppTest:
    """The app after the reader came in by the front and went to a page, with no trace of where they were before."""
    app = AppTest.from_file(str(FRAME), default_timeout=60)
    app.query_params["lang"] = "en"
    app.run()
    if "database" in app.session_state:
        del app.session_state["database"]
    return app.switch_page(FILES[address]).run()


def seen(app: AppTest) -> set[str]:
    """The subjects whose number is anywhere in what the page sends, tables and figures included."""
    sent = b"".join(element.proto.SerializeToString() for element in elements(app.main))
    return {subject for subject in subjects() if subject.encode() in sent}


@pytest.mark.parametrize("role", roles.ROLES)
@pytest.mark.shows("role {role}")
def test_a_page_opens_for_the_roles_of_the_table_and_is_refused_in_a_sentence(acts_as, recorded, role):
    for address, what in roles.PAGES.items():
        recorded.clear()
        acts_as(role)
        app = page_of(address)
        assert [error.message for error in app.exception] == []
        opened = "database" in app.session_state
        assert opened == (what in roles.MAY[role]), address
        if not opened:
            assert seen(app) == set()
            on_request = what in roles.ON_REQUEST.get(role, ())
            assert recorded == ([] if on_request else [("refusal", {"page": address})])
            said = "Patient data on request" if on_request else "does not open this page"
            assert any(said in text for text in words_on_screen(app))


@pytest.mark.parametrize("role", ["pi", "data_manager", "viewer"])
@pytest.mark.shows("role {role}")
def test_what_another_reader_has_opened_is_not_shown_out_of_a_cache(acts_as, recorded, role):
    acts_as("doctor")
    assert seen(page_of("")) == subjects()
    acts_as(role)
    assert seen(page_of("")) == set()


@pytest.mark.shows("role doctor", "role viewer")
def test_a_doctor_never_sees_a_file_of_the_meeting_nor_a_visitor_one_of_a_patient(acts_as, monkeypatch):
    offered: list[str] = []
    monkeypatch.setattr(downloads.st, "download_button", lambda *_, key, **__: offered.append(key))
    for role in roles.ROLES:
        offered.clear()
        acts_as(role)
        for key in (*roles.EXPORTS, "csv_baseline_subjects", "xlsx_baseline"):
            downloads.offer("x", bytes, "x.csv", key=key)
        assert {roles.of_export(key) for key in offered} == {
            what for what in set(roles.EXPORTS.values()) if what in roles.MAY[role]
        }


@pytest.mark.shows("role pi")
def test_the_principal_investigator_says_why_and_that_is_written_down(acts_as, recorded):
    acts_as("pi")
    app = page_of("")
    app.text_input("request_reason").set_value("  ")
    app.button[-1].click().run()
    assert ("request" in dict(recorded), "database" in app.session_state) == (False, False)
    app.text_input("request_reason").set_value(REASON)
    app.button[-1].click().run()
    assert recorded == [("request", {"what": "patients", "reason": REASON})]
    assert seen(app) == subjects()
    assert rights.may_ask_for("patients")


@pytest.mark.shows("role pi")
def test_what_was_asked_for_is_lost_with_the_role(acts_as, monkeypatch):
    monkeypatch.setattr(rights.st, "session_state", {})
    acts_as("viewer")
    rights.ask_for("patients")
    assert not rights.may("patients")
    acts_as("pi")
    rights.ask_for("patients")
    assert rights.may("patients")
    assert rights.may("identities")
    acts_as("viewer")
    assert not rights.may("patients")


@pytest.mark.parametrize(
    ("someone", "said"), [(NOBODY, "no longer signed in"), (Reader("李四 (5)", ""), "no role in this trial")]
)
@pytest.mark.shows("role nobody")
def test_nobody_and_a_person_without_a_role_get_a_sentence_and_no_database(
    database_file, monkeypatch, recorded, someone, said
):
    monkeypatch.setenv(database.ENVIRONMENT, str(database_file("simulated")))
    monkeypatch.setattr(rights, "reader", lambda: someone)
    monkeypatch.setattr(database, "current", lambda: pytest.fail("the database was opened"))
    app = page_of("patient")
    assert [error.message for error in app.exception] == []
    assert any(said in text for text in words_on_screen(app))
    assert recorded == ([] if someone == NOBODY else [("refusal", {"page": "role"})])


def test_whoever_arrives_begins_with_a_page_of_their_own(acts_as, recorded):
    for role, first in (("pi", "arms"), ("viewer", "overview"), ("data_manager", "trial")):
        acts_as(role)
        app = AppTest.from_file(str(FRAME), default_timeout=60).run()
        assert [error.message for error in app.exception] == []
        assert "database" in app.session_state
        assert recorded == []
        assert app.session_state["page"] == first


def test_without_sign_in_there_is_no_name_and_no_way_out(acts_as):
    assert admission.sign_in() is None
    assert rights.reader() == rights.LOCAL
    assert rights.may("import")
