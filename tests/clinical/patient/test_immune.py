import pytest

from clinical.patient.immune import SUBSETS, reference


@pytest.mark.parametrize(
    ("code", "low", "high"),
    [("CD3", 61, 85), ("CD4", 28, 58), ("CD8", 19, 48), ("CD19", 7, 23), ("NK", 6, 29)],
)
@pytest.mark.shows("secondary outcome 2")
def test_percentages_of_reichert_1991_abstract(code, low, high):
    found = reference(code, "%")
    assert found is not None and (found.low, found.high) == (low, high) and "1991" in found.source


def test_ranges_only_remembered_are_left_out():
    assert reference("CD4NAIVE", "%") is None and reference("CD4MEM", "%") is None
    assert reference("TREG", "%") is None and reference("CD4", "g/L") is None


def test_what_a_percentage_is_of():
    assert {code: subset.of for code, subset in SUBSETS.items() if subset.of != "LYMPH"} == {
        "CD4NAIVE": "CD4", "CD4MEM": "CD4", "CD4CD8": "",
    }  # fmt: skip
