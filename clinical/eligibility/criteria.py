"""The ten criteria of the registered record: official wording, origin, inputs and rule, one entry each.

Wording: the record is in English; it is given here as far as it could be read (registry mirrors) or rebuilt
from the record's sources, and the Chinese is this product's own translation. Check both against
ClinicalTrials.gov NCT05940610 before quoting. Rules: the trial's design document, section 2.3.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from clinical.common.wording import Wording
from clinical.eligibility.comparisons import Node
from clinical.eligibility.liver_failure_rules import acute_or_acute_on_chronic, bilirubin
from clinical.eligibility.readings import READINGS, Reading
from clinical.eligibility.rules import (
    age_window,
    allergy,
    bleeding_or_dic,
    cancer,
    coagulation_window,
    encephalopathy,
    meld_above_cap,
    other_serious_disease,
)


@dataclass(frozen=True)
class Criterion:
    """One criterion. Of an inclusion the rule must hold, of an exclusion it must not.

    `rule` builds the tree of comparisons under a reading; `origin` says why the record has it.
    """

    id: str
    kind: Literal["inclusion", "exclusion"]
    title: Wording
    wording: Wording
    origin: Wording
    rule: Callable[[Reading], Node]

    @property
    def readings(self) -> tuple[str, ...]:
        """The alternative readings that can change this criterion."""
        return tuple(name for name, reading in READINGS.items() if self.id in reading.touches)


_TEMPLATE = Wording("The hospital's own template (NCT01844063).", "源自本院既往模板(NCT01844063)。")
_ARTIFICIAL_LIVER = Wording(
    "Indications of the Chinese artificial-liver guideline of 2016.", "源自2016年国内人工肝指南的适应证。"
)
_CONTRAINDICATION = Wording(
    "Contraindications of the Chinese artificial-liver guideline of 2016; MSC-EV needs neither heparin nor "
    "protamine.",
    "源自2016年国内人工肝指南的禁忌证;MSC-EV并不使用肝素或鱼精蛋白。",
)

CRITERIA: tuple[Criterion, ...] = (
    Criterion(
        "I1",
        "inclusion",
        Wording("Age 18 to 65", "年龄18~65岁"),
        Wording("Aged 18-65 years.", "年龄18~65岁。"),
        Wording(
            "Usual adult range; the record lists Adult and Older Adult.",
            "常用成人范围；登记同时列出成人与老年。",
        ),
        age_window,
    ),
    Criterion(
        "I2",
        "inclusion",
        Wording("ACLF or ALF", "慢加急性或急性肝衰竭"),
        Wording(
            "ACLF, characterized by acute hepatic insult manifesting as jaundice (serum total bilirubin "
            "≥ 10 × ULN) and coagulopathy (INR ≥ 1.5 or prothrombin activity < 40%), complicated within "
            "4 weeks by ascites and/or encephalopathy as determined by physical examination, in patients "
            "with previously diagnosed or undiagnosed chronic liver disease; or ALF, a potentially "
            "reversible disorder that was the result of severe liver injury, with an onset of "
            "encephalopathy within 8 weeks of symptom appearance and in the absence of pre-existing liver "
            "disease.",
            "慢加急性肝衰竭:急性肝损伤表现为黄疸(血清总胆红素≥10×ULN)和凝血功能障碍(INR≥1.5或凝血酶原活动度<40%),"
            "4周内出现经体格检查确定的腹水和/或肝性脑病，患者既往诊断或未诊断慢性肝病；或急性肝衰竭:"
            "严重肝损伤所致的潜在可逆性疾病，首发症状后8周内出现肝性脑病，既往无肝病。",
        ),
        Wording(
            "ACLF almost word for word from NCT02812121 (APASL family).",
            "慢加急部分与NCT02812121几乎逐字相同(APASL系列)。",
        ),
        acute_or_acute_on_chronic,
    ),
    Criterion(
        "I3",
        "inclusion",
        Wording("Bilirubin", "总胆红素"),
        Wording(
            "TBil ≥ 171 μmol/L or a daily increase ≥ 17.1 μmol/L.",
            "总胆红素≥171 μmol/L或每日上升≥17.1 μmol/L。",
        ),
        _TEMPLATE,
        bilirubin,
    ),
    Criterion(
        "I4",
        "inclusion",
        Wording("Coagulation window", "凝血功能范围"),
        Wording("PTA between 20% and 40% (or INR 1.5-2.6).", "凝血酶原活动度20%~40%(或INR 1.5~2.6)。"),
        _ARTIFICIAL_LIVER,
        coagulation_window,
    ),
    Criterion(
        "I5",
        "inclusion",
        Wording("Encephalopathy up to grade II", "肝性脑病≤Ⅱ级"),
        Wording(
            "No hepatic encephalopathy, or encephalopathy up to and including grade II.",
            "无肝性脑病或肝性脑病≤Ⅱ级。",
        ),
        _ARTIFICIAL_LIVER,
        encephalopathy,
    ),
    Criterion(
        "E1",
        "exclusion",
        Wording("Liver cancer", "肝癌"),
        Wording("Primary or metastatic liver cancer.", "原发性或转移性肝癌。"),
        Wording("Usual in trials of liver failure.", "肝衰竭试验的常见排除标准。"),
        cancer,
    ),
    Criterion(
        "E2",
        "exclusion",
        Wording("Severe bleeding or DIC", "严重出血或DIC"),
        Wording(
            "Severe active bleeding or disseminated intravascular coagulation (DIC).",
            "严重活动性出血或弥散性血管内凝血(DIC)。",
        ),
        _CONTRAINDICATION,
        bleeding_or_dic,
    ),
    Criterion(
        "E3",
        "exclusion",
        Wording("Allergy", "过敏"),
        Wording(
            "Allergy to blood products or drugs used in treatment, such as plasma, heparin or protamine.",
            "对血浆、肝素、鱼精蛋白等血制品或治疗药物过敏。",
        ),
        _CONTRAINDICATION,
        allergy,
    ),
    Criterion(
        "E4",
        "exclusion",
        Wording("MELD above 30", "MELD>30分"),
        Wording("MELD score > 30.", "MELD评分>30分。"),
        _TEMPLATE,
        meld_above_cap,
    ),
    Criterion(
        "E5",
        "exclusion",
        Wording("Other serious disease", "其他严重疾病"),
        Wording(
            "Other serious diseases, including heart disease, lung disease, blood disease, autoimmune "
            "disease, diabetes, uncontrolled infection, etc.",
            "其他严重疾病，包括心脏疾病、肺部疾病、血液系统疾病、自身免疫性疾病、糖尿病、未控制的感染等。",
        ),
        Wording(
            "An open list; how serious is left to the investigator.", "开放性列举；严重程度由研究者判断。"
        ),
        other_serious_disease,
    ),
)

BY_ID = {criterion.id: criterion for criterion in CRITERIA}


@cache
def rule_of(criterion_id: str, reading: Reading) -> Node:
    """The tree of one criterion under a reading, built once."""
    return BY_ID[criterion_id].rule(reading)
