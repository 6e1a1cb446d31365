"""Names from order sets, charge lists and coded terms: what they do to results, and what they only sound like.

The effects: OPTN policy 9.1.D (two sessions of dialysis or 24 h of CVVHD within 7 days); ATC L01CD01 (paclitaxel),
B05AA01 (albumin), B05AA02 (other plasma protein fractions), B05AA06 and B05AA07 (gelatine, hydroxyethyl starch).
"""

# ruff: noqa: E501 - lists of words are read by the line

import pytest

from clinical.patient.treatment_kind import AMBIGUOUS, DOUBTFUL, EXCLUDED, KINDS, MATCHED, UNMATCHED, kind_of

NAMES = {
    "DIALYSIS": (
        "Hemodialysis", "Haemodialysis", "HAEMODIALYSIS", "血液透析", "血透", "血液透析治疗", "血液透析滤过", "腹膜透析", "IHD",
        "Intermittent hemodialysis", "Peritoneal dialysis", "SLED", "经颈内静脉导管行血液透析",
        "Hemodialysis via tunneled catheter", "床旁血液透析", "维持性血液透析", "ｈｅｍｏｄｉａｌｙｓｉｓ",
    ),
    "CRRT": (
        "Continuous renal replacement therapy", "CVVHDF", "CVVH", "CRRT", "连续性肾脏替代治疗", "连续性血液净化", "床旁血滤",
        "血液滤过", "连续性静脉-静脉血液滤过", "Continuous hemodialysis", "Hemofiltration", "CRRT(枸橼酸抗凝)",
    ),
    "PE": (
        "血浆置换", "血浆置换术", "Therapeutic plasmapheresis", "PLASMA EXCHANGE", "Plasma-exchange", "TPE", "血浆置换(PE)",
        "人工肝血浆置换", "人工肝(血浆置换)", "选择性血浆置换", "双重血浆置换", "Double filtration plasmapheresis", "人工肝 PE",
    ),
    "DPMAS": ("DPMAS", "双重血浆分子吸附", "双重血浆分子吸附系统", "人工肝(DPMAS)", "Double plasma molecular adsorption system"),
    "ADSORPTION": ("Albumin dialysis (MARS)", "MARS", "胆红素吸附", "血浆胆红素吸附", "血浆灌流", "分子吸附再循环系统"),
    "FFP": (
        "FRESH FROZEN PLASMA", "新鲜冰冻血浆", "病毒灭活血浆", "输血浆", "Plasma", "FFP", "普通冰冻血浆", "Convalescent plasma",
        "Plasma transfusion", "血浆(同型)", "血浆200ml",
    ),
    "ALBUMIN": ("人血白蛋白", "Human albumin 20%", "ALBUMIN", "Albumin human", "重组人血清白蛋白", "白蛋白10g静滴", "Serum albumin"),
    "TRANSPLANT": (
        "Orthotopic liver transplantation", "肝移植术", "LIVER TRANSPLANT", "同种异体肝移植", "活体肝移植", "OLT", "LDLT",
        "肝肾联合移植", "Transplantation of liver", "原位肝移植",
    ),
}  # fmt: skip
NONE_OF_IT = (
    "血液透析导管置入术", "血液透析导管拔除术", "Hemodialysis catheter insertion", "Removal of dialysis catheter", "透析用动静脉内瘘成形术",
    "Arteriovenous fistula for dialysis", "血液透析临时置管", "拟行血液透析", "Planned hemodialysis", "血液透析知情同意书", "透析液",
    "Dialysis access placement", "CRRT滤器更换", "CRRT circuit change", "拒绝血液透析", "停止CRRT", "血液透析护理", "Dialysis catheter removal",
    "肝移植术前评估", "Liver transplant evaluation", "等待肝移植", "肝移植登记", "Liver transplant listing", "Listed for liver transplantation",
    "Awaiting liver transplant", "肝移植术后", "Status post liver transplant", "History of liver transplantation", "肝移植会诊", "拟行肝移植",
    "Liver donor transplant workup", "Hepatocyte transplantation, liver", "肝移植供体评估", "Liver transplant rejection",
    "血浆置换同意书", "血浆置换导管置入", "Plasma exchange cancelled", "拟行DPMAS",
    "注射用紫杉醇(白蛋白结合型)", "Paclitaxel albumin-bound", "nab-paclitaxel (albumin bound)", "血浆代用品羟乙基淀粉", "代血浆",
    "聚明胶肽(血浆代用品)", "血浆氨测定", "尿微量白蛋白测定", "前白蛋白",
    "富血小板血浆", "糖化白蛋白", "Technetium macroaggregated albumin", "白蛋白过敏", "Urine albumin test",
)  # fmt: skip
UNKNOWN = (
    "Plasma ammonia level",
    "Plasma protein fraction",
    "Plasma-Lyte A",
    "Plasma substitute gelatin",
    "经肝动脉干细胞移植",
    "Paracentesis",
    "腹腔穿刺术",
    "",
    "Endoscopic band ligation",
    "恩替卡韦",
    "Kidney transplantation",
    "Albuterol",
)


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in NAMES.items() for name in names])
def test_d5_to_d7_a_name_of_an_order_set_by_what_it_does(kind, name):
    assert kind_of(name).kinds == (kind,)


@pytest.mark.parametrize("name", NONE_OF_IT)
def test_d5_to_d7_a_name_that_only_sounds_like_it_is_none_and_is_shown_to_the_data_manager(name):
    found = kind_of(name)
    assert (found.kinds, found.how) == (("OTHER",), EXCLUDED)


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_no_word_knows_is_unmatched(name):
    assert kind_of(name) == kind_of(name.lower())
    assert (kind_of(name).kinds, kind_of(name).how) == (("OTHER",), UNMATCHED)


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("DPMAS + PLASMA EXCHANGE", ("DPMAS", "PE")), ("双重血浆分子吸附联合血浆置换", ("DPMAS", "PE")), ("DPMAS序贯LPE", ("DPMAS", "PE")),
        ("血浆置换+血液透析", ("PE", "DIALYSIS")), ("PE+CRRT", ("PE", "CRRT")), ("人工肝(DPMAS+PE)", ("DPMAS", "PE")),
    ],
)  # fmt: skip
def test_w8_a_name_of_several_treatments_has_them_all(name, kinds):
    assert kind_of(name).kinds == kinds


@pytest.mark.parametrize(
    ("name", "kind"), [("人工肝支持治疗", "ALSS"), ("血液灌流", "ADSORPTION"), ("ALSS", "ALSS")]
)
def test_a_mode_that_is_not_said_is_taken_for_the_wider_effect_and_asked_about(name, kind):
    found = kind_of(name)
    assert (found.kinds, found.how) == ((kind,), AMBIGUOUS)


def test_a_name_of_which_a_part_is_taken_back_is_asked_about():
    found = kind_of("血液透析+血液透析导管拔除术")
    assert (found.kinds, found.how) == (("DIALYSIS",), AMBIGUOUS)


def test_the_list_has_the_size_that_was_asked_for():
    assert len(NONE_OF_IT) + sum(map(len, NAMES.values())) >= 60
    assert set(NAMES) <= set(KINDS) and MATCHED not in DOUBTFUL
