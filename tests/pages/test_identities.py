"""De-identified: on no page and in no file of the simulated trial stands a subject of it or a date of a patient."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from data_access import audit_append, database
from pages.common import access, downloads
from tests.pages.test_every_page import FRAME, PAGES, words_on_screen

# Every page, and every view of a page that has several.
VIEWS: dict[str, tuple[dict[str, str], ...]] = {
    "ward.py": ({}, {"view": "new"}, {"view": "due"}),
    "patient.py": ({}, {"axis": "date"}),
    "infusions.py": ({}, {"view": "day"}, {"view": "grid"}, {"view": "events"}),
    "meld.py": ({}, {"axis": "date"}),
    "arms.py": tuple({"arms_view": view} for view in ("flow", "baseline", "exposure", "endpoint", "cells")),
    "safety.py": tuple(
        {"safety_view": view} for view in ("infusion", "events", "difference", "liver", "shift", "listings")
    ),
    "eligibility.py": ({}, {"view": "days"}, {"view": "cohort"}),
}
DATED = (
    ("adlb", "adt"),
    ("adae", "astdt"),
    ("adex", "astdt"),
    ("adsl", "rficdt"),
    ("adsl", "dthdt"),
    ("advs", "adt"),
)


@pytest.fixture(scope="module")
def secrets(database_file) -> re.Pattern[str]:
    """Every subject and every date of a patient, in the forms in which pages and files write them."""
    opened = database.open_database(database_file("simulated"))
    subjects = opened.rows("SELECT DISTINCT usubjid FROM sdtm.dm")["usubjid"].tolist()
    dates = " UNION ".join(
        f"SELECT CAST({column} AS DATE) AS day FROM adam.{table}"
        for table, column in (
            ("adlb", "adt"),
            ("adae", "astdt"),
            ("adex", "astdt"),
            ("adsl", "rficdt"),
            ("advs", "adt"),
        )
    )
    days = opened.rows(f"SELECT day FROM ({dates}) WHERE day IS NOT NULL")["day"]
    assert len(subjects) > 40 and len(days) > 100
    written = {
        form for day in days for form in (f"{day:%Y-%m-%d}", f"{day:%Y/%m/%d}", f"{day:%d%b%Y}".upper())
    }
    return re.compile("|".join(map(re.escape, sorted({*subjects, *written}))))


@pytest.fixture(autouse=True)
def trial(database_file, monkeypatch, tmp_path_factory) -> None:
    monkeypatch.setenv(database.ENVIRONMENT, str(database_file("simulated")))


@pytest.fixture
def files(monkeypatch) -> list[tuple[str, Callable[[], bytes | str]]]:
    """What the page that runs would hand out: names, and how each file is made."""
    offered: list[tuple[str, Callable[[], bytes | str]]] = []
    offer = downloads.offer

    def listened(label, make, file_name, **options):
        offered.append((file_name, make))
        offer(label, make, file_name, **options)

    monkeypatch.setattr(downloads, "offer", listened)
    return offered


def opened(page: str, **address: str) -> AppTest:
    app = AppTest.from_file(str(FRAME), default_timeout=120)
    app.query_params["lang"] = "en"
    app.query_params["masked"] = "on"
    app.run().switch_page(page)
    for key, value in address.items():
        app.query_params[key] = value
    app.run()
    assert [error.message for error in app.exception] == []
    return app


def content(made: bytes | str) -> Iterator[str]:
    """The texts of a file; of a workbook or slides, those of its parts."""
    if isinstance(made, str):
        yield made
    elif made.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            for name in archive.namelist():
                yield from content(archive.read(name))
    else:
        yield made.decode("utf-8", "replace")


def seen(app: AppTest) -> Iterator[str]:
    """Every text on the screen, in tables too, and the address."""
    yield from words_on_screen(app)
    yield from (table.value.to_csv() for table in (*app.dataframe, *app.table))
    yield str(dict(app.query_params))


@pytest.mark.parametrize("page", PAGES)
def test_nothing_tells_who_and_when(page, secrets, files):
    n_words = 0
    for address in VIEWS.get(page, ({},)):
        app = opened(page, **address)
        assert not app.error
        for text in seen(app):
            n_words += len(text)
            assert not secrets.search(text), text[:200]
    assert n_words > 1_000
    for name, make in dict(files).items():
        assert not secrets.search(name)
        for text in content(make()):
            assert not (found := secrets.search(text)), (name, found)


def test_the_search_would_find_them(secrets, files):
    app = opened("patient.py")
    app.toggle(key="masked").set_value(False).run()
    assert any(secrets.search(text) for text in seen(app))
    assert any(secrets.search(text) for name, make in dict(files).items() for text in content(make()))


def test_a_role_without_identities_has_no_switch_and_no_way_around_it(secrets, monkeypatch):
    monkeypatch.setattr(access, "may", lambda what: what != "identities")
    app = AppTest.from_file(str(FRAME), default_timeout=120)
    app.query_params.update({"lang": "en", "masked": "off"})
    app.run().switch_page("patient.py").run()
    assert not [toggle for toggle in app.toggle if toggle.key == "masked"]
    assert not [text for text in seen(app) if secrets.search(text)]
    app = AppTest.from_file(str(FRAME), default_timeout=120)
    app.query_params["lang"] = "en"
    app.run().switch_page("patient.py")
    one = database.current().rows("SELECT min(usubjid) AS one FROM adam.board")["one"].item()
    app.query_params["subject"] = one
    app.run()
    assert len(app.error) == 1 and not app.get("plotly_chart"), "the name of a patient opens none"


def test_no_key_no_page(monkeypatch, tmp_path):
    monkeypatch.setenv(audit_append.ENVIRONMENT, str(tmp_path / "unmounted" / "access.jsonl"))
    app = AppTest.from_file(str(FRAME), default_timeout=120)
    app.query_params.update({"lang": "en", "masked": "on"})
    app.run()
    assert [error.value.splitlines()[0] for error in app.error] == [
        "The de-identified copy of the data cannot be made."
    ]
