"""Which domain each row belongs to."""

import pyarrow as pa
import pytest

from data_access.building.reading.domains import domain_of_rows, is_code, is_sdtm
from data_access.building.reading.source_dataset import DataSet


def dataset(name, *columns):
    return DataSet(f"{name}.csv", "CSV", "UTF-8", name, columns, lambda: iter(()), lambda: 1.0)


@pytest.mark.parametrize(
    ("columns", "row", "domain"),
    [
        (("STUDYID", "DOMAIN", "USUBJID"), ("S", "LB", "1"), "lb"),
        (("studyid", "domain", "usubjid"), ("S", "lb", "1"), "lb"),
        (("STUDYID", "DOMAIN", "USUBJID"), ("S", "", "1"), "lbch"),
        (("STUDYID", "DOMAIN", "USUBJID"), ("S", None, "1"), "lbch"),
        (("STUDYID", "USUBJID"), ("S", "1"), "lbch"),
        (("STUDYID", "RDOMAIN", "USUBJID", "QNAM"), ("S", "LB", "1", "X"), "supplb"),
        (("STUDYID", "RDOMAIN", "USUBJID", "RELID"), ("S", "LB", "1", "X"), "relrec"),
        (("STUDYID", "DOMAIN", "RDOMAIN", "COVAL"), ("S", "CO", "LB", "X"), "co"),
    ],
)
def test_the_row_says_it_else_the_name_of_the_data_set(columns, row, domain):
    batch = pa.RecordBatch.from_pydict(
        {name: pa.array([value], pa.string()) for name, value in zip(columns, row, strict=True)}
    )
    assert domain_of_rows(dataset("lbch", *columns), batch).to_pylist() == [domain]


@pytest.mark.parametrize("code", ["lb", "zz", "x1", "aplb", "relrec", "supplb", "suppaplb"])
def test_what_can_be_a_domain(code):
    assert is_code(code)


@pytest.mark.parametrize("code", ["", "l", "lbch", "LB", "1b", "lb;", "supp", "supplbxxx", "总"])
def test_what_cannot_be_a_domain(code):
    assert not is_code(code)


@pytest.mark.parametrize(
    ("name", "columns", "expected"),
    [
        ("lb", ("STUDYID", "USUBJID"), True), ("lb", ("USUBJID", "AGE"), False), ("eldd", ("STUDYID",), False),
        ("eldd", ("DOMAIN",), True), ("supp", ("RDOMAIN",), True), ("adsl", ("STUDYID", "USUBJID"), False),
    ],
)  # fmt: skip
def test_what_is_sdtm(name, columns, expected):
    assert is_sdtm(dataset(name, *columns), ["dm", "lb"]) is expected
