"""The names of treatments in a study by what they do to results, and those about which somebody should decide."""

from collections.abc import Mapping, Sequence

import pandas as pd
from duckdb import DuckDBPyConnection

from clinical.patient.treatment_kind import DECIDED, DOUBTFUL, KINDS, UNMATCHED, Found, key_of, kind_of_record

NAMES = """
SELECT 'PR' AS source_domain, coalesce(prdecod, '') AS coded, coalesce(prtrt, '') AS reported, count(*) AS n
FROM sdtm.pr WHERE upper(proccur) IS DISTINCT FROM 'N' GROUP BY ALL
UNION ALL
SELECT 'CM', coalesce(cmdecod, ''), coalesce(cmtrt, ''), count(*)
FROM sdtm.cm WHERE upper(cmoccur) IS DISTINCT FROM 'N' GROUP BY ALL
UNION ALL
SELECT 'DS', coalesce(dsdecod, ''), coalesce(dsterm, ''), count(*)
FROM sdtm.ds WHERE upper(dsdecod) LIKE '%TRANSPLANT%' GROUP BY ALL
ORDER BY ALL
"""
KIND_COLUMNS = ["source_domain", "coded", "reported", "category"]
ASKED_COLUMNS = ["name", "domain", "kinds", "how", "n"]


def list_kinds(connection: DuckDBPyConnection) -> None:
    """work.treatment_kind, a row per name and kind, and meta.treatment_name, what to decide or decided.

    meta.decision: the kind by `key_of` a name, as a data manager chose it; what is none of KINDS is disregarded.
    A name of a procedure that no word knows is asked about; of drugs only what a word suggests.
    """
    decisions: dict[str, str] = dict(connection.execute("SELECT name, kind FROM meta.decision").fetchall())
    kinds, asked = [], []
    for domain, coded, reported, n in connection.execute(NAMES).fetchall():
        found = _found(domain, coded, reported, decisions)
        kinds += [(domain, coded, reported, kind) for kind in found.kinds]
        if found.how == DECIDED or (found.how in DOUBTFUL and (domain == "PR" or found.how != UNMATCHED)):
            asked.append((key_of(coded, reported), domain, "+".join(found.kinds), found.how, n))
    _store(connection, "CREATE TABLE work.treatment_kind AS FROM batch", kinds, KIND_COLUMNS)
    summed = "SELECT name, domain, kinds, how, sum(n) FROM batch GROUP BY ALL ORDER BY ALL"
    _store(connection, f"INSERT INTO meta.treatment_name {summed}", asked, ASKED_COLUMNS)


def _found(domain: str, coded: str, reported: str, decisions: Mapping[str, str]) -> Found:
    decided = decisions.get(key_of(coded, reported))
    if decided in KINDS:
        return Found((decided,), DECIDED)
    return kind_of_record(coded, reported, drug=domain == "CM")


def _store(
    connection: DuckDBPyConnection, statement: str, rows: Sequence[tuple[object, ...]], columns: list[str]
) -> None:
    """Text columns but for the count `n`, so that there may be no rows."""
    frame = pd.DataFrame(rows, columns=columns).astype({name: "string" for name in columns if name != "n"})
    connection.register("batch", frame)
    connection.execute(statement)
    connection.unregister("batch")
