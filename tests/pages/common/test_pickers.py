"""The patient picker: the neighbours of a long list, and never another patient than the one asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from pages.common.pickers import LONGEST_LIST, _near
from tests.conftest import ROOT


def page(database, monkeypatch, **address):
    monkeypatch.setenv("LIVERLINE_DB", str(database))
    app = AppTest.from_file(str(ROOT / "pages/frame.py"), default_timeout=60)
    for key, value in address.items():
        app.query_params[key] = value
    return app.switch_page("patient.py").run()


@pytest.fixture
def simulated(database_file):
    return database_file("simulated")


@given(st.integers(1, 3 * LONGEST_LIST), st.data())
def test_the_chosen_patient_is_always_among_the_neighbours(n, data):
    known = tuple(f"P{number:04}" for number in range(n))
    chosen = data.draw(st.sampled_from(known))
    near = _near(known, chosen)
    assert chosen in near and len(near) == min(n, LONGEST_LIST)
    assert near == known[known.index(near[0]) :][: len(near)]


def test_an_unknown_patient_in_the_address_stays_unknown_until_another_is_chosen(simulated, monkeypatch):
    app = page(simulated, monkeypatch, subject="NOBODY", lang="en")
    for _ in range(2):
        assert "NOBODY" in app.error[0].value and not app.get("plotly_chart")
        app.run()
    app.button(key="next").click().run()
    assert not app.error and app.get("plotly_chart")


def test_previous_of_the_first_patient_is_the_last(simulated, monkeypatch):
    app = page(simulated, monkeypatch, lang="en")
    options = app.selectbox(key="subject").options
    app.button(key="previous").click().run()
    assert app.selectbox(key="subject").value == options[-1]


def test_an_unknown_address_after_a_known_patient_shows_no_patient(simulated, monkeypatch):
    app = page(simulated, monkeypatch, lang="en").switch_page("ward.py").run()
    app.query_params["subject"] = "NOBODY"
    app.switch_page("patient.py")
    for _ in range(2):
        app.run()
        assert "NOBODY" in app.error[0].value and not app.get("plotly_chart")
