"""One data set into one sdtm table: text becomes the declared type, what cannot is rejected with its reason."""

from duckdb import DuckDBPyConnection

from data_access.dataset import DataSet
from data_access.statements import fill, literal, quoted
from data_access.tables import INTEGER, NUMBER

# The blanks around a value mean nothing; SAS writes a dot for a missing number and R writes NA.
TEXT = "nullif(trim({raw}, ' \t\r\n\u00a0\u3000'), '')"
GIVEN = "CASE WHEN {text} NOT IN ('.', 'NA') THEN {text} END"
# Underscores and infinities pass DuckDB's cast but are no numbers of a trial.
NOT_A_NUMBER = (
    "{given} IS NOT NULL AND ({number} IS NULL OR NOT isfinite({number}) OR contains({given}, '_'))"
)
NOT_WHOLE = "{number} <> floor({number}) OR abs({number}) > 2147483647"
LOAD = """
INSERT INTO {table} ({targets}, source_file, source_row)
SELECT {values}, $file, source_row FROM ({judged}) WHERE fault IS NULL
"""
REJECT = """
INSERT INTO meta.rejected
SELECT $file, $domain, source_row, {columns}[fault], {reasons}[fault], record FROM ({judged}) WHERE fault IS NOT NULL
"""
JUDGED = """
SELECT *, {fault} AS fault FROM (
    SELECT *, {numbers} FROM (
        SELECT *, {given} FROM (
            SELECT {texts}, {record} AS record, source_row FROM source_batch WHERE source_domain = $domain
        )
    )
)
"""


class Casting:
    """How the columns of a data set enter sdtm.<domain>; `variables` are their lower-case names."""

    def __init__(self, dataset: DataSet, domain: str, types: dict[str, str], required: list[str]) -> None:
        self._dataset, self._domain = dataset, domain
        self.variables = [column.strip().lower() for column in dataset.columns]
        self._numeric = {
            at: types[name] for at, name in enumerate(self.variables) if types[name] in (NUMBER, INTEGER)
        }
        self._faults = self._possible_faults(required)
        self._load = self._statement(LOAD)
        self._reject = self._statement(REJECT)

    def load(self, connection: DuckDBPyConnection, rows: int) -> None:
        """Load the rows of the registered batch that belong to this domain; `rows` is how many there are."""
        given = {"file": self._dataset.file, "domain": self._domain}
        (loaded,) = connection.execute(self._load, given).fetchone() or (0,)
        if loaded != rows:
            connection.execute(self._reject, given)

    @staticmethod
    def record(dataset: DataSet) -> str:
        """The raw row as a JSON object, as an SQL expression."""
        members = ", ".join(f"{literal(name)}: {quoted(name)}" for name in dataset.columns)
        return f"to_json({{{members}}})"

    def _possible_faults(self, required: list[str]) -> list[tuple[str, str, str]]:
        """Condition, variable and reason of everything that can be wrong with a row."""
        faults = []
        for name in required:
            missing = f"t{self.variables.index(name)} IS NULL" if name in self.variables else "true"
            faults.append((missing, name.upper(), "missing"))
        for at, type_ in self._numeric.items():
            condition = NOT_A_NUMBER.format(given=f"g{at}", number=f"n{at}")
            kind = "a number"
            if type_ == INTEGER:
                condition += " OR " + NOT_WHOLE.format(number=f"n{at}")
                kind = "a whole number"
            faults.append((condition, self.variables[at].upper(), f"not {kind}"))
        return faults

    def _statement(self, template: str) -> str:
        count = range(len(self.variables))
        judged = fill(
            JUDGED,
            texts=", ".join(f"{TEXT.format(raw=quoted(self._dataset.columns[at]))} AS t{at}" for at in count),
            given=", ".join(f"{GIVEN.format(text=f't{at}')} AS g{at}" for at in self._numeric) or "1",
            numbers=", ".join(f"try_cast(g{at} AS DOUBLE) AS n{at}" for at in self._numeric) or "1",
            fault=self._fault(),
            record=self.record(self._dataset) if template is REJECT else "NULL",
        )
        return fill(
            template,
            judged=judged,
            table="sdtm." + quoted(self._domain),
            targets=", ".join(quoted(name) for name in self.variables),
            values=", ".join(f"n{at}" if at in self._numeric else f"t{at}" for at in count),
            columns="[" + ", ".join(literal(name) for _, name, _ in self._faults) + "]",
            reasons="[" + ", ".join(literal(reason) for _, _, reason in self._faults) + "]",
        )

    def _fault(self) -> str:
        """The number of the first fault, from 1; NULL for a good row."""
        cases = " ".join(f"WHEN {fault[0]} THEN {at}" for at, fault in enumerate(self._faults, 1))
        return f"CASE {cases} END" if cases else "NULL::INTEGER"
