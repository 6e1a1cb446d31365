import pytest

from clinical.laboratory.tests import LAB_TESTS, paramcd
from clinical.laboratory.units import canonical

PANEL = (
    "ALT AST ALP GGT BILI BILDIR ALB INR PTA PT CREAT UREA SODIUM K PLAT WBC NEUT HGB AMMONIA LACTATE LYMPH"
)


def test_the_liver_panel_in_its_standard_units():
    assert set(PANEL.split()) <= set(LAB_TESTS)
    units = {code: LAB_TESTS[code].unit for code in ("BILI", "CREAT", "ALB", "ALT", "SODIUM", "PTA", "INR")}
    assert units == {
        "BILI": "umol/L",
        "CREAT": "umol/L",
        "ALB": "g/L",
        "ALT": "U/L",
        "SODIUM": "mmol/L",
        "PTA": "%",
        "INR": "",
    }


@pytest.mark.parametrize(
    ("lbtestcd", "code"),
    [
        ("BUN", "UREA"),
        ("UREAN", "UREA"),
        ("TBIL", "BILI"),
        ("PLT", "PLAT"),
        ("NA", "SODIUM"),
        ("CREA", "CREAT"),
        ("CR", "CREAT"),
        ("DBIL", "BILDIR"),
        ("NH3", "AMMONIA"),
        ("LAC", "LACTATE"),
        ("PT-INR", "INR"),
        ("LYM", "LYMPH"),
        (" alt ", "ALT"),
        ("ANISO", None),
    ],
)
def test_a_source_code_leads_to_one_parameter(lbtestcd, code):
    assert paramcd(lbtestcd) == code


def test_no_name_belongs_to_two_tests():
    names = [name for test in LAB_TESTS.values() for name in (test.code, *test.aliases)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("test", LAB_TESTS.values(), ids=LAB_TESTS)
def test_every_entry_is_complete_and_spells_its_units_canonically(test):
    assert test.en and test.zh and test.category in ("LIVER", "COAG", "RENAL", "HAEM", "OTHER")
    assert len(test.code) <= 8
    assert test.plausible_low < test.plausible_high
    assert test.conversions[test.unit] == 1.0
    assert test.conversions
    assert all(canonical(unit) == unit and factor > 0 for unit, factor in test.conversions.items())
    assert (
        test.suspect_below is None
        or test.plausible_low < test.suspect_below < test.plausible_high
        or (test.suspect_below == test.plausible_low)
    )
