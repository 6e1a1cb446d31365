"""What secrets.toml may say about sign-in, and what it may not: an incomplete door stays shut."""

import pytest
import streamlit as st

from pages.access import rights, settings
from pages.access.settings import BadSettings
from pages.common.text import string_table

AUTH = {
    "redirect_uri": "https://liver.hospital.example/oauth2callback",
    "cookie_secret": "0123456789abcdef0123456789abcdef",
    "client_id": "liverline",
    "client_secret": "s",
    "server_metadata_url": "https://id.hospital.example/.well-known/openid-configuration",
}
ACCESS = {"claim": "groups", "groups": {"doctor": ["liver-ward"]}, "people": {"pi": ["u-9", "pi@h.example"]}}


def test_complete_settings_are_read_with_calm_defaults():
    found = settings.read(AUTH, ACCESS)
    assert (found.origin, found.client_id) == ("https://liver.hospital.example", "liverline")
    assert (found.idle_s, found.shift_s) == (15 * 60, 12 * 3600)
    assert found.groups == {"doctor": {"liver-ward"}}
    assert found.smallest_cell == 5
    assert settings.read(AUTH, {"smallest_cell": 11}).smallest_cell == 11


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({}, None),
        ({"arms_hidden_from": []}, frozenset()),
        ({"arms_hidden_from": ["viewer", "doctor"]}, {"doctor", "viewer"}),
    ],
)
def test_from_whom_arms_are_hidden_is_said_or_left_to_the_study(said, found):
    assert settings.read(AUTH, {**ACCESS, **said}).arms_hidden_from == found


@pytest.mark.parametrize(
    ("auth", "access_section", "code"),
    [
        *[({**AUTH, name: ""}, {}, "missing") for name in settings.REQUIRED],
        ("yes", {}, "missing"),
        ({**AUTH, "cookie_secret": "short"}, {}, "short"),
        ({**AUTH, "redirect_uri": "http://liver.hospital.example/oauth2callback"}, {}, "redirect"),
        ({**AUTH, "redirect_uri": "https://liver.hospital.example/"}, {}, "redirect"),
        (AUTH, "all", "wrong"),
        (AUTH, {"idle_minutes": 0}, "wrong"),
        (AUTH, {"idle_minutes": "15"}, "wrong"),
        (AUTH, {"idle_minutes": True}, "wrong"),
        (AUTH, {"shift_hours": 10_000}, "wrong"),
        *[(AUTH, {"smallest_cell": value}, "wrong") for value in (0, 1, 51, "5", 5.0, True)],
        (AUTH, {"groups": ["doctor"]}, "wrong"),
        (AUTH, {"groups": {"surgeon": ["x"]}}, "wrong"),
        (AUTH, {"people": {"doctor": "wang@h.example"}}, "wrong"),
        (AUTH, {"arms_hidden_from": "doctor"}, "wrong"),
        (AUTH, {"arms_hidden_from": ["surgeon"]}, "wrong"),
        (AUTH, {"arms_hidden_from": True}, "wrong"),
    ],
)
def test_what_is_missing_or_cannot_be_meant_is_named(auth, access_section, code):
    with pytest.raises(BadSettings) as caught:
        settings.read(auth, access_section)
    assert caught.value.code == code
    assert f"door.bad.{code}" in string_table()


def test_a_settings_file_that_cannot_be_read_does_not_open_the_app(tmp_path, monkeypatch):
    broken = tmp_path / "secrets.toml"
    broken.write_text("[auth\n", encoding="utf-8")
    monkeypatch.setattr(st, "get_option", lambda name: [str(broken)])
    monkeypatch.setattr(type(st.secrets), "load_if_toml_exists", lambda self: False)
    with pytest.raises(BadSettings, match="unreadable"):
        settings.sign_in.__wrapped__()


@pytest.mark.parametrize(
    ("claims", "name", "role"),
    [
        (
            {"sub": "1", "name": "王医生", "email": "w@h.cn", "groups": ["liver-ward"]},
            "王医生 (w@h.cn)",
            "doctor",
        ),
        ({"sub": "1", "name": "José", "groups": "liver-ward"}, "José (1)", "doctor"),
        ({"sub": "u-9", "email": "u-9"}, "u-9", "pi"),
        ({"sub": "2", "email": "pi@h.example", "email_verified": True}, "pi@h.example", "pi"),
        # Anybody can write any address into an account; this provider has not looked.
        ({"sub": "2", "email": "pi@h.example", "email_verified": False}, "pi@h.example", ""),
        # With a list of groups, the name of a role is no group.
        ({"sub": "3", "groups": ["doctor"]}, "3", ""),
        ({"sub": "4", "groups": {"doctor": 1}}, "4", ""),
        ({"sub": "5", "name": "5 (pi@h.example)"}, "5 (pi@h.example) (5)", ""),
    ],
)
def test_a_person_has_one_name_and_the_role_of_their_claims(claims, name, role):
    assert rights.reader_of(claims, settings.read(AUTH, ACCESS)) == rights.Reader(name, role)


def test_without_a_list_of_groups_the_claim_names_the_role():
    plain = settings.read(AUTH, {})
    assert rights.reader_of({"sub": "1", "roles": ["viewer"]}, plain).role == "viewer"
