"""Makes the adam tables from the sdtm tables: every file in sql/adam, each after the tables it reads.

What a file creates and reads is taken from its text, so a new analysis table is one new file. Files in
sql/work hold the steps between; their tables live in the schema `work`, which is gone when `make` returns.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path

from duckdb import DuckDBPyConnection

from clinical.protocols.protocol import Protocol
from data_access.building.analysis.board import rank_board
from data_access.building.analysis.clinical_courses import label_courses, list_course_windows
from data_access.building.analysis.grades import list_grade_terms, offer_grades, withdraw_grades
from data_access.building.analysis.infusion_rules import (
    list_signs,
    offer_infusion_rules,
    withdraw_infusion_rules,
)
from data_access.building.analysis.lab_codes import list_lab_codes
from data_access.building.analysis.limit_tables import list_display_limits, list_injury_limits
from data_access.building.analysis.organs import (
    list_complications,
    list_findings,
    list_treatments,
    offer_organs,
    withdraw_organs,
)
from data_access.building.analysis.plan_tables import write_plan
from data_access.building.analysis.score_derivation import derive_scores, list_sources
from data_access.building.analysis.separations import find_separations, list_unit_tables
from data_access.building.analysis.treatment_kinds import list_kinds
from data_access.common.study import study_protocol

SQL = Path(__file__).parents[2] / "sql"
CREATED = re.compile(r"CREATE (?:TABLE|VIEW|MACRO) (?P<name>(?:adam|work)\.\w+)")
NAMED = re.compile(r"\b(?:adam|work)\.\w+")
COMMENT = re.compile(r"--.*")


@dataclass(frozen=True)
class Step:
    """One step: the tables and macros it creates, those it needs first, and what it does."""

    name: str
    creates: frozenset[str]
    needs: frozenset[str]
    run: Callable[[DuckDBPyConnection], object]


Progress = Callable[[float, str], None]


def make(
    connection: DuckDBPyConnection,
    protocol: Protocol | None = None,
    progress: Progress = lambda share, name: None,
) -> None:
    """Create all adam tables from sdtm and meta.snapshot; the protocol is that of the study unless given.

    The schema adam must exist and be empty, the date macros of sql/macros.sql must be known. `progress` hears
    the share of steps done (0 to 1) and the next one.
    """
    chosen = protocol or study_protocol(connection)
    connection.execute("CREATE SCHEMA work")
    offer_grades(connection)
    offer_organs(connection)
    offer_infusion_rules(connection)
    try:
        write_plan(connection, chosen)
        steps = list(in_order([*sql_steps(), *PYTHON_STEPS]))
        for done, step in enumerate(steps):
            progress(done / len(steps), step.name)
            step.run(connection)
    finally:
        withdraw_grades(connection)
        withdraw_organs(connection)
        withdraw_infusion_rules(connection)
        connection.execute("DROP SCHEMA work CASCADE")


def sql_steps() -> Iterator[Step]:
    """A step for every .sql file of the analysis."""
    for path in sorted([*(SQL / "work").glob("*.sql"), *(SQL / "adam").glob("*.sql")]):
        text = path.read_text(encoding="utf-8")
        code = COMMENT.sub("", text)
        creates = frozenset(match["name"] for match in CREATED.finditer(code))
        yield Step(
            f"{path.parent.name}/{path.stem}",
            creates,
            frozenset(NAMED.findall(code)) - creates,
            _runner(text),
        )


def _runner(text: str) -> Callable[[DuckDBPyConnection], object]:
    return lambda connection: connection.execute(text)


PYTHON_STEPS = (
    Step(
        "lab codes", frozenset({"work.lab_code", "work.lab_unit"}), frozenset({"work.fluid"}), list_lab_codes
    ),
    Step("score sources", frozenset({"work.score_source", "work.score_name"}), frozenset(), list_sources),
    Step(
        "scores",
        frozenset({"work.score_value"}),
        frozenset({"work.score_input", "work.lab", "adam.adsl"}),
        derive_scores,
    ),
    Step("complications", frozenset({"work.complication"}), frozenset(), list_complications),
    Step("findings", frozenset({"work.finding"}), frozenset(), list_findings),
    Step(
        "treatments",
        frozenset({"work.drug_group", "work.category_group", "work.group_order", "work.ventilation"}),
        frozenset(),
        list_treatments,
    ),
    Step(
        "display limits",
        frozenset({"work.display_limit", "work.display_age", "work.happening"}),
        frozenset(),
        list_display_limits,
    ),
    Step("treatment kinds", frozenset({"work.treatment_kind"}), frozenset(), list_kinds),
    Step(
        "units",
        frozenset({"work.known_test", "work.unit_ratio", "work.limit_low", "work.limit_high"}),
        frozenset(),
        list_unit_tables,
    ),
    Step("separations", frozenset({"work.separation"}), frozenset({"work.paired_draw"}), find_separations),
    Step("course windows", frozenset({"work.course_window"}), frozenset(), list_course_windows),
    Step("courses", frozenset({"adam.adcourse"}), frozenset({"work.course_value"}), label_courses),
    Step("grade terms", frozenset({"work.grade_term"}), frozenset(), list_grade_terms),
    Step("injury limits", frozenset({"work.injury_limit"}), frozenset(), list_injury_limits),
    Step("signs", frozenset({"work.sign", "work.sign_code"}), frozenset(), list_signs),
    Step("board", frozenset({"adam.board"}), frozenset({"work.board", "work.standing"}), rank_board),
)


def in_order(steps: list[Step]) -> Iterator[Step]:
    """The steps, each after those that create what it needs. CycleError if they need each other."""
    creator = {name: step.name for step in steps for name in step.creates}
    needs = {step.name: {creator[name] for name in step.needs if name in creator} for step in steps}
    by_name = {step.name: step for step in steps}
    # Sorted first: the same order on every run.
    for name in TopologicalSorter(dict(sorted(needs.items()))).static_order():
        yield by_name[name]
