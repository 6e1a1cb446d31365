import pytest

from clinical.scores import applies
from clinical.scores.population import has_hbv


@pytest.mark.parametrize(
    ("code", "patient", "answer"),
    [
        ("MELD", {}, True),
        ("CLIFACLF", {"dx_type": "ACLF", "cirrhosis": True}, True),
        ("CLIFACLF", {"dx_type": "ACLF", "cirrhosis": False}, False),
        ("CLIFOF", {"dx_type": "ALF", "cirrhosis": None}, False),
        ("ACLFGR", {"dx_type": "ACLF", "cirrhosis": None}, None),
        ("COSSH2", {"dx_type": "ACLF", "etiology": "Chronic hepatitis B"}, True),
        ("COSSH2", {"dx_type": "ACLF", "etiology": "Alcohol"}, False),
        ("COSSH2", {"dx_type": "ALF", "etiology": "HBV"}, False),
        ("COSSH2", {"etiology": "HBV"}, None),
        ("COSSH2", {"dx_type": "ACLF"}, None),
        ("KINGSNON", {"dx_type": "ALF"}, True),
        ("KINGSPAR", {"dx_type": "ACLF"}, False),
        ("KINGSPAR", {}, None),
        ("AARC", {"dx_type": "ALF"}, False),
    ],
)
def test_a_score_applies_only_where_it_is_defined_and_the_unknown_stays_unknown(code, patient, answer):
    assert applies(code, **patient) is answer


@pytest.mark.parametrize(
    ("etiology", "answer"),
    [("HBV", True), ("HBV + alcohol", True), ("乙型肝炎", True), ("HCV", False), (None, None), ("", None)],
)
def test_hepatitis_b_is_recognised_in_free_text(etiology, answer):
    assert has_hbv(etiology) is answer
