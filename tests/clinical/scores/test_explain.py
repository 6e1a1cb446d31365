import pytest

from clinical.scores import Patient, explain, meld_terms

COMPLETE = {"bilirubin_umol_l": 342, "inr": 2.1, "creatinine_umol_l": 80, "dialysis": False}


def test_a_complete_meld_shows_what_was_used_and_what_each_input_adds():
    found = explain("MELD", **COMPLETE)
    assert found.value == 26
    assert found.raw == pytest.approx(26.06, abs=0.005)
    assert found.inputs_as_used == pytest.approx(
        {"bilirubin_mg_dl": 20.0, "inr": 2.1, "creatinine_mg_dl": 1.0, "dialysis": 0.0}
    )
    assert found.parts == meld_terms(**COMPLETE)
    assert sum(found.parts.values()) == pytest.approx(found.raw)
    assert found.floored == ("creatinine_umol_l",)
    assert found.flags == ("floored",)
    assert found.missing == found.impossible == found.capped == found.substituted == found.assumed == ()
    assert "OPTN" in found.reference


def test_caps_dialysis_and_clamping_are_told_apart():
    capped = explain("MELD", **COMPLETE | {"creatinine_umol_l": 500})
    assert (capped.capped, capped.substituted) == (("creatinine_umol_l",), ())
    dialysed = explain("MELD", **COMPLETE | {"dialysis": True})
    assert (dialysed.capped, dialysed.floored) == ((), ())
    assert dialysed.substituted == ("creatinine_umol_l",)
    assert dialysed.inputs_as_used["creatinine_mg_dl"] == 4.0
    assert dialysed.flags == ("dialysis",)
    highest = explain("MELD", bilirubin_umol_l=800, inr=9, creatinine_umol_l=300, dialysis=False)
    assert (highest.value, highest.flags) == (40, ("clamped",))
    assert highest.raw > 40


def test_a_value_exactly_at_its_bound_is_neither_floored_nor_capped():
    found = explain("MELD", bilirubin_umol_l=17.1, inr=1.0, creatinine_umol_l=353.6, dialysis=False)
    assert found.flags == ()


def test_what_is_missing_is_told_apart_from_what_is_impossible():
    found = explain("MELD30", bilirubin_umol_l=-5, inr=2.0, creatinine_umol_l=None, female=True)
    assert (found.value, found.raw, found.parts) == (None, None, {})
    assert found.missing == ("creatinine_umol_l", "sodium_mmol_l", "albumin_g_l")
    assert found.impossible == ("bilirubin_umol_l",)
    assert found.assumed == ("dialysis",)


def test_nothing_is_missing_where_the_score_could_do_without():
    found = explain("MELDNA", bilirubin_umol_l=10, inr=1.0, creatinine_umol_l=60, dialysis=False)
    assert (found.value, found.missing) == (6, ())


def test_a_score_that_does_not_apply_is_not_computed_and_says_why():
    inputs = {"inr": 1.8, "neutrophils_10e9_l": 4.5, "bilirubin_umol_l": 300, "urea_mmol_l": 4.2}
    inputs |= {"encephalopathy_grade": 0, "age_years": 48}
    alcohol = explain("COSSH2", patient=Patient(dx_type="ACLF", etiology="Alcohol"), **inputs)
    assert (alcohol.value, alcohol.applicable) == (None, False)
    assert "hepatitis B" in alcohol.not_applicable_en
    assert "乙型肝炎" in alcohol.not_applicable_zh
    hbv = explain("COSSH2", patient=Patient(dx_type="ACLF", etiology="HBV"), **inputs)
    assert (hbv.value, hbv.applicable, hbv.verified) == (6.73, True, False)
    assert hbv.caveat_en and hbv.caveat_zh
    unknown = explain("COSSH2", **inputs)
    assert (unknown.value, unknown.applicable) == (6.73, None)


def test_a_wrong_name_is_an_error():
    with pytest.raises(TypeError, match="creatinine_mg_dl"):
        explain("MELD", creatinine_mg_dl=1.0)
    with pytest.raises(KeyError):
        explain("MELD4", inr=1.0)
