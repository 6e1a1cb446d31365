"""Small trials drawn by hypothesis, and published ones, for the tests of survival."""

from hypothesis import strategies as st

# Freireich EJ et al. Blood 1963;21:699: weeks of remission in leukaemia; True: relapse.
MERCAPTOPURINE = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
MERCAPTOPURINE_RELAPSE = [True] * 9 + [False] * 12
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
PLACEBO_RELAPSE = [True] * 21


def patients(smallest: int = 1, largest: int = 12):
    """Lists of (day, event); few distinct days, so that ties are common."""
    patient = st.tuples(st.integers(0, 12), st.booleans())
    return st.lists(patient, min_size=smallest, max_size=largest)


def split(found):
    """Two columns from a list of patients."""
    return [day for day, _ in found], [event for _, event in found]
