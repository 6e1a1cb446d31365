"""The trial for readers who may not learn about a patient: how far it is, who the patients are, how they are.

Masked before anything reaches a page or a file (`data_access.overview.counted_lines`): neither can show what
is not said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pandas import DataFrame

from clinical.laboratory.tests import LAB_TESTS
from clinical.statistics.disclosure_control import WITHHELD, Cell, above, at_least
from data_access.arms import baseline
from data_access.common.database import Database
from data_access.meeting.questions import ask
from data_access.overview import counts as overview_counts
from data_access.overview.counted_lines import Counts, Group, Line, middle
from data_access.overview.counts import ARMS, POPULATION

TOPICS = ("progress", "outcome", "patients", "safety", "visits")
NUMBERS = ("AGE", "MELD", "BILI", "INR")
# The levels of a variable that every trial spells alike; None: as the trial spells them.
LEVELS = {"SEX": ("F", "M"), "DXTYPE": ("ACLF", "ALF"), "CIRRH": ("Y", "N"), "ETIOL": None}
OTHER = "OTHER"
# The worst that happened to a patient, from worst to best.
WORST = ("serious", "severe", "milder", "unharmed")


@dataclass(frozen=True)
class Overview:
    """The lines in the order of TOPICS. `arms`: those that are told apart, none where one of them is small."""

    limit: int
    arms: tuple[str, ...]
    lines: tuple[Line, ...]

    def of(self, topic: str) -> list[Line]:
        """The lines of a topic; none where there is nothing to say."""
        return [line for line in self.lines if line.topic == topic]


@lru_cache(maxsize=4)
def overview(db: Database, limit: int) -> Overview:
    """Everything that may be said with this limit; of fewer than `limit` randomised patients nothing but that."""
    sizes = overview_counts.sizes(db)
    arms, group = tuple(sizes), Group(tuple(sizes.values()), limit)
    if group.total < limit:
        return Overview(limit, (), (group.size("progress", "randomised"),))
    lines = [
        *_progress(db, group, arms),
        *_outcome(db, group, arms),
        *_patients(db, group, arms),
        *_safety(db, group, arms),
        *_visits(db, group, arms),
    ]
    return Overview(limit, arms if group.apart else (), tuple(lines))


def _progress(db: Database, group: Group, arms: tuple[str, ...]) -> Iterator[Line]:
    screened = above(group.total, overview_counts.not_randomised(db), group.limit)
    # Nobody has an arm before randomisation.
    yield Line("progress", "screened", screened.text, ("",) * len(arms))
    yield group.size("progress", "randomised")
    if not db.snapshot.arms_hidden:  # who was treated is a trace of the arm, and is not in the database then
        yield group.parts("progress", overview_counts.parts(db, "treated", arms))[0]


def _outcome(db: Database, group: Group, arms: tuple[str, ...]) -> Iterator[Line]:
    """How they are, and below whoever died or lives, when and in which part of the trial."""
    counts = overview_counts.parts(db, "outcome", arms)
    detail = {
        whole: {code: counts[code] for code in codes}
        for whole, codes in overview_counts.OUTCOME_DETAIL.items()
    }
    added = {
        whole: [sum(arm) for arm in zip(*codes.values(), strict=True)] for whole, codes in detail.items()
    }
    main = {**added, "transplanted": counts["transplanted"], "gone": counts["gone"]}
    lead = list(main).index("alive")
    masked = zip(group.parts("outcome", main, lead=lead), *group.masked(main, lead), strict=True)
    for line, together, by_arm in masked:
        yield line
        if line.code in detail:
            yield from group.within("outcome", detail[line.code], together, by_arm)


def _patients(db: Database, group: Group, arms: tuple[str, ...]) -> Iterator[Line]:
    values = baseline.measured(db, POPULATION, ARMS)
    for variable in NUMBERS:
        rows = values[values["variable"] == variable]
        if len(rows):
            yield _spread(rows, variable, group, arms)
    classed = baseline.classed(db, POPULATION, ARMS)
    for variable, levels in LEVELS.items():
        rows = classed[classed["variable"] == variable]
        if len(rows):
            yield from _classes(rows, variable, levels, group, arms)


def _spread(rows: DataFrame, variable: str, group: Group, arms: tuple[str, ...]) -> Line:
    decimals = LAB_TESTS[variable].decimals if variable in LAB_TESTS else 0
    columns = [rows, *(rows[rows["arm"] == arm] for arm in arms)]
    values = (column["value"].to_numpy(dtype=float, na_value=float("nan")) for column in columns)
    together, *each = (middle(column, group.limit, decimals) for column in values)
    return Line("patients", variable, together, tuple(each) if group.apart else _nothing(arms))


def _classes(
    rows: DataFrame, variable: str, levels: Sequence[str] | None, group: Group, arms: tuple[str, ...]
) -> list[Line]:
    """The levels, and as one all others and whoever has none; of a trial's own levels only those that are not small."""
    found = overview_counts.by_code(rows, "level", arms)
    named = levels or sorted(level for level, counts in found.items() if sum(counts) >= group.limit)
    counts: Counts = {level: found.get(level, [0 for _ in arms]) for level in named}
    others = [size - sum(here) for size, *here in zip(group.sizes, *counts.values(), strict=True)]
    if levels and 0 < sum(others) < group.limit:
        # A line for them would say that there is at least one.
        return [Line("patients", variable, WITHHELD.text, _nothing(arms), level) for level in levels]
    if sum(others) or not levels:
        counts = {**counts, OTHER: others}
    return group.parts("patients", counts, variable)


def _safety(db: Database, group: Group, arms: tuple[str, ...]) -> Iterator[Line]:
    counts = overview_counts.parts(db, "worst", arms)
    lead = list(counts).index("unharmed")
    lines = group.parts("safety", counts, lead=lead)
    yield from sorted(lines, key=lambda line: WORST.index(line.code))
    together, by_arms = group.masked(counts, lead)
    unharmed = together.pop(lead)
    affected = Cell(least=at_least(together, unharmed, group.total))
    by_arm = [
        Cell(least=size - (cell.least or 0)) if cell.exact else WITHHELD
        for size, cell in zip(group.sizes, by_arms[lead], strict=True)
    ]
    for system, counts_of in sorted(_systems(db, arms).items()):
        said = group.having(counts_of, affected, by_arm)
        if said is not None:
            yield group.line("safety", "soc", said[0], said[1:], system)


def _systems(db: Database, arms: tuple[str, ...]) -> dict[str, list[int]]:
    """Patients with a treatment-emergent event of each system organ class."""
    answer = ask(
        db, "adverse_events", analysis_set=POPULATION, treatment=ARMS, layer="any", emergent="emergent"
    )
    rows = answer.tables["rows"]
    return overview_counts.by_code(rows[rows["kind"] == "SOC"], "soc", arms)


def _visits(db: Database, group: Group, arms: tuple[str, ...]) -> list[Line]:
    if not overview_counts.plans_visits(db):
        return []
    counts = overview_counts.parts(db, "visits", arms)
    due = Group(tuple(sum(arm) for arm in zip(*counts.values(), strict=True)), group.limit, group.apart)
    return [due.size("visits", "due"), *due.parts("visits", counts)]


def _nothing(arms: Sequence[str]) -> tuple[str, ...]:
    return (WITHHELD.text,) * len(arms)
