"""JSON text of any length, one value at a time."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.building.reading import json_scanner
from data_access.building.reading.json_scanner import MalformedError, Scanner

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def scanner(text):
    return Scanner(io.StringIO(text))


@given(values=st.lists(VALUES, max_size=6), piece=st.integers(1, 9), indent=st.sampled_from([None, 1]))
def test_items_are_what_json_reads_whatever_the_pieces(values, piece, indent):
    text = json.dumps(values, indent=indent)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_scanner, "CHUNK_BYTES", piece)
        read = list(scanner(text).items())
    assert read == json.loads(text, parse_float=str, parse_int=str)


@given(values=st.lists(st.integers(), min_size=1, max_size=6), cut=st.integers(1, 5))
def test_an_array_that_does_not_end_is_malformed(values, cut):
    text = json.dumps(values)
    with pytest.raises(MalformedError):
        list(scanner(text[: max(1, len(text) - cut)]).items())


def test_the_keys_of_an_object_come_before_their_values():
    walker = scanner('{"a": 1, "rows": [[1.50], [2]], "b": {"c": null}}')
    seen = {key: walker.value() for key in walker.members()}
    assert seen == {"a": "1", "rows": [["1.50"], ["2"]], "b": {"c": None}}


def test_a_value_without_end_is_given_up(monkeypatch):
    monkeypatch.setattr(json_scanner, "LONGEST_VALUE", 1000)
    monkeypatch.setattr(json_scanner, "CHUNK_BYTES", 100)
    with pytest.raises(MalformedError):
        scanner('["' + "x" * 10_000).items().__next__()
