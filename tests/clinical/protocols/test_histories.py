"""Real words of histories against the questions they answer (E16): MedDRA terms, a ward's Chinese, refusals."""

import pytest

from clinical.eligibility import assess
from clinical.eligibility.candidate import FIELDS
from clinical.protocols.histories import NOT_STATED, Recorded, answers, mapping

ANSWERED = [
    # MedDRA preferred terms and how wards write them: term, field, answer
    ("Hepatocellular carcinoma", "liver_cancer", "yes"),
    ("HCC", "liver_cancer", "yes"),
    ("Metastases to liver", "liver_cancer", "yes"),
    ("肝细胞癌", "liver_cancer", "yes"),
    ("原发性肝癌", "liver_cancer", "yes"),
    ("无肝癌", "liver_cancer", "no"),
    ("Hepatic cirrhosis", "chronic_liver_disease", "yes"),
    ("HBV related cirrhosis, Child-Pugh C", "chronic_liver_disease", "yes"),
    ("慢性乙型肝炎", "chronic_liver_disease", "yes"),
    ("乙型肝炎肝硬化失代偿期", "chronic_liver_disease", "yes"),
    ("Type 2 diabetes mellitus", "diabetes", NOT_STATED),
    ("2型糖尿病", "diabetes", NOT_STATED),
    ("糖尿病（控制良好）", "diabetes", "controlled"),
    ("Uncontrolled diabetes mellitus", "diabetes", "yes"),
    ("否认高血压、糖尿病史", "diabetes", "no"),
    ("Atrial fibrillation", "heart_disease", NOT_STATED),
    ("冠心病，心功能Ⅱ级", "heart_disease", NOT_STATED),
    ("Severe COPD", "lung_disease", "yes"),
    ("支气管哮喘", "lung_disease", NOT_STATED),
    ("Systemic lupus erythematosus", "autoimmune_disease", NOT_STATED),
    ("类风湿关节炎", "autoimmune_disease", NOT_STATED),
    ("Acute myeloid leukaemia", "blood_disease", NOT_STATED),
    ("地中海贫血", "blood_disease", NOT_STATED),
    ("Disseminated intravascular coagulation", "severe_bleeding_or_dic", "yes"),
    ("消化道活动性出血", "severe_bleeding_or_dic", "yes"),
    ("Allergy to plasma", "allergy", "yes"),
    ("肝素过敏", "allergy", "yes"),
    ("Peritonitis bacterial", "uncontrolled_infection", NOT_STATED),
    ("Hepatic encephalopathy", "encephalopathy_ever", "yes"),
    ("ＨＥＰＡＴＯＣＥＬＬＵＬＡＲ　ＣＡＲＣＩＮＯＭＡ", "liver_cancer", "yes"),
]
UNANSWERED = [
    ("Family history of hepatocellular carcinoma", "doubtful"),
    ("疑似肝癌", "doubtful"),
    ("母亲患糖尿病", "doubtful"),
    ("Diabetes insipidus", "no word"),
    ("妊娠期糖尿病", "no word"),
    ("Penicillin allergy", "no word"),
    ("Heparin-induced thrombocytopenia", "no word"),
    ("Oesophageal varices haemorrhage", "no word"),
    ("Appendicectomy", "no word"),
    ("高血压", "no word"),
    ("DICLOFENAC USE", "no word"),
]


@pytest.mark.parametrize(("term", "field", "answer"), ANSWERED)
def test_e16_a_real_word_answers_its_question(term, field, answer):
    assert answers(Recorded(term))[0].get(field) == answer


@pytest.mark.parametrize(("term", "why"), UNANSWERED)
def test_e16_what_does_not_answer_is_listed_with_the_reason(term, why):
    assert answers(Recorded(term)) == ({}, (), why)


def test_an_ended_history_is_left_to_the_reader():
    assert answers(Recorded("Hepatocellular carcinoma", ended=True))[2] == "ended"


def test_a_question_that_was_asked_is_answered_by_its_answer_alone():
    told = {
        occurred: answers(Recorded("DIABETES MELLITUS", occurred, asked=True)) for occurred in ("Y", "N", "")
    }
    assert told["Y"][0] == {"diabetes": "yes"}
    assert told["N"][0] == {"diabetes": "no"}
    assert told[""] == ({}, (), "not answered")


def test_an_exclusion_noted_in_ie_answers_one_question_and_never_all_seven():
    cancer = Recorded("Primary or metastatic liver cancer.", "Y", exclusion=True)
    serious = Recorded("Other serious diseases, including heart disease, diabetes, etc.", "Y", exclusion=True)
    assert answers(cancer)[0] == {"liver_cancer": "yes"}
    assert answers(serious)[0] == {"other_serious_disease": "yes"}


def test_every_answer_is_one_that_the_check_reads_and_severity_not_stated_leaves_it_open():
    for entry in mapping().answers:
        assert entry.field in FIELDS
        assert assess({entry.field: "yes"}).problems == ()
    assert assess({"diabetes": NOT_STATED}).problems == ()
    assert assess({"diabetes": NOT_STATED})["E5"].result == "UNKNOWN"
    assert assess({"diabetes": NOT_STATED}, reading="any_disease")["E5"].result == "MET"


def test_every_word_is_found_in_itself_and_belongs_to_one_question_of_its_kind():
    for entry in (*mapping().answers, *mapping().onsets):
        for word in (*entry.words, *entry.asked):
            given, dates, why = answers(Recorded(word))
            assert entry.field in given or entry.field in dates or why == "doubtful", (entry.field, word)
