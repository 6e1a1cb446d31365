"""Chinese names of classes and terms, as the Chinese editions print them."""

import pyreadstat

from clinical.ctcae import TERMS
from clinical.ctcae.chinese import QUOTED, SYSTEM_ORGAN_CLASSES, TRANSLATED, in_language

# trial.md, glossary: "CTCAE 4.03 SOC names in the Chinese edition read" [R83].
READ_IN_TRIAL_MD = (
    *("血液及淋巴系统疾病", "心脏疾病", "胃肠系统疾病", "全身性疾病及给药部位各种反应", "肝胆系统疾病"),
    *("免疫系统疾病", "感染及侵染类疾病"),
)


def test_the_classes_of_the_chinese_ctcae_4_03_are_worded_as_trial_md_r83_read_them():
    assert set(READ_IN_TRIAL_MD) <= set(SYSTEM_ORGAN_CLASSES.values())


def test_meddra_has_27_classes_and_each_has_a_name_of_its_own():
    assert len(SYSTEM_ORGAN_CLASSES) == 27
    assert len(set(SYSTEM_ORGAN_CLASSES.values())) == 27


def test_every_term_that_is_graded_here_has_one_chinese_name():
    listed = QUOTED | TRANSLATED
    assert not QUOTED.keys() & TRANSLATED.keys()
    assert [term for term in TERMS if term not in listed] == []
    assert len(set(listed.values())) == len(listed)


def test_a_name_is_found_whatever_its_case_and_an_unlisted_one_stays_as_delivered():
    assert in_language("CARDIAC DISORDERS", "zh") == "心脏疾病"
    assert in_language(" Alanine Aminotransferase Increased ", "zh") == "丙氨酸氨基转移酶增高"
    assert in_language("APPLICATION SITE PRURITUS", "zh") == "APPLICATION SITE PRURITUS"
    assert in_language("Cardiac disorders", "en") == "Cardiac disorders"


def test_every_class_of_the_cdisc_pilot_has_a_chinese_name(shared):
    events, _ = pyreadstat.read_xport(shared / "data/pilot/ae.xpt")
    classes = set(events["AEBODSYS"])
    assert classes
    assert [name for name in classes if in_language(name, "zh") == name] == []
