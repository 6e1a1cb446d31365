"""De-identified: on no page and in no file of a trial stands a subject of it or any date, but days of the study."""

import io
import re
import shutil
import zipfile
from collections.abc import Iterator

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from data_access.access_log import append
from data_access.common import database
from data_access.common.database import Database
from data_access.masking.hidden import Hidden
from data_access.masking.mask_key import key_beside, mask
from data_access.masking.masked_copy import without
from data_access.patient import provenance
from data_access.patient import results as patient_results
from pages.access import rights
from pages.common.text import LANGUAGES, Words, plain
from pages.parts.patient import source_card
from tests.pages.app import link
from tests.pages.test_every_page import FRAME, PAGES, words_on_screen

# Every page, and every view of a page that has several.
VIEWS: dict[str, tuple[dict[str, str], ...]] = {
    "ward.py": ({}, {"view": "new"}, {"view": "due"}),
    "patient.py": ({"lanes": "open"}, {"axis": "date", "immune": "open"}, {"axis": "infusion"}),
    "infusions.py": ({}, {"view": "day"}, {"view": "grid"}, {"view": "events"}),
    "meld.py": ({}, {"axis": "date"}),
    "arms.py": tuple({"arms_view": view} for view in ("flow", "baseline", "exposure", "endpoint", "cells")),
    "safety.py": tuple(
        {"safety_view": view} for view in ("infusion", "events", "difference", "liver", "shift", "listings")
    ),
    "eligibility.py": ({}, {"view": "days"}, {"view": "cohort"}),
    "dataset.py": (
        *({"part": part} for part in ("contents", "checks", "visits", "gaps", "tables", "compare")),
        {"part": "files", "format": "csv"},
    ),
}
# A year and a month, in whatever form; a year alone is that of the data cut-off.
DATE = re.compile(r"(?:19|20)\d\d[-/](?:0[1-9]|1[0-2])(?!\d)|(?:19|20)\d\d年\d")
# What is no patient's: when the file was made, to the minute or as Office writes it beside its content.
MADE = re.compile(r"20\d\d-\d\d-\d\d \d\d:\d\d(?= UTC)")
BESIDE = ("docProps/",)
# The trial's own registration is public.
PUBLIC = ("trial.py",)


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


def opened(page: str, language: str = "en", **address: str) -> AppTest:
    app = link(page, **{"lang": language, "masked": "on", **address}).run()
    assert [error.message for error in app.exception] == []
    return app


def content(made: bytes | str) -> Iterator[str]:
    """The texts of a file; of a workbook or slides, those of its parts."""
    if isinstance(made, str):
        yield made
    elif made.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            for name in archive.namelist():
                if not name.startswith(BESIDE):
                    yield from content(archive.read(name))
    else:
        yield made.decode("utf-8", "replace")


def seen(app: AppTest) -> Iterator[str]:
    """Every text on the screen, in tables too, and the address."""
    yield from words_on_screen(app)
    yield from (table.value.to_csv() for table in (*app.dataframe, *app.table))
    yield str(dict(app.query_params))


def date_in(text: str) -> str | None:
    """A date in a text, with what stands around it; markdown escapes what it reads as a list."""
    read = MADE.sub("", text.replace("\\", ""))
    found = DATE.search(read)
    return found and read[max(found.start() - 60, 0) : found.end() + 20]


@pytest.mark.parametrize("page", PAGES)
def test_nothing_tells_who_and_when(page, secrets, files):
    n_words = 0
    for address in VIEWS.get(page, ({},)):
        app = opened(page, **address)
        assert not app.error
        for text in seen(app):
            n_words += len(text)
            assert not secrets.search(text), text[:200]
            assert page in PUBLIC or not (found := date_in(text)), found
    assert n_words > 1_000
    for name, make in dict(files).items():
        assert not secrets.search(name)
        for text in content(make()):
            assert not (found := secrets.search(text)), (name, found)
            assert page in PUBLIC or not (found := date_in(text)), (name, found)


@pytest.mark.parametrize(("trial", "language"), [("simulated", "zh"), ("pilot", "en"), ("pilot", "zh")])
@pytest.mark.parametrize("page", [page for page in PAGES if page not in PUBLIC])
def test_no_page_of_a_trial_shows_a_date_in_any_language(page, trial, language, database_file, monkeypatch):
    monkeypatch.setenv(database.ENVIRONMENT, str(database_file(trial)))
    views = VIEWS.get(page, ({},))
    if trial == "pilot":  # each view in one of the languages
        views = views[LANGUAGES.index(language) :: len(LANGUAGES)]
    for address in views:
        app = opened(page, language, **address)
        assert not app.error
        assert [found for text in seen(app) if (found := date_in(text))] == []


def test_files_of_another_trial_hold_days_too(database_file, monkeypatch, files):
    monkeypatch.setenv(database.ENVIRONMENT, str(database_file("pilot")))
    opened("patient.py", "zh")
    texts = [text for _, make in dict(files).items() for text in content(make())]
    assert [found for text in texts if (found := date_in(text))] == []
    assert any("第1天" in text for text in texts)


def test_the_search_would_find_them(secrets, files):
    app = opened("patient.py")
    app.toggle(key="masked").set_value(False).run()
    for found in (secrets.search, date_in):
        assert any(found(text) for text in seen(app))
        assert any(found(text) for name, make in dict(files).items() for text in content(make()))


@pytest.fixture
def one_patient() -> tuple[str, str, Database]:
    """A patient of the simulated trial, the mask of the same, and the copy without identities."""
    whole = database.current()
    key = key_beside(append.path_of_log())
    return "SIM-044", mask(key, whole.snapshot.hash, "SIM-044"), without(whole, Hidden(identities=True), key)


def test_what_is_shown_in_days_is_what_was_shown_in_dates(one_patient):
    """As many moments: 'D15 08:30' for '2026-03-15 08:30'."""
    name, masked, _ = one_patient
    counts = []
    for asked, moment in (
        ({"subject": masked}, r"D-?\d+ \d\d:\d\d"),
        ({"subject": name, "masked": "off"}, r"\d{4}-\d\d-\d\d \d\d:\d\d"),
    ):
        app = opened("patient.py", **asked)
        figures = [figure.proto.spec for figure in app.get("plotly_chart")]
        counts.append([len(re.findall(moment, figure)) for figure in figures])
        assert (Words("en")("patient.axis.date") in app.segmented_control(key="axis").options) is (
            "masked" in asked
        )
    assert counts[0] == counts[1] and max(counts[0]) > 50


@pytest.mark.parametrize(("language", "day"), [("en", "D8 "), ("zh", "第8天 ")])
def test_the_source_of_a_value_says_the_day(one_patient, language, day):
    _, masked, hidden = one_patient
    results = patient_results.series(hidden, masked, ("MELD",))
    number = int(results["record"][results["ady"] == 8].iloc[0])
    row = provenance.record(hidden, masked, number)
    card = source_card.content(hidden, masked, number, row, Words(language, in_days=True))
    assert day in card and date_in(card) is None


def test_two_states_are_not_compared(tmp_path, database_file, monkeypatch):
    shown = tmp_path / "shown.duckdb"
    shutil.copyfile(database_file("simulated"), shown)
    shutil.copyfile(shown, tmp_path / "other.duckdb")
    with duckdb.connect(tmp_path / "other.duckdb") as connection:
        connection.execute("UPDATE meta.snapshot SET hash = 'another'")
    monkeypatch.setenv(database.ENVIRONMENT, str(shown))
    app = opened("dataset.py", part="compare")
    assert [info.value for info in app.info] == [plain(Words("en")("compare.hidden"))]
    assert not app.dataframe
    app.toggle(key="masked").set_value(False).run()
    assert [box.key for box in app.selectbox] == ["other"], "there was something to compare with"


def test_a_role_without_identities_has_no_switch_and_no_way_around_it(secrets, monkeypatch):
    monkeypatch.setattr(rights, "may", lambda what: what != "identities")
    app = AppTest.from_file(str(FRAME), default_timeout=120)
    app.query_params.update({"lang": "en", "masked": "off"})
    app.switch_page("patient.py").run()
    assert not [toggle for toggle in app.toggle if toggle.key == "masked"]
    assert not [text for text in seen(app) if secrets.search(text)]
    app = AppTest.from_file(str(FRAME), default_timeout=120)
    app.query_params["lang"] = "en"
    app.switch_page("patient.py")
    one = database.current().rows("SELECT min(usubjid) AS one FROM adam.board")["one"].item()
    app.query_params["subject"] = one
    app.run()
    assert len(app.error) == 1 and not app.get("plotly_chart"), "the name of a patient opens none"


def test_no_key_no_page(monkeypatch, tmp_path):
    monkeypatch.setenv(append.ENVIRONMENT, str(tmp_path / "unmounted" / "access.jsonl"))
    app = AppTest.from_file(str(FRAME), default_timeout=120)
    app.query_params.update({"lang": "en", "masked": "on"})
    app.run()
    assert [error.value.splitlines()[0] for error in app.error] == [
        "The de-identified copy of the data cannot be made."
    ]
