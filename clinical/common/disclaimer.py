"""What the product says about itself: what it is for, and what it is not; English and Chinese."""

from clinical.common.wording import Wording

FOOTER = Wording(
    "Registry-based aid for checking; not a medical device; not a substitute for the protocol, the "
    "investigator's judgement, consent or ethics approval",
    "本工具仅用于试验数据查阅与入排条件核对,不是医疗器械,不构成诊断或治疗建议;入组以经伦理批准的方案和研究者判断为准。",
)
"""Stands under every eligibility result, on screen and on paper."""

INTENDED_USE = Wording(
    "Review of trial data and checking against the registered criteria by clinical research staff. "
    "Laboratory reports and records only; no image or waveform, no learned model, no treatment advice. "
    "Formulas are published ones, shown with their inputs and references.",
    "供临床研究人员查阅试验数据、核对登记的入排条件。仅使用检验报告和病历记录；不处理影像或波形，不含机器学习模型，不提供治疗建议。"
    "所用公式均为已发表公式，并列出输入值与出处。",
)

NOT_STORED = Wording(
    "What is entered here is not stored; the link carries the inputs and no name, number or date.",
    "此处输入不会被保存；链接仅含输入值，不含姓名、编号或日期。",
)

OPEN_STUDY = Wording(
    "The registered study was withdrawn before its first participant: figures are simulated until data are "
    "imported.",
    "该登记研究在首例入组前已撤回:导入数据之前，所示数字均为模拟。",
)
