"""The registered record NCT05940610 as this product reads it, in English and Chinese.

English: read in registry mirrors where it could be, otherwise rebuilt from the Chinese text of the record
that the trial's design document started from (`rebuilt`). Chinese: this product's own translation, in the
ward's terms. Check against ClinicalTrials.gov before quoting.
"""

from dataclasses import dataclass

from clinical.common.wording import Wording, same

REGISTRY_ID = "NCT05940610"


@dataclass(frozen=True)
class Entry:
    """One line of the record; `rebuilt`: the English was not read in the registry."""

    title: Wording
    text: Wording
    rebuilt: bool = False


@dataclass(frozen=True)
class Outcome:
    """One registered outcome with its time frame as registered."""

    title: Wording
    measure: Wording
    time_frame: Wording


ENTRIES: tuple[Entry, ...] = (
    Entry(Wording("Registration", "登记号"), same(f"{REGISTRY_ID} (MSC-EVs-2 of ThirdSunYatSen)")),
    Entry(
        Wording("Brief title", "简要标题"),
        Wording(
            "The Safety and Efficacy of MSC-EVs in Acute/Acute-on-Chronic Liver Failure",
            "MSC-EVs治疗急性/慢加急性肝衰竭的安全性和有效性",
        ),
    ),
    Entry(
        Wording("Official title", "正式标题"),
        Wording(
            "Safety and Efficacy of Mesenchymal Stem Cell-Derived Extracellular Vesicles (MSC-EVs) in the "
            "Treatment of Acute/Acute-on-Chronic Liver Failure: a Prospective, Randomized, Controlled "
            "Clinical Study",
            "间充质干细胞来源细胞外囊泡(MSC-EVs)治疗急性/慢加急性肝衰竭的安全性和有效性:一项前瞻性、随机、对照临床研究",
        ),
        rebuilt=True,
    ),
    Entry(
        Wording("Sponsor", "申办方"),
        Wording("Third Affiliated Hospital, Sun Yat-Sen University, Guangzhou", "中山大学附属第三医院(广州)"),
    ),
    Entry(
        Wording("Status", "试验状态"),
        Wording("Withdrawn before the first participant was enrolled", "已撤回(入组前终止)"),
    ),
    Entry(
        Wording("Design", "研究设计"),
        Wording(
            "Interventional; phase 1/2; treatment; randomized; parallel; masking none (open label); 10 + 10 "
            "participants anticipated",
            "干预性研究;Ⅰ/Ⅱ期；治疗；随机；平行；盲法:无(开放标签)；计划入组10+10例",
        ),
    ),
    Entry(
        Wording("Background", "研究背景"),
        Wording(
            "ACLF is a syndrome in which patients with relatively stable chronic liver disease suffer acute "
            "decompensation and liver failure from acute injury; ALF is a potentially reversible disorder "
            "from severe liver injury, with encephalopathy within 8 weeks of symptom appearance and no "
            "pre-existing liver disease. Transplantation is the only cure, limited by the speed of the "
            "disease and the lack of donors. MSC-EVs do not replicate or embolise and are easily stored.",
            "慢加急性肝衰竭指病情相对稳定的慢性肝病患者因急性损伤因素发生急性失代偿和肝衰竭；急性肝衰竭为严重肝损伤所致的潜在可逆性疾病,"
            "首发症状后8周内出现肝性脑病且既往无肝病。肝移植是唯一根治手段，受病情进展快和供肝不足限制。"
            "MSC-EVs不增殖、不致栓塞、易于保存。",
        ),
    ),
    Entry(
        Wording("Description", "详细说明"),
        Wording(
            "MSC-EV group: 10 patients receive a single injection of MSC-EV on top of standard medical "
            "treatment: a single dose of 10 E10 particles per 100 mL while inpatient. Control: 10 patients, "
            "standard medical treatment only: nutrition, human serum albumin, fresh frozen plasma, "
            "antivirals, liver-protective drugs, treatment of complications.",
            "MSC-EV组:10例，在标准内科治疗基础上接受单次MSC-EV输注，住院期间单剂10 E10颗粒/100 mL。"
            "对照组:10例，仅接受标准内科治疗:营养支持、人血白蛋白、新鲜冰冻血浆、抗病毒、保肝及并发症处理。",
        ),
    ),
    Entry(
        Wording("Arm 1, experimental: MSC-EV", "试验组:MSC-EV"),
        Wording(
            "On top of standard treatment an additional MSC-EV injection once a week for 4 weeks while "
            "inpatient; single dose 10 E10 particles per 100 mL",
            "在标准治疗基础上，住院期间每周1次MSC-EV输注，共4周；单剂10 E10颗粒/100 mL",
        ),
        rebuilt=True,
    ),
    Entry(
        Wording("Arm 2, no intervention: non-MSC-EV", "对照组:非MSC-EV"),
        Wording(
            "Standard medical treatment plus 100 mL saline as control",
            "标准内科治疗，另给予100 mL生理盐水作为对照",
        ),
        rebuilt=True,
    ),
    Entry(
        Wording("Participants", "受试者"),
        Wording(
            "18 to 65 years, all sexes, does not accept healthy volunteers",
            "18~65岁，不限性别，不接受健康志愿者",
        ),
    ),
    Entry(
        Wording("Dates", "日期"),
        Wording(
            "First submitted 2023-07-02; start 2023-09-01 (estimated); primary completion 2024-09-30 "
            "(estimated); completion 2025-10-01 (estimated); update posted 2023-10-12",
            "首次提交2023-07-02；研究开始2023-09-01(预计)；主要终点完成2024-09-30(预计)；研究完成2025-10-01(预计);"
            "更新发布2023-10-12",
        ),
    ),
)

_AFTER_24_H = Wording("24 hours after injection", "输注后24小时")
_SIX_MONTHS = Wording("6 months after first rejection", "首次排斥反应后6个月")
_LIVER = Wording("Clinical result reflecting liver function", "反映肝功能的临床结果")

PRIMARY_OUTCOMES: tuple[Outcome, ...] = (
    Outcome(
        Wording("Infusion-related toxicity (CTCAE v4.0)", "输注相关毒性(CTCAE v4.0)"),
        Wording(
            "Incidence, timing and severity of any clinical complication, such as tympanic temperature, "
            "heart rate, mean arterial pressure, allergy",
            "临床并发症的发生率、发生时间和严重程度，如耳温(鼓膜温度)、心率、平均动脉压、过敏",
        ),
        _AFTER_24_H,
    ),
    Outcome(Wording("AST", "天门冬氨酸氨基转移酶(AST)"), _LIVER, _SIX_MONTHS),
    Outcome(Wording("ALT", "丙氨酸氨基转移酶(ALT)"), _LIVER, _SIX_MONTHS),
    Outcome(Wording("Bilirubin", "胆红素"), _LIVER, _SIX_MONTHS),
    Outcome(same("INR"), _LIVER, _SIX_MONTHS),
    Outcome(
        Wording(
            "GGT (registered as 'carbohydrate antigen (GGT)')", "γ-谷氨酰转移酶(GGT)(登记为“糖类抗原(GGT)”)"
        ),
        _LIVER,
        _SIX_MONTHS,
    ),
    Outcome(
        Wording("Adverse events", "不良事件"),
        Wording("Any adverse event possibly related to the infusion", "任何可能与输注有关的不良事件"),
        _SIX_MONTHS,
    ),
)

SECONDARY_OUTCOMES: tuple[Outcome, ...] = (
    Outcome(
        Wording("Survival", "生存"),
        Wording("Patients alive, by outpatient or telephone follow-up", "门诊或电话随访的存活患者"),
        Wording("1 year after rejection", "排斥反应后1年"),
    ),
    Outcome(
        Wording("Immune-cell subsets in biopsy or blood", "活检或血液免疫细胞亚群"),
        Wording(
            "Proportions of CD3+, CD3+CD4+, CD3+CD8+, naive CD4+ (CD45RA high), memory CD4+ (CD45RO+), NK "
            "(CD3-CD56+), B (CD19+)",
            "CD3+、CD3+CD4+、CD3+CD8+、初始CD4+(CD45RA高表达)、记忆CD4+(CD45RO+)、NK(CD3-CD56+)、B(CD19+)的比例",
        ),
        Wording("1 to 6 months after infusion", "输注后1~6个月"),
    ),
)

SOURCES = Wording(
    "English read in registry mirrors of ClinicalTrials.gov (trials.co, ctv.veeva, meddatax, clincosm); "
    "entries marked 'rebuilt' and the wording of the criteria are reconstructions. Chinese is this product's "
    "translation. Check against the registry before quoting.",
    "英文读自ClinicalTrials.gov镜像(trials.co、ctv.veeva、meddatax、clincosm)；标注“重建”的条目及入排标准原文为重建。"
    "中文为本产品译文。引用前请核对登记原文。",
)
