"""Names from the data enter SQL as names, text as text."""

import duckdb
import pytest

from data_access.common.sql_text import fill, literal, quoted

AWKWARD = ["lb", 'a"b', "it's", 'x"); DROP TABLE t; --', "{braces}", "总胆红素", "select"]


@pytest.mark.parametrize("name", AWKWARD)
def test_any_text_is_a_name_and_a_value(name):
    statement = fill("SELECT {value} AS {name}", value=literal(name), name=quoted(name))
    result = duckdb.connect().execute(statement)
    assert result.description[0][0] == name
    assert result.fetchall() == [(name,)]
