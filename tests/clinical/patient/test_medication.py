"""What a medicine is for, by names that wards and CDISC files use."""

import pytest

from clinical.patient.medication import (
    ATC_CODES,
    ATC_NAMES,
    CATEGORY_GROUPS,
    GROUPS,
    NAMES,
    group_of,
    ventilates,
)


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("TERLIPRESSIN", "VASOPRESSOR"),
        ("norepinephrine bitartrate", "VASOPRESSOR"),
        ("去甲肾上腺素", "VASOPRESSOR"),
        ("特利加压素", "VASOPRESSOR"),
        ("DESMOPRESSIN", "OTHER"),
        ("OCTREOTIDE", "OTHER"),
        ("MIDODRINE", "OTHER"),
        ("LIDOCAINE WITH EPINEPHRINE", "OTHER"),
        ("PSEUDOEPHEDRINE HYDROCHLORIDE", "OTHER"),
        ("CEFOPERAZONE-SULBACTAM", "ANTIBIOTIC"),
        ("注射用美罗培南", "ANTIBIOTIC"),
        ("RIFAXIMIN", "ENCEPHALOPATHY"),
        ("门冬氨酸鸟氨酸", "ENCEPHALOPATHY"),
        ("ENTECAVIR", "ANTIVIRAL"),
        ("替诺福韦", "ANTIVIRAL"),
        ("FUROSEMIDE", "DIURETIC"),
        ("METHYLPREDNISOLONE", "IMMUNOSUPPRESSION"),
        ("HYDROCORTISONE, TOPICAL", "OTHER"),
        ("MARS", "ARTIFICIAL_LIVER"),
        ("MULTIVITAMIN", "OTHER"),
        ("", "OTHER"),
        (None, "OTHER"),
    ],
)
def test_a_name_decides(name, group):
    assert group_of(name) == group


def test_what_acts_locally_or_is_taken_by_mouth_supports_no_circulation():
    assert group_of("PHENYLEPHRINE", route="NASAL") == "OTHER"
    assert group_of("PHENYLEPHRINE", route="ORAL") == "OTHER"
    assert group_of("PHENYLEPHRINE", route="INTRAVENOUS") == "VASOPRESSOR"
    assert group_of("TOBRAMYCIN", route="OPHTHALMIC") == "OTHER"


def test_where_the_name_is_not_known_the_atc_class_decides():
    assert group_of("X-123", atc_code="J01DD12") == "ANTIBIOTIC"
    assert group_of("X-123", atc_name="Diuretics") == "DIURETIC"
    assert group_of("X-123", atc_name="NERVOUS SYSTEM") == "OTHER"


def test_every_group_that_a_list_names_is_shown():
    named = {group for group, _ in NAMES} | {
        *ATC_CODES.values(),
        *ATC_NAMES.values(),
        *CATEGORY_GROUPS.values(),
    }
    assert named <= set(GROUPS)


@pytest.mark.parametrize(
    ("procedure", "indication", "counts"),
    [
        ("MECHANICAL VENTILATION", None, True),
        ("气管插管", "呼吸衰竭", True),
        ("Mechanical ventilation", "Hepatic encephalopathy", False),
        ("NON-INVASIVE VENTILATION", None, False),
        ("PARACENTESIS", None, False),
        (None, None, False),
    ],
)
def test_ventilation_for_encephalopathy_says_nothing_of_the_lungs(procedure, indication, counts):
    assert ventilates(procedure, indication) is counts
