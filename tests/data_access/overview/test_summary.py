"""The overview against a count by hand, against a linear programme, and in trials with little to tell."""

import re
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date

import duckdb
import pytest

from clinical.statistics.disclosure_control import Cell, exactly
from data_access.common.database import Database, open_database
from data_access.masking.hidden import Hidden
from data_access.masking.masked_copy import without
from data_access.overview.counted_lines import Line
from data_access.overview.summary import OTHER, Overview, overview
from tests.clinical.statistics.test_disclosure_control import narrowest

TRIALS = ("simulated", "pilot", "msg/xpt", "odd")
LIMITS = (2, 5, 11)
# Lines that exclude each other and add up to all who were randomised.
PARTITIONS = (
    {"died", "alive", "transplanted", "gone"},
    {"serious", "severe", "milder", "unharmed"},
    *({variable} for variable in ("SEX", "DXTYPE", "CIRRH", "ETIOL")),
)


@pytest.fixture(scope="module")
def told(database_file) -> Callable[[str, int], tuple[Database, Overview]]:
    opened: dict[str, Database] = {}

    def overview_of(trial: str, limit: int) -> tuple[Database, Overview]:
        db = opened.setdefault(trial, open_database(database_file(trial)))
        return db, overview(db, limit)

    return overview_of


@pytest.fixture
def changed(database_file, tmp_path) -> Callable[..., Overview]:
    """The overview of the simulated trial after some SQL."""

    def after(*statements: str, limit: int = 5) -> Overview:
        path = tmp_path / "changed.duckdb"
        shutil.copyfile(database_file("simulated"), path)
        with duckdb.connect(path) as connection:
            for statement in statements:
                connection.execute(statement)
        return overview(open_database(path), limit)

    return after


def cell(text: str) -> Cell:
    """What a reader learns from a cell of the page."""
    if found := re.fullmatch(r"(\d+)( \(.*%\))?", text):
        return exactly(int(found[1]))
    if found := re.fullmatch(r"([<≥])(\d+)", text):
        return Cell(most=int(found[2]) - 1) if found[1] == "<" else Cell(least=int(found[2]))
    assert text == "–", text
    return Cell()


def counts(found: Overview) -> list[Line]:
    """The lines that count: not the medians, nor the arms of those who have none yet."""
    return [line for line in found.lines if line.level or line.topic != "patients"]


def state(row) -> str:
    """By hand: how a patient of ADSL is."""
    dead, transplanted, ended, died, start = row
    if dead == "Y":
        day = (died - start).days + 1 if isinstance(died, date) and isinstance(start, date) else 999
        return "died_28" if day <= 28 else "died_90" if day <= 90 else "died_later"
    if transplanted == "Y":
        return "transplanted"
    return {"COMPLETED": "completed", "ONGOING": "followed"}.get(ended, "gone")


def by_hand(db: Database) -> Counter[tuple[str, str, str]]:
    """(line, level, arm) and how many: counted in Python from the rows of patients; arm "" for all."""
    true: Counter[tuple[str, str, str]] = Counter()
    with db.cursor() as cursor:
        people = cursor.execute(
            "SELECT usubjid, trt01p, trtsdt, sex, dxtype, cirrhfl, etiol, dthfl, ltfl, eosstt, dthdt, anchordt "
            "FROM adam.adsl WHERE randfl = 'Y'"
        ).fetchall()
        events = cursor.execute(
            "SELECT usubjid, aebodsys, aeser, aetoxgr, aesev FROM adam.adae WHERE trtemfl = 'Y'"
        ).fetchall()
        screened = cursor.execute("SELECT count(*) FROM adam.adsl").fetchall()[0][0]
    true["screened", "", ""] = screened
    for subject, arm, treated, sex, dx, cirrhosis, aetiology, *rest in people:
        mine = [event for event in events if event[0] == subject]
        severe = [e for e in mine if (e[3] if e[3] is not None else 3 * (e[4] == "SEVERE")) >= 3]
        serious = [event for event in mine if event[2] == "Y"]
        worst = "serious" if serious else "severe" if severe else "milder" if mine else "unharmed"
        how = state(rest)
        kept = {"died": how.startswith("died"), "alive": how in ("completed", "followed")}
        facts = {("randomised", ""), (worst, ""), (how, ""), *((code, "") for code, so in kept.items() if so)}
        facts |= {("treated", "")} if treated else set()
        facts |= {("SEX", sex), ("DXTYPE", dx), ("CIRRH", cirrhosis), ("ETIOL", aetiology)}
        facts |= {("soc", event[1]) for event in mine}
        true.update((code, level, where) for code, level in facts for where in ("", arm))
    return true


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize("trial", TRIALS)
def test_what_is_said_is_true_and_no_small_count_is_said(told, trial, limit):
    db, found = told(trial, limit)
    true = by_hand(db)
    said = 0
    for line in counts(found):
        for where, text in zip(("", *found.arms), (line.together, *line.arms), strict=False):
            if not text and line.code == "screened":
                continue
            shown = cell(text)
            assert not shown.exact or (shown.least or 0) >= limit, line
            if line.topic == "visits" or line.level == OTHER:
                continue
            value = true[line.code, line.level, where]
            assert (shown.least or 0) <= value, line
            assert shown.most is None or value <= shown.most, line
            said += shown.exact
    assert said or trial == "odd" or limit > 5


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize("trial", TRIALS)
def test_no_linear_programme_narrows_what_the_page_withholds(told, trial, limit):
    _, found = told(trial, limit)
    sizes = next(line for line in found.lines if line.code == "randomised")
    total = cell(sizes.together)
    for codes in PARTITIONS:
        lines = [line for line in found.lines if line.code in codes]
        if not lines or not total.exact:
            continue
        arms = [[cell(text) for text in line.arms] for line in lines] if found.arms else []
        known = [cell(text) for text in sizes.arms] if found.arms else [total]
        together = [cell(line.together) for line in lines]
        inner = [one for row in arms for one in row] if found.arms else together
        assert narrowest([*known, *together, *inner], len(lines), len(known), total.least) >= limit - 1e-6


def test_visits_of_the_pilot_against_its_own_map(told):
    db, found = told("pilot", 5)
    lines = {line.code: line for line in found.of("visits")}
    rows = db.rows("SELECT status, count(*) AS n FROM adam.advisit GROUP BY status")
    status = dict(zip(rows["status"], rows["n"], strict=True))
    assert cell(lines["made"].together).least == status["DONE"] + status.get("LATE", 0)
    assert cell(lines["not_made"].together).least == status["MISSED"] + status["NO RECORD"]


def test_quartiles_of_all_and_the_median_of_ten_against_the_published_rule(told):
    db, found = told("simulated", 5)
    age = next(line for line in found.lines if line.code == "AGE")
    ages = sorted(db.rows("SELECT age FROM adam.adsl WHERE randfl = 'Y'")["age"])
    middle = [(ages[place - 1] + ages[place]) / 2 for place in (5, 10, 15)]
    assert age.together == f"{middle[1]:.1f} ({middle[0]:.1f} - {middle[2]:.1f})"
    assert age.arms and all(re.fullmatch(r"\d+\.\d", text) for text in age.arms)
    _, stricter = told("simulated", 11)
    assert next(line for line in stricter.lines if line.code == "AGE").together == "–"


def test_of_fewer_patients_than_the_limit_nothing_is_said_but_that(changed):
    found = changed(
        "DELETE FROM adam.adsl WHERE randfl = 'Y' AND usubjid > (SELECT min(usubjid) FROM adam.adsl)"
    )
    assert [(line.code, line.together, line.arms) for line in found.lines] == [("randomised", "<5", ())]
    assert found.arms == ()
    assert changed("DELETE FROM adam.adsl").lines == found.lines


def test_an_arm_of_a_few_is_never_told_apart(changed):
    kept = "SELECT usubjid FROM adam.adsl WHERE trt01p = 'Control' ORDER BY usubjid LIMIT 4"
    found = changed(f"DELETE FROM adam.adsl WHERE trt01p = 'Control' AND usubjid NOT IN ({kept})")
    assert found.arms == ()
    assert {text for line in found.lines for text in line.arms} <= {"–", ""}


def test_a_trial_of_one_arm_has_no_column_for_it(changed):
    found = changed("DELETE FROM adam.adsl WHERE trt01p = 'Control'")
    assert found.arms == ()
    assert next(line for line in found.lines if line.code == "randomised").together == "10"


def test_a_trial_without_events_says_so_only_in_bounds(changed):
    found = changed("DELETE FROM adam.adae")
    said = {line.code: line.together for line in found.of("safety")}
    assert said == {"serious": "<5", "severe": "<5", "milder": "<5", "unharmed": "≥8"}


def test_a_patient_without_a_sex_hides_the_others_rather_than_be_counted(changed):
    one = "(SELECT min(usubjid) FROM adam.adsl WHERE randfl = 'Y')"
    found = changed(f"UPDATE adam.adsl SET sex = NULL WHERE usubjid = {one}")
    assert [line.together for line in found.lines if line.code == "SEX"] == ["–", "–"]
    many = changed("UPDATE adam.adsl SET sex = NULL WHERE trt01p = 'Control'")
    assert [line.level for line in many.lines if line.code == "SEX"] == ["F", "M", OTHER]


@pytest.mark.parametrize("trial", ["simulated", "pilot"])
def test_where_arms_are_hidden_the_totals_are_the_same_but_who_was_treated(told, trial):
    db, whole = told(trial, 5)
    hidden = overview(without(db, Hidden(arms=True)), 5)
    untreated = [line for line in whole.lines if line.code != "treated"]
    assert hidden.arms == () and len(untreated) == len(whole.lines) - 1
    assert [(line.code, line.level, line.together) for line in hidden.lines] == [
        (line.code, line.level, line.together) for line in untreated
    ]
