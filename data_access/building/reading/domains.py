"""Which domain each row of a data set belongs to."""

import re

import pyarrow as pa
from pyarrow import compute

from data_access.building.reading.source_dataset import DataSet

SUPPLEMENTAL, RELATIONS = "supp", "relrec"
DOMAIN_CODE = re.compile(r"[a-z][a-z0-9]|ap[a-z][a-z0-9]|relrec|relsub|relspec|supp[a-z][a-z0-9]{1,3}")


def is_sdtm(dataset: DataSet, declared: list[str]) -> bool:
    """Whether a column names the domain, or the data set has a domain's name and a column for the study."""
    names = _variables(dataset)
    return bool({"DOMAIN", "RDOMAIN"} & names.keys()) or "STUDYID" in names and fallback(dataset) in declared


def fallback(dataset: DataSet) -> str:
    """The domain by the data set's name, for rows that do not name one."""
    return dataset.name.strip().lower()


def is_code(domain: str) -> bool:
    """Whether this lower-case text can be a domain: two letters, or the name of a relationship data set."""
    return DOMAIN_CODE.fullmatch(domain) is not None


def domain_of_rows(dataset: DataSet, batch: pa.RecordBatch) -> pa.Array:
    """The lower-case domain of each row, as the row says; by the name of the data set where it does not."""
    names = _variables(dataset)
    if {"RDOMAIN", "QNAM"} <= names.keys():
        return compute.binary_join_element_wise(SUPPLEMENTAL, _code(batch, names["RDOMAIN"]), "")
    if {"RDOMAIN", "RELID"} <= names.keys():
        return pa.repeat(RELATIONS, batch.num_rows)
    if "DOMAIN" not in names:
        return pa.repeat(fallback(dataset), batch.num_rows)
    codes = _code(batch, names["DOMAIN"])
    return compute.if_else(compute.equal(codes, ""), fallback(dataset), codes)


def _variables(dataset: DataSet) -> dict[str, str]:
    """Column name by SDTM variable."""
    return {column.strip().upper(): column for column in dataset.columns}


def _code(batch: pa.RecordBatch, column: str) -> pa.Array:
    return compute.utf8_lower(compute.fill_null(batch.column(column), ""))
