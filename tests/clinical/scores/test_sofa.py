import pytest

from clinical.scores.sofa import sofa_coagulation, sofa_liver
from tests.clinical.vectors import keywords, vectors


@vectors("sofa_component", having=("bilirubin", "platelets"))
@pytest.mark.shows("score SOFALIV", "score SOFACOAG")
def test_sofa_parts_against_published_vectors(vector):
    """Kidney, brain and lungs are not computed: the trial's laboratory cannot supply them."""
    given = keywords(vector)
    part = sofa_liver if "bilirubin_umol_l" in given else sofa_coagulation
    assert part(**given) == vector["expected"]["points"]


@pytest.mark.shows("score SOFALIV", "score SOFACOAG")
def test_the_limits_of_both_parts():
    assert sofa_liver(bilirubin_umol_l=205.2) == 4
    assert sofa_liver(bilirubin_umol_l=205.1) == 3
    counts = [150, 149.9, 100, 99.9, 50, 49.9, 20, 19.9]
    assert sofa_coagulation(platelets_10e9_l=counts).tolist() == [0, 1, 1, 2, 2, 3, 3, 4]
