"""The sdtm tables: what is declared, and what the suffix of a variable says."""

import re

import duckdb
import pytest

from data_access.building.loading.sdtm_tables import (
    SQL,
    columns_of,
    create_schemas,
    declared_domains,
    domains,
    ensure_table,
    required_columns,
    type_of,
)

ALWAYS_THERE = [
    "dm",
    "lb",
    "vs",
    "ex",
    "ec",
    "ae",
    "cm",
    "pr",
    "mh",
    "ds",
    "sv",
    "rs",
    "cp",
    "ie",
    "ts",
    "ta",
    "tv",
    "dd",
    "dv",
    "sc",
    "se",
    "fa",
]


@pytest.fixture(scope="module")
def connection():
    connection = duckdb.connect()
    create_schemas(connection)
    return connection


def test_these_domains_are_always_there(connection):
    assert set(ALWAYS_THERE) == set(declared_domains()) == set(domains(connection))


@pytest.mark.parametrize("domain", ALWAYS_THERE)
def test_a_declaration_says_its_grain_and_explains_every_column(connection, domain):
    text = (SQL / "sdtm" / f"{domain}.sql").read_text(encoding="utf-8")
    assert text.startswith("-- One row per ")
    assert f"(SDTM {domain.upper()})" in text.splitlines()[0]
    explained = re.findall(r"^    (\w+) [A-Z ]+,? +-- \S.*$", text, re.MULTILINE)
    assert explained == list(columns_of(connection, domain))


@pytest.mark.parametrize("domain", ALWAYS_THERE)
def test_declared_types_are_those_of_the_suffix(connection, domain):
    """One rule for variables: a variable that moves from declared to undeclared does not change its type."""
    for name, declared in columns_of(connection, domain).items():
        if not name.startswith("source_"):
            assert declared == type_of(name), name


@pytest.mark.parametrize("domain", ALWAYS_THERE)
def test_subjects_are_required_where_there_are_subjects(connection, domain):
    assert required_columns(connection, domain) == ([] if domain in ("ts", "ta", "tv") else ["usubjid"])


@pytest.mark.parametrize(
    ("variable", "type_"),
    [
        ("lbstresn", "DOUBLE"), ("visitnum", "DOUBLE"), ("exdose", "DOUBLE"), ("xxstnrhi", "DOUBLE"),
        ("lbseq", "INTEGER"), ("aestdy", "INTEGER"), ("visitdy", "INTEGER"),
        ("lbdtc", "VARCHAR"), ("lborres", "VARCHAR"), ("siteid", "VARCHAR"), ("aeptcd", "VARCHAR"),
    ],
)  # fmt: skip
def test_types_by_suffix(variable, type_):
    assert type_of(variable) == type_


def test_an_unknown_domain_gets_its_table_and_later_its_further_columns(connection):
    ensure_table(connection, "zz", ["studyid", "zzseq", 'odd "name"'])
    types = ensure_table(connection, "zz", ["zzseq", "zzstresn"])
    assert types == {
        "source_file": "VARCHAR", "source_row": "BIGINT", "studyid": "VARCHAR", "zzseq": "INTEGER",
        'odd "name"': "VARCHAR", "zzstresn": "DOUBLE",
    }  # fmt: skip
    connection.execute("DROP TABLE sdtm.zz")
