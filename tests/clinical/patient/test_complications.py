import pytest

from clinical.patient.complications import complication


@pytest.mark.parametrize(
    ("term", "reported", "body_system", "found"),
    [
        ("Sepsis", None, "Infections and infestations", "INFECTION"),
        ("肺部感染", None, "感染及侵染类疾病", "INFECTION"),
        ("PERITONITIS BACTERIAL", None, "INFECTIONS AND INFESTATIONS", "INFECTION"),
        ("Pneumonitis", "pneumonia", "Respiratory, thoracic and mediastinal disorders", None),
        ("Lung infection", None, None, "INFECTION"),
        ("Upper gastrointestinal hemorrhage", None, "Gastrointestinal disorders", "BLEEDING"),
        ("RECTAL HAEMORRHAGE", None, "GASTROINTESTINAL DISORDERS", "BLEEDING"),
        ("消化道出血", None, None, "BLEEDING"),
        ("Gastrointestinal disorder", "melena", "Gastrointestinal disorders", "BLEEDING"),
        ("HAEMORRHOIDS", None, "GASTROINTESTINAL DISORDERS", None),
        ("Prophylaxis of bleeding", None, "Surgical and medical procedures", None),
        ("Nausea", "nausea", "Gastrointestinal disorders", None),
        (None, None, None, None),
    ],
)
def test_by_class_and_by_term(term, reported, body_system, found):
    assert complication(term, reported, body_system) == found
