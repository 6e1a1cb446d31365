"""The door in a browser: sign-in with a real OpenID provider, deep links, forged tokens, roles, sign-off, idleness."""

import http.client
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import signed
from tests.browser.conftest import PATIENCE_MS, WARD_PC
from tests.signed import Hospital, hospital

IDLE_S = 20
pytestmark = pytest.mark.own_profile
DEEP_LINK = "/patient?subject=SIM-010&lang=zh"
REFUSED_TOKENS = (
    *("expired", "forged", "unsigned", "issuer"),
    *("audience", "audience by way of azp", "nonce", "denied"),
)
PATIENT = re.compile("SIM-0")
TELLS_THE_ARM = re.compile("MSC-EV|MSCEV|Control|SALINE|nfusion 1")


@pytest.fixture(scope="module")
def clinic(
    database_file: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hospital]:
    """The app on the simulated trial, with sign-in."""
    with hospital(database_file("simulated"), tmp_path_factory.mktemp("clinic")) as running:
        yield running


def sign_in(page: Page, clinic: Hospital, claims: dict, to: str = "/") -> None:
    clinic.expect(claims)
    page.goto(clinic.url + to)
    page.get_by_role("link", name="Sign in").click()


def status(url: str, **headers: str) -> tuple[int, str]:
    """What somebody without a browser gets."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10) as answer:
            return answer.status, answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode("utf-8", "replace")


def browserless() -> urllib.request.OpenerDirector:
    """Somebody with a jar of cookies and no browser."""
    visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    visitor.addheaders = [("Accept-Language", "en")]
    return visitor


def test_a_deep_link_survives_the_sign_in_of_a_doctor_with_a_chinese_name(page, clinic, witness):
    page.goto(clinic.url + DEEP_LINK)
    expect(page.get_by_text("请使用医院账号登录")).to_be_visible()
    expect(page.get_by_text(PATIENT)).to_have_count(0)
    sign_in(page, clinic, signed.DOCTOR, DEEP_LINK)
    expect(page.get_by_text("王医生 (wang@hospital.example)")).to_be_visible()
    expect(page.get_by_text("SIM-010 · 对照组").first).to_be_visible()
    parts = urlsplit(page.url)
    assert (parts.path, "subject=SIM-010" in parts.query) == ("/patient", True)
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert cookies["_streamlit_user"]["httpOnly"]
    assert cookies["_streamlit_user"]["sameSite"] == "Lax"
    # The unsigned page answers 401, which the browser's console calls an error.
    assert [line for line in witness.complaints if "401" not in line] == []
    assert {urlsplit(url).hostname for url in witness.requests} == {"127.0.0.1"}


def test_a_download_is_for_whoever_is_signed_in_and_for_nobody_after_the_sign_off(page, clinic):
    sign_in(page, clinic, signed.DOCTOR, DEEP_LINK)
    with page.expect_download() as waiting:
        page.locator(".st-key-sheet button").first.click()
    link = waiting.value.url
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in page.context.cookies())
    assert "/media/" in link
    assert status(link)[0] == 401
    code, content = status(link, Cookie=cookies)
    assert (code, "SIM-010" in content) == (200, True)
    clinic.expect(signed.VISITOR)
    visitor = browserless()
    visitor.open(f"{clinic.url}/door/sign-in?to=/trial", timeout=10).close()
    with pytest.raises(urllib.error.HTTPError) as refused:
        visitor.open(link, timeout=10)
    content = refused.value.read().decode()
    assert (refused.value.code, "SIM-010" in content, "somebody else" in content) == (403, False, True)
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_text("请使用医院账号登录")).to_be_visible()
    code, content = status(link, Cookie=cookies)
    assert (code, "SIM-010" in content) == (401, False)
    page.go_back()
    page.reload()
    expect(page.get_by_text("请使用医院账号登录")).to_be_visible()
    assert "SIM-0" not in page.locator("body").inner_text()


def test_a_forged_token_opens_nothing_and_says_so_calmly(page, clinic):
    clinic.expect(signed.DOCTOR, "forged")
    page.goto(clinic.url + "/meld?lang=en")
    page.get_by_role("link", name="Sign in").click()
    expect(page.get_by_text("The sign-in could not be confirmed")).to_be_visible()
    assert "_streamlit_user" not in {cookie["name"] for cookie in page.context.cookies()}


@pytest.mark.parametrize("fault", ["", *REFUSED_TOKENS])
@pytest.mark.shows("role nobody")
def test_only_a_good_token_opens_the_app(clinic, fault):
    """Without a browser, which makes it quick; the good token shows that the way there is the right one."""
    clinic.expect(signed.DOCTOR, fault)
    visitor = browserless()
    try:
        with visitor.open(f"{clinic.url}/door/sign-in?to=/meld", timeout=10) as answer:
            said, code = answer.read().decode(), answer.status
    except urllib.error.HTTPError as refused:
        said, code = refused.read().decode(), refused.code
    assert (code, "could not be confirmed" in said) == ((403, True) if fault else (200, False))
    assert ('<div id="root">' in said) == (not fault)
    try:
        with visitor.open(f"{clinic.url}/_stcore/host-config", timeout=10) as answer:
            code = answer.status
    except urllib.error.HTTPError as refused:
        code = refused.code
    assert code == (401 if fault else 200)


@pytest.mark.shows("role doctor", "role pi")
def test_the_meeting_is_refused_to_a_doctor_and_opens_to_the_principal_investigator(browser: Browser, clinic):
    for claims, refused in ((signed.DOCTOR, True), (signed.PRINCIPAL, False)):
        context = browser.new_context(viewport=WARD_PC, locale="en-GB")  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        sign_in(page, clinic, claims, "/arms")
        expect(page.get_by_text(claims["name"])).to_be_visible()
        sentence = page.get_by_text("does not open this page")
        expect(sentence.or_(page.locator(".st-key-exhibit"))).to_be_visible()
        assert sentence.is_visible() == refused
        assert page.get_by_role("link", name="Survival").is_visible() != refused
        context.close()


@pytest.mark.shows("role nobody")
def test_a_person_without_a_role_is_told_so(page, clinic):
    sign_in(page, clinic, signed.STRANGER, "/patient?lang=zh")
    expect(page.get_by_text("您已登录，但尚未获得本试验的访问权限")).to_be_visible()
    assert "SIM-0" not in page.content()


def test_a_doctor_from_whom_arms_are_hidden_sees_none_and_takes_none_away(page, database_file, tmp_path):
    hides = 'arms_hidden_from = ["doctor"]'
    with hospital(database_file("simulated"), tmp_path, further=hides) as clinic:
        sign_in(page, clinic, signed.DOCTOR, "/patient?subject=SIM-010&lang=en")
        expect(page.get_by_text("Arms hidden").first).to_be_visible(timeout=PATIENCE_MS)
        expect(page.locator(".st-key-panels .js-plotly-plot")).to_be_visible(timeout=PATIENCE_MS)
        menu = page.get_by_test_id("stTopNavLink").all_inner_texts()
        assert menu == ["Ward board", "Patient", "MELD", "Eligibility", "About the trial"]
        assert not TELLS_THE_ARM.search(page.inner_text("body"))
        with page.expect_download() as waiting:
            page.locator(".st-key-sheet button").first.click()
        sheet = waiting.value.path().read_text(encoding="utf-8")
        assert "SIM-010" in sheet and "Arms hidden" in sheet
        assert not TELLS_THE_ARM.search(sheet.replace("SIM-MSCEV", ""))
        page.goto(clinic.url + "/infusions?lang=en&arms_hidden=off")
        expect(page.get_by_text("This page would tell who is in which arm")).to_be_visible(
            timeout=PATIENCE_MS
        )
        assert not TELLS_THE_ARM.search(page.inner_text("body"))


def test_a_screen_that_nobody_touches_is_cleared_and_a_reload_shows_nothing(page, database_file, tmp_path):
    with hospital(database_file("simulated"), tmp_path, idle_minutes=IDLE_S / 60) as ward:
        sign_in(page, ward, signed.DOCTOR, "/?lang=en")
        other = page.context.new_page()
        other.goto(ward.url + "/trial?lang=en")
        expect(other.get_by_role("button", name="Sign off")).to_be_visible()
        for tab in (page, other):
            tab.mouse.move(200, 300)
        kept = page.context.cookies()
        expect(page.locator("#liverline-idle")).to_be_visible()
        for tab in (page, other):
            expect(tab.get_by_text("Please sign in")).to_be_visible()
            assert "SIM-0" not in tab.content()
        page.context.add_cookies(kept)
        page.goto(ward.url + "/patient")
        expect(page.get_by_text("Please sign in")).to_be_visible()


def test_the_policy_of_the_pages_is_in_force(page, clinic):
    """No script of a stranger, no word to a stranger: tried from within a page."""
    sign_in(page, clinic, signed.VISITOR, "/trial?lang=en")
    expect(page.get_by_role("button", name="Sign off")).to_be_visible()
    tried = page.evaluate(
        """async () => {
            const broken = []
            addEventListener("securitypolicyviolation", (event) => broken.push(event.effectiveDirective))
            const script = document.createElement("script")
            script.textContent = "window.stranger = true"
            document.body.append(script)
            // A violation is reported a moment later.
            const reported = new Promise((resolve) => setTimeout(resolve, 500))
            const said = await fetch("http://127.0.0.1:9/").then(() => "", (error) => error.name)
            await reported
            return {stranger: window.stranger === true, said, broken}
        }"""
    )
    assert tried == {"stranger": False, "said": "TypeError", "broken": ["script-src-elem", "connect-src"]}


@pytest.mark.parametrize(
    "path", ["/", "/_stcore/health", "/_stcore/metrics", "/static/none.js", "/media/none"]
)
def test_no_answer_says_which_software_gives_it(clinic, path):
    """As the server itself answers, with no proxy before it."""
    connection = http.client.HTTPConnection(urlsplit(clinic.url).netloc, timeout=10)
    connection.request("GET", path)
    named = {name.lower() for name, _ in connection.getresponse().getheaders()}
    connection.close()
    assert "date" in named
    assert not named & {"server", "x-powered-by", "via"}
