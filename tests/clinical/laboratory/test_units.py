import csv
import gzip
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinical.laboratory.tests import LAB_TESTS
from clinical.laboratory.units import canonical, convert, factor, plausible, suspected_unit
from tests.clinical.vectors import vectors

COUNTS = (
    "10^9/L", "GI/L", "K/uL", "THOU/uL", "x10^9/L", "x 109/L", "10E9/L", "10^3/uL", "10⁹/L", "×10^9/L",
    "10*9/L", "10*3/uL", "K/µL", "10^3/mm3", "1 0 ^ 9 / L",
)  # fmt: skip


@pytest.mark.parametrize("spelling", COUNTS)
def test_every_way_of_writing_thousands_per_microlitre(spelling):
    assert canonical(spelling) == "10^9/L"
    assert factor("PLAT", spelling) == 1.0


@pytest.mark.parametrize(
    ("code", "reported", "unit", "value"),
    [
        ("PLAT", 150, "/nL", 150), ("PLAT", 150, "G/L", 150), ("PLAT", 150, "Gpt/L", 150), ("PLAT", 150, "Mrd/l", 150),
        ("PLAT", 150, "Tsd/µl", 150), ("WBC", 4.4, "x 109 cells/L", 4.4), ("WBC", 4.4, "10*9{cells}/L", 4.4),
        ("RBC", 4.5, "T/L", 4.5), ("RBC", 4.5, "/pL", 4.5), ("RBC", 4.5, "Tpt/L", 4.5), ("RBC", 4.5, "Mio/µL", 4.5),
        ("RBC", 4500000, "/uL", 4.5), ("HGB", 12.1, "gm/dL", 121), ("ALB", 2.7, "gm%", 27),
        ("CHOLINES", 6.93, "kU/L", 6930), ("CHOLINES", 6.93, "U/mL", 6930), ("ALT", 40, "[iU]/L", 40),
        ("URATE", 0.31, "mmol/L", 310), ("CREAT", 90, "nmol/mL", 90), ("DDIMER", 500, "ng/mL", 0.5),
        ("LACTATE", 2, "mEq/L", 2), ("HBVDNA", 3, "kIU/L", 3),
    ],
)  # fmt: skip
def test_d4_units_as_french_german_and_older_reports_write_them_by_si_prefixes(code, reported, unit, value):
    assert convert(code, reported, unit) == value


@pytest.mark.parametrize(
    ("code", "unit"),
    [("ALT", "pkat/L"), ("ALT", "mkat/L"), ("PLAT", "/L"), ("PLAT", "15/L"), ("PLAT", "/fL"), ("ALT", "G/L"),
     ("HGB", "T/L"), ("RBC", "G/L")],
)  # fmt: skip
def test_d4_a_unit_that_is_not_one_of_the_test_is_refused(code, unit):
    assert factor(code, unit) is None


@pytest.mark.parametrize(
    "spelling", ["umol/L", "µmol/L", "μmol/L", "UMOL/L", "ｕｍｏｌ／Ｌ", " umol / l", "微摩尔/升"]
)
def test_both_mu_characters_full_width_and_case(spelling):
    assert canonical(spelling) == "umol/L"


@pytest.mark.parametrize("spelling", [None, "", "UNK", "1", "ratio", "Ratio", "NO UNITS"])
def test_a_ratio_needs_no_unit_but_nothing_else_goes_without(spelling):
    assert factor("INR", spelling) == 1.0
    assert canonical(spelling) in ("", None)
    assert {code for code in LAB_TESTS if factor(code, spelling) is not None} == {"INR"}


def test_equivalents_are_accepted_only_for_the_analytes_they_are_true_of():
    assert factor("SODIUM", "mEq/L") == 1.0
    assert factor("NA", "mEq/L") == 1.0
    assert factor("CA", "mEq/L") == 0.5
    assert factor("BILI", "mEq/L") is None
    assert factor("RBC", "MILL/uL") == 1.0
    assert factor("RBC", "K/uL") is None


def test_urea_in_mg_dl_is_clear_only_from_a_nitrogen_code():
    assert factor("BUN", "mg/dL") == 0.357
    assert factor("UREAN", "mg/dL") == 0.357
    assert factor("UREA", "mg/dL") is None


def test_the_factors_of_the_protocol_and_the_meld_sources():
    assert convert("BILI", 10, "mg/dL") == 171.0
    assert convert("CREAT", 1, "mg/dL") == 88.4
    assert convert("ALT", [1, None], "ukat/L").tolist()[0] == 60.0
    assert np.isnan(convert("ALT", [1, None], "ukat/L")[1])
    assert np.isnan(convert("BILI", 10, None))
    assert np.isnan(convert("BILI", 10, "stones"))
    assert np.isnan(convert("NO SUCH TEST", 10, "mg/dL"))


@vectors("unit_conversion")
def test_conversion_against_published_vectors(vector):
    inputs, expected = vector["inputs"], vector["expected"]
    code = {"bilirubin": "BILI", "creatinine": "CREAT", "BUN->urea": "BUN"}[inputs["analyte"]]
    converted = float(convert(code, inputs["value"], inputs["from"]))
    assert round(converted, expected["round_dp"]) == expected["value"]


def test_conversion_against_the_pilot_submission(shared):
    """Its own results in original and standard units must meet in ours: 28 tests, 50,761 results."""
    pairs = defaultdict(list)
    with gzip.open(shared / "data/pilot/lb.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["LBSTRESN"] and row["LBORRES"].replace(".", "", 1).isdigit():
                key = row["LBTESTCD"], row["LBORRESU"], row["LBSTRESU"]
                pairs[key].append((float(row["LBORRES"]), float(row["LBSTRESN"])))
    compared = {}
    for (code, original, standard), results in pairs.items():
        if factor(code, original) is None or factor(code, standard) is None:
            continue
        reported, standardised = np.array(results).T
        assert convert(code, reported, original) == pytest.approx(
            convert(code, standardised, standard), rel=1e-9
        )
        compared[code] = len(results)
    assert {"BILI", "CREAT", "BUN", "ALB", "HGB", "PLAT", "SODIUM", "CHOL", "CA", "URATE"} <= set(compared)
    assert (len(compared), sum(compared.values())) == (28, 50_761)


@settings(deadline=None)
@given(st.text(max_size=12))
def test_one_spelling_stays_itself_whatever_is_typed(unit):
    spelled = canonical(unit)
    assert canonical(spelled) == spelled


@pytest.mark.parametrize(
    ("code", "value", "unit"),
    [
        ("BILI", 17, "mg/dL"),
        ("BILI", 25.0, "mg/dL"),
        ("CREAT", 1.2, "mg/dL"),
        ("ALB", 3.2, "g/dL"),
        ("HGB", 9.8, "g/dL"),
    ],
)
def test_a_value_that_looks_like_another_unit_in_liver_failure(code, value, unit):
    assert suspected_unit(code, value) == unit


@pytest.mark.parametrize(
    ("code", "value"), [("BILI", 171), ("BILI", 0), ("CREAT", 60), ("ALT", 5), ("BILI", float("nan"))]
)
def test_an_ordinary_value_raises_no_suspicion(code, value):
    assert suspected_unit(code, value) is None


def test_plausible_limits_are_inclusive():
    assert plausible("SODIUM", 95)
    assert not plausible("SODIUM", 94.9)
    assert not plausible("BILI", float("nan"))
