"""Where the registered record contradicts itself, and the working decision taken for each: C1 to C25."""

from dataclasses import dataclass

from clinical.common.wording import Wording


@dataclass(frozen=True)
class Contradiction:
    """One contradiction of the record and what this product does about it."""

    id: str
    finding: Wording
    decision: Wording


def _entry(number: int, finding: tuple[str, str], decision: tuple[str, str]) -> Contradiction:
    return Contradiction(f"C{number}", Wording(*finding), Wording(*decision))


# A table is read by the line: English above Chinese, finding above decision.
# fmt: off
_PAIRS = (
    (("Single injection (description) or weekly for 4 weeks (arm)",
      "详细说明为单次输注，分组写每周1次共4周"),
     ("Four planned doses: days 1, 8, 15 and 22; a study parameter",
      "计划4次:第1、8、15、22天；为研究参数")),
    (("'10 E10' may be 10 × 10^10 or 10^10 particles: a factor of 10",
      "“10 E10”可为10×10^10或10^10颗粒，相差10倍"),
     ("Dose and unit kept as imported and labelled ambiguous; no total is computed",
      "剂量和单位按导入保存并标注含义不明；不计算总量")),
    (("'per 100 mL': a concentration or the volume of a dose",
      "“/100 mL”为浓度或每次体积"),
     ("100 mL is the volume of a dose", "视为每次体积100 mL")),
    (("'No intervention' arm receives 100 mL saline, open label, how often is not stated",
      "“无干预”组给予100 mL生理盐水，开放标签，频次未说明"),
     ("Pages work with and without control infusions; the arm is called control and nothing else",
      "有无对照输注页面均可用；该组仅称对照组")),
    (("'6 months after first rejection' in a trial without transplantation",
      "非移植试验却写“首次排斥反应后6个月”"),
     ("Counted from the first infusion (control: randomisation); a parameter",
      "自首次输注起算(对照组自随机)；为研究参数")),
    (("Five laboratory values are primary outcomes without a metric",
      "5项检验值列为主要终点但无指标定义"),
     ("Value and change from baseline are shown; no single p-value",
      "显示数值及较基线变化；不给单一P值")),
    (("'Carbohydrate antigen (GGT)': GGT is an enzyme, the antigen is CA19-9",
      "“糖类抗原(GGT)”:GGT为酶，糖类抗原为CA19-9"),
     ("GGT", "按GGT")),
    (("ALF needs encephalopathy, criterion 5 allows none or grade II at most; 8 weeks is an unusual window",
      "急性肝衰竭须有肝性脑病，而标准5要求无或≤Ⅱ级；8周与其他定义不同"),
     ("Two inputs: HE ever in this episode for ALF, HE now for criterion 5",
      "分两项:急性肝衰竭看本次病程是否曾出现，标准5看当前分级")),
    (("TBil ≥ 10 × ULN (criterion 2) and ≥ 171 μmol/L (criterion 3) agree only if ULN is 17.1",
      "标准2为≥10×ULN，标准3为≥171 μmol/L，仅ULN=17.1时一致"),
     ("The laboratory's own ULN decides; the fixed bar of 171 is an alternative reading",
      "以本实验室ULN为准；固定171为另一解读")),
    (("For ACLF the alternative 'rise ≥ 17.1 per day' is dead: criterion 2 already demands 10 × ULN",
      "慢加急性路径中“每日上升≥17.1”不起作用:标准2已要求10×ULN"),
     ("Strict by default; the guideline reading lets the rise count",
      "默认严格解读；指南解读中每日上升可计")),
    (("INR ≥ 1.5 or PTA < 40 (criterion 2), PTA 20-40 or INR 1.5-2.6 (criterion 4): PTA 40 passes one only",
      "标准2为INR≥1.5或PTA<40，标准4为PTA 20~40或INR 1.5~2.6:PTA=40仅符合后者"),
     ("Either value in its window is enough, with a warning where they disagree",
      "任一在范围内即可，不一致时警示")),
    (("'MELD > 30' without naming the version; versions differ by several points",
      "“MELD>30”未注明版本，各版本相差数分"),
     ("Original MELD with floors of 1.0, rounded; the version stands beside every number",
      "采用原始版MELD，下限1.0，取整；每处数值标明版本")),
    (("Ages 18-65 and 'Adult, Older Adult'", "18~65岁，又列“成人、老年”"),
     ("18 ≤ age ≤ 65", "18≤年龄≤65")),
    (("ACLF and ALF are one bullet each and would both be needed if read literally",
      "慢加急性与急性肝衰竭各列一条，逐字解读须同时满足"),
     ("One of the two", "二者之一")),
    (("'Previously diagnosed or undiagnosed chronic liver disease' is true for everyone",
      "“既往诊断或未诊断慢性肝病”人人符合"),
     ("Chronic liver disease: yes, no or not known; not known may qualify for ACLF, not for ALF",
      "慢性肝病:有、无、未知；未知可按慢加急性核对，不能按急性")),
    (("'Within 4 weeks' has no reference date", "“4周内”无起算日"),
     ("Days from jaundice with coagulopathy to ascites or HE, at most 28",
      "自黄疸伴凝血障碍至腹水或肝性脑病≤28天")),
    (("'Including heart disease ... diabetes ... etc.': serious only, or any; an open list",
      "“包括心脏疾病……糖尿病……等”:仅严重或任何；开放性列举"),
     ("Serious or uncontrolled, as the investigator judges", "严重或未控制，由研究者判断")),
    (("No criterion on consent, pregnancy, transplantation, HIV, AKI, artificial liver, other trials",
      "无知情同意、妊娠、移植史、HIV、急性肾损伤、人工肝、参加其他试验等标准"),
     ("Listed as 'not in the registered criteria'; never changes the verdict",
      "列为“登记标准未包括”，不影响判定")),
    (("Immune cells 'in biopsy or blood' with INR above 1.5", "INR>1.5而免疫细胞取自“活检或血液”"),
     ("Blood", "血液")),
    (("'1-6 months after infusion': which infusion, which months", "“输注后1~6个月”:哪一次、哪几个月"),
     ("Monthly windows M1 to M6 from the anchor day", "自起算日按月设窗M1~M6")),
    (("'24 hours after injection' with four injections", "“输注后24小时”而输注4次"),
     ("Per infusion, from its start to 24 h after its end", "逐次计，自输注开始至结束后24 h")),
    (("Seven primary outcomes mixing safety and efficacy, no sample-size basis",
      "7项主要终点混合安全性与有效性，无样本量依据"),
     ("Descriptive only", "仅作描述性分析")),
    (("Some mirrors say phase 1, others 1/2", "部分镜像写Ⅰ期，其他为Ⅰ/Ⅱ期"),
     ("Phase 1/2", "Ⅰ/Ⅱ期")),
    (("Inpatients for four weekly doses: at least 22 days, about the usual length of stay",
      "4次每周输注须住院≥22天，与通常住院日相当"),
     ("Missed doses through discharge, death or transplantation are expected; reasons are shown",
      "出院、死亡、移植所致漏输属预期；显示原因")),
    (("Only adverse events 'possibly related'; good clinical practice asks for all",
      "仅记录“可能有关”的不良事件;GCP要求全部"),
     ("All adverse events, filtered by relation", "记录全部不良事件，可按相关性筛选")),
)
# fmt: on

CONTRADICTIONS: tuple[Contradiction, ...] = tuple(
    _entry(number, finding, decision) for number, (finding, decision) in enumerate(_PAIRS, start=1)
)

NOT_REGISTERED = Wording(
    "Not in the registered criteria, so not checked: consent, pregnancy, earlier transplantation, HIV, acute "
    "kidney injury, artificial-liver support, another trial, allergy to the study product.",
    "登记标准未包括、故不核对:知情同意、妊娠、既往移植、HIV、急性肾损伤、人工肝支持、参加其他试验、对研究产品过敏。",
)
