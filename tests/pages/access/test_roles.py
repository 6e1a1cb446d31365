"""Role x page x export: the table, written out, and nothing in the app that it does not know."""

import ast
import re
from pathlib import Path

import pytest

from pages.access import roles

ROOT = Path(__file__).parents[3]
PATIENT_PAGES = {"", "patient", "infusions", "meld", "eligibility"}
MEETING_PAGES = {"arms", "survival", "safety"}
OVERVIEW = {"overview"}
TRIAL = {"trial"}
PATIENT_FILES = {
    *("news_csv", "due_csv", "panels_csv", "panels_missing", "lanes_csv", "lanes_missing"),
    *(
        "lanes_rows_missing",
        "organs_csv",
        "organs_rows_missing",
        "immune_csv",
        "immune_rows_missing",
        "events_rows_missing",
    ),
    *("grid_csv", "day_csv", "day_missing", "prompts_csv", "events_csv", "cohort_values", "cohort_spread"),
    *("cohort_missing", "courses_csv", "change_csv", "sheet", "round", "summary"),
}
INFUSION_FILES = {"grid_csv", "day_csv", "day_missing", "prompts_csv", "events_csv"}
MEETING_FILES = {"csv_", "xlsx_", "slides"}
OVERVIEW_FILES = {"overview_csv", "overview_xlsx"}
TRIAL_FILES = {"sign_off", "template"}
DATA_FILES = {
    "check_",
    "compare_csv",
    "files_all",
    "files_one",
    "sources_csv",
    "treatments_csv",
    "visits_csv",
    "import_save",
}
# role: (pages at once, pages on request, files at once, files on request)
TABLE = {
    "doctor": (PATIENT_PAGES | TRIAL, set(), PATIENT_FILES | TRIAL_FILES, set()),
    "pi": (
        MEETING_PAGES | OVERVIEW | TRIAL,
        PATIENT_PAGES,
        MEETING_FILES | OVERVIEW_FILES | TRIAL_FILES,
        PATIENT_FILES,
    ),
    "data_manager": (TRIAL | {"dataset"}, set(), TRIAL_FILES | DATA_FILES, set()),
    "viewer": (OVERVIEW | TRIAL, set(), OVERVIEW_FILES | TRIAL_FILES, set()),
}


@pytest.mark.parametrize("role", TABLE)
@pytest.mark.shows("role {role}")
def test_each_role_has_the_pages_and_files_of_the_table_and_no_other(role):
    at_once, asked = roles.MAY[role], roles.ON_REQUEST.get(role, frozenset())
    found = (
        {page for page, what in roles.PAGES.items() if what in at_once},
        {page for page, what in roles.PAGES.items() if what in asked},
        {key for key, what in roles.EXPORTS.items() if what in at_once},
        {key for key, what in roles.EXPORTS.items() if what in asked},
    )
    assert found == TABLE[role]


# role: (pages, files) with what opens on request, where arms are hidden.
HIDDEN = {
    "doctor": ((PATIENT_PAGES | TRIAL) - {"infusions"}, (PATIENT_FILES | TRIAL_FILES) - INFUSION_FILES),
    "pi": (
        (PATIENT_PAGES | OVERVIEW | TRIAL) - {"infusions"},
        (PATIENT_FILES | OVERVIEW_FILES | TRIAL_FILES) - INFUSION_FILES,
    ),
    "data_manager": (TRIAL | {"dataset"}, TRIAL_FILES | DATA_FILES),
    "viewer": (OVERVIEW | TRIAL, OVERVIEW_FILES | TRIAL_FILES),
}


@pytest.mark.parametrize("role", HIDDEN)
def test_where_arms_are_hidden_no_role_has_a_page_or_file_that_tells_them(role):
    open_to = (roles.MAY[role] | roles.ON_REQUEST.get(role, frozenset())) - roles.TELLS_ARMS
    found = (
        {page for page, what in roles.PAGES.items() if what in open_to},
        {key for key, what in roles.EXPORTS.items() if what in open_to},
    )
    assert found == HIDDEN[role]
    assert set(roles.ROLES) >= roles.BLINDED


def test_only_the_data_manager_imports_and_nobody_without_a_role_sees_anything():
    assert [role for role in roles.ROLES if roles.IMPORT in roles.MAY[role]] == ["data_manager"]
    assert set(roles.MAY) == set(roles.ROLES) == set(TABLE)
    assert set(roles.ON_REQUEST) <= set(roles.ROLES)


def test_every_page_of_the_menu_is_in_the_table():
    tree = ast.parse((ROOT / "pages/frame.py").read_text(encoding="utf-8"))
    menu = next(node.value for node in tree.body if isinstance(node, ast.Assign))
    addresses = {ast.literal_eval(page)[1] for page in menu.elts}
    assert addresses == set(roles.PAGES)


def pattern_of(key: ast.expr) -> str:
    """A key as a regular expression: what is filled in may be anything."""
    if isinstance(key, ast.Constant):
        return re.escape(key.value)
    assert isinstance(key, ast.JoinedStr), f"{ast.unparse(key)}: the key of a download is written where it is"
    return "".join(re.escape(part.value) if isinstance(part, ast.Constant) else ".+" for part in key.values)


def keys_of_downloads() -> dict[str, str]:
    """Every key that a page gives to a download button: its pattern, and where it stands."""
    suffix = {"offer": "", "as_csv": "", "not_drawn": "_missing"}
    found = {}
    for path in sorted((ROOT / "pages").rglob("*.py")):
        if path.name == "downloads.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in suffix:
                key = next(given.value for given in node.keywords if given.arg == "key")
                found[pattern_of(key) + suffix[node.func.attr]] = path.name
    return found


def test_every_download_of_every_page_is_in_the_table():
    keys = keys_of_downloads()
    assert len(keys) > 20
    unknown = {
        key: where
        for key, where in keys.items()
        if not key.startswith(("csv_", "xlsx_", "check_"))
        and not any(re.fullmatch(key, one) for one in roles.EXPORTS)
    }
    assert unknown == {}


def test_a_file_that_nobody_entered_in_the_table_is_an_error_and_no_gift():
    assert roles.of_export("csv_baseline_subjects") == roles.ARMS
    assert roles.of_export("sheet") == roles.PATIENTS
    with pytest.raises(KeyError):
        roles.of_export("everything")


@pytest.mark.parametrize(
    ("groups", "people", "role"),
    [
        ((), (), ""),
        (("doctor",), (), "doctor"),
        ((), ("viewer",), "viewer"),
        (("doctor", "viewer"), ("pi",), "pi"),
        (("admin", "local"), (), ""),
    ],
)
def test_whoever_has_several_roles_acts_in_the_first_and_a_word_is_no_role(groups, people, role):
    assert roles.role_of(groups, people) == role
