"""Which role may see what: a table, and nothing else. Who has which role, `pages.access.rights` finds out."""

from collections.abc import Iterable, Mapping

# What there is to see or do.
PATIENTS = "patients"
INFUSIONS = "infusions"
ARMS = "arms"
AGGREGATES = "aggregates"
DESIGN = "design"
DATASET = "dataset"
IMPORT = "import"
IDENTITIES = "identities"

# Whoever has several roles acts in the first of them.
ROLES = ("pi", "doctor", "data_manager", "viewer")

MAY: Mapping[str, frozenset[str]] = {
    "pi": frozenset({ARMS, AGGREGATES, DESIGN}),
    "doctor": frozenset({PATIENTS, INFUSIONS, IDENTITIES, DESIGN}),
    "data_manager": frozenset({DATASET, IMPORT, IDENTITIES, DESIGN}),
    "viewer": frozenset({AGGREGATES, DESIGN}),
}

# What a role gets when it says why, which is written down.
ON_REQUEST: Mapping[str, frozenset[str]] = {"pi": frozenset({PATIENTS, INFUSIONS, IDENTITIES})}

# From whom arms are hidden in a blinded study, unless the settings say otherwise.
BLINDED = frozenset({"doctor", "viewer"})
# What tells arms: closed wherever they are hidden. Who is infused is in the treated arm.
TELLS_ARMS = frozenset({ARMS, INFUSIONS})

# The address of a page, and what it shows.
PAGES: Mapping[str, str] = {
    "": PATIENTS,
    "patient": PATIENTS,
    "infusions": INFUSIONS,
    "meld": PATIENTS,
    "arms": ARMS,
    "survival": ARMS,
    "safety": ARMS,
    "eligibility": PATIENTS,
    "overview": AGGREGATES,
    "trial": DESIGN,
    "dataset": DATASET,
}

# The key of a download button, and what its file holds. The files of an exhibit have the key of their kind.
EXPORTS: Mapping[str, str] = {
    "csv_": ARMS,
    "xlsx_": ARMS,
    "slides": ARMS,
    "overview_csv": AGGREGATES,
    "overview_xlsx": AGGREGATES,
    **dict.fromkeys(
        ("check_", "compare_csv", "files_all", "files_one", "sources_csv", "treatments_csv", "visits_csv"),
        DATASET,
    ),
    "import_save": IMPORT,
    "sign_off": DESIGN,
    "template": DESIGN,
    "summary": PATIENTS,
    "sheet": PATIENTS,
    "round": PATIENTS,
    **dict.fromkeys(
        (
            *("news_csv", "due_csv", "panels_csv", "panels_missing", "lanes_csv", "lanes_missing"),
            *("lanes_rows_missing", "organs_csv", "organs_rows_missing"),
            *("immune_csv", "immune_rows_missing", "events_rows_missing"),
            *("cohort_values", "cohort_spread", "cohort_missing", "courses_csv", "change_csv"),
        ),
        PATIENTS,
    ),
    **dict.fromkeys(("grid_csv", "day_csv", "day_missing", "prompts_csv", "events_csv"), INFUSIONS),
}


def of_page(address: str) -> str:
    """What a page shows; KeyError for one that the table does not know."""
    return PAGES[address]


def of_export(key: str) -> str:
    """What the file of a download button holds; KeyError for one that the table does not know."""
    kind, mark, _ = key.partition("_")
    return EXPORTS[kind + mark if kind + mark in EXPORTS else key]


def role_of(groups: Iterable[str], people: Iterable[str]) -> str:
    """The first role, in the order of ROLES, among those that a person has by group and by name; "" for none."""
    given = {*groups, *people}
    return next((role for role in ROLES if role in given), "")
