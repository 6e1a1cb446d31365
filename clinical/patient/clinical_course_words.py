"""The words of the course of liver failure: its five names, the rule, and what of it is published."""

from clinical.common.wording import Wording
from clinical.patient.clinical_course import CLAUSES, WEEK_1, WEEK_4, WEEK_12

CLAUSE_WORDS = {clause.code: clause.words for clause in CLAUSES}

NAMES = {
    "RAPID RECOVERY": Wording("rapid recovery", "快速恢复"),
    "SLOW RECOVERY": Wording("slow recovery", "缓慢恢复"),
    "SLOW PERSISTENCE": Wording("slow persistence", "缓慢持续"),
    "SLOW PROGRESSION": Wording("slow progression", "缓慢进展"),
    "RAPID PROGRESSION": Wording("rapid progression", "快速进展"),
}

PUBLISHED = Wording(
    "Published (Xu et al., J Clin Transl Hepatol 2021;9:626, abstract): the five names, and that they join the "
    "course of PTA and bilirubin with the outcome at 4 and 12 weeks. The cut points are not in the abstract.",
    "已发表(Xu等,J Clin Transl Hepatol 2021;9:626,摘要):五种病程名称,"
    "以及依据第4周和第12周PTA、总胆红素变化与结局判定。摘要未给出界值。",
)
OURS = Wording(
    "Ours: every limit in the clauses, from the typical trajectories of ACLF in this project's design document "
    "and the criteria of liver failure. Values within 48 h after plasma exchange or 24 h after plasma, and values "
    "after a transplant, do not count; of the others the one closest to day {one}, {four} or {twelve} in its "
    "window does.",
    "本工具自定:各条中的全部界值,依据本项目设计文件中ACLF的典型轨迹与肝衰竭标准。血浆置换后48小时内、输注血浆后24小时内及肝移植后的数值不计;"
    "其余取各窗内最接近第{one}、{four}、{twelve}天者。",
).fill(one=WEEK_1.day, four=WEEK_4.day, twelve=WEEK_12.day)
