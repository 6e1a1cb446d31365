"""What each column of a hospital's own table means: proposed from its name, chosen by a reader, kept as a file."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from clinical.laboratory.tests import LAB_TESTS
from data_access.building.loading.snapshot import SIMULATED_STUDY
from data_access.importing.column_names import ROLES, ROLES_OF, meaning, rank, stated_unit
from data_access.importing.refusals import Refused

VERSION = 1
NEEDED = ("subject", "date")
STUDY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_\-]{0,39}")


@dataclass(frozen=True)
class Column:
    """One column: its name; a key of `column_names.ROLES`, a PARAMCD, or '' to leave it out; its unit.

    `unit` is one that the registry converts for the test; None as long as nobody has said which.
    """

    name: str
    meaning: str = ""
    unit: str | None = None


@dataclass(frozen=True)
class Mapping:
    """The meaning of every column of a table, and the study (STUDYID) that its rows belong to.

    `sex`: what the codes of sex mean, `dates`: how 03/04/2026 is meant, as long as asked ''; keys of
    `sheet_to_sdtm.SEX_CODES` and of `dates.ORDERS`.
    """

    study: str
    columns: tuple[Column, ...]
    sex: str = ""
    dates: str = ""

    def column_of(self, role: str) -> str | None:
        """The name of the column with this role, if any has it."""
        return next((column.name for column in self.columns if column.meaning == role), None)

    def tests(self) -> tuple[Column, ...]:
        """The columns of laboratory results."""
        return tuple(column for column in self.columns if column.meaning in LAB_TESTS)


def units_of(code: str) -> tuple[str, ...]:
    """The units that a result of the test can be given in, the standard unit first."""
    return tuple(LAB_TESTS[code].conversions)


def propose(names: Iterable[str], study: str = "") -> Mapping:
    """What the names of the columns say; of several columns of one meaning the best name, then the first, is taken.

    A hospital's number beside the study's own code is left out: it tells who somebody is, the code says which one.
    """
    allowed = (*ROLES_OF["wide"], *LAB_TESTS)
    known = [(name, meaning(name)) for name in names]
    found = [(name, what if what in allowed else "") for name, what in known]
    best = {
        what: min((name for name, other in found if other == what), key=rank)
        for what in {m for _, m in found}
    }
    columns = [
        Column(name, what, stated_unit(name, what) if what in LAB_TESTS else None)
        if what and best[what] == name
        else Column(name)
        for name, what in found
    ]
    return Mapping(study, tuple(columns))


def faults(mapping: Mapping) -> list[tuple[str, str]]:
    """(code, what it is about) of everything that must be settled before the table can be read."""
    found = [] if STUDY.fullmatch(mapping.study) else [("study", mapping.study)]
    if mapping.study.upper() == SIMULATED_STUDY:
        found.append(("simulated", mapping.study))
    given = [column.meaning for column in mapping.columns if column.meaning]
    found += [("missing", role) for role in NEEDED if role not in given]
    found += [("double", each) for each in dict.fromkeys(given) if given.count(each) > 1]
    if not mapping.tests():
        found.append(("no_test", ""))
    return found + [("unit", column.name) for column in mapping.tests() if column.unit is None]


def to_json(mapping: Mapping) -> str:
    """The mapping as a file."""
    content = {"liverline_mapping": VERSION, **asdict(mapping)}
    return json.dumps(content, ensure_ascii=False, indent=1)


def from_json(content: bytes, names: Sequence[str]) -> Mapping:
    """The mapping in a file, for a table with these columns: those that the file does not know are left out.

    Refused if it is no such file, or names a meaning or a unit that does not exist.
    """
    try:
        read = json.loads(content.decode("utf-8-sig"))
        if read["liverline_mapping"] != VERSION:
            raise Refused("no_mapping")
        known = {item["name"]: _checked(Column(**item)) for item in read["columns"]}
        columns = tuple(known.get(name, Column(name)) for name in names)
        return Mapping(str(read["study"]), columns, str(read.get("sex", "")), str(read.get("dates", "")))
    except (ValueError, KeyError, TypeError) as error:
        raise Refused("no_mapping") from error


def _checked(column: Column) -> Column:
    is_test = column.meaning in LAB_TESTS
    if column.meaning and not is_test and column.meaning not in ROLES:
        raise Refused("no_mapping")
    if column.unit is not None and (not is_test or column.unit not in units_of(column.meaning)):
        raise Refused("no_mapping")
    return column
