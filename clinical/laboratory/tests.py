"""The laboratory tests Liverline knows: one entry each, named by PARAMCD.

Import, grading, scores, pickers and charts all read this table; nothing else lists tests or units.
Conversion factors: bilirubin and creatinine exactly as the protocol and the MELD sources use them, the
rest as the CDISC pilot submission converts its own results, else from molar masses.
Plausible limits are wide working limits set here from the ACLF cohorts and laboratory critical values of
the trial's design document: outside them a value is questioned, never changed and never dropped.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

UMOL_L_PER_MG_DL_BILIRUBIN = 17.1
UMOL_L_PER_MG_DL_CREATININE = 88.4
MMOL_L_PER_MG_DL_UREA_NITROGEN = 0.357
G_L_PER_G_DL = 10.0
U_L_PER_UKAT_L = 60.0
HAEMOGLOBIN_MMOL_L_PER_G_L = 0.06206


@dataclass(frozen=True)
class LabTest:
    """One laboratory test.

    `conversions` maps each accepted unit (spelled as `units.canonical` spells it) to the factor that leads
    to `unit`; `alias_conversions` are units that are only clear under one LBTESTCD.
    `decimals` is for display. `suspect_below` is a value below which a patient with liver failure was
    probably reported in another unit, such as bilirubin in mg/dL.
    """

    code: str
    en: str
    zh: str
    unit: str
    category: str
    decimals: int
    plausible_low: float
    plausible_high: float
    aliases: tuple[str, ...]
    conversions: Mapping[str, float]
    alias_conversions: Mapping[tuple[str, str], float]
    suspect_below: float | None


def _test(
    code: str,
    en: str,
    zh: str,
    unit: str,
    category: str,
    decimals: int,
    plausible: tuple[float, float],
    aliases: str = "",
    conversions: Mapping[str, float] | None = None,
    *,
    alias_conversions: Mapping[tuple[str, str], float] | None = None,
    suspect_below: float | None = None,
) -> LabTest:
    return LabTest(
        code=code,
        en=en,
        zh=zh,
        unit=unit,
        category=category,
        decimals=decimals,
        plausible_low=plausible[0],
        plausible_high=plausible[1],
        aliases=tuple(aliases.split()),
        conversions=MappingProxyType({unit: 1.0} | dict(conversions or {})),
        alias_conversions=MappingProxyType(dict(alias_conversions or {})),
        suspect_below=suspect_below,
    )


_BILIRUBIN = {"mg/dL": UMOL_L_PER_MG_DL_BILIRUBIN, "mg/L": UMOL_L_PER_MG_DL_BILIRUBIN / 10}
_CREATININE = {"mg/dL": UMOL_L_PER_MG_DL_CREATININE, "mg/L": UMOL_L_PER_MG_DL_CREATININE / 10}
_ENZYME = {"ukat/L": U_L_PER_UKAT_L, "nkat/L": U_L_PER_UKAT_L / 1000, "kU/L": 1000.0, "IU/mL": 1000.0}
_MASS = {"g/dL": G_L_PER_G_DL, "mg/dL": 0.01, "mg/L": 0.001}
_HAEMOGLOBIN = {"g/dL": G_L_PER_G_DL, "mmol/L": 1 / HAEMOGLOBIN_MMOL_L_PER_G_L}
# G/L is giga per litre here: cells are not weighed, and a laboratory system may have lost the capital.
_CELLS = {"/uL": 0.001, "g/L": 1.0}
_MONOVALENT = {"mEq/L": 1.0}
# Urea in mg/dL may be urea or urea nitrogen, 2.14 apart: only the nitrogen codes say which.
_UREA_NITROGEN = {(code, "mg/dL"): MMOL_L_PER_MG_DL_UREA_NITROGEN for code in ("BUN", "UREAN")}

# A table is read by the line: the formatter would break its longer rows into columns of words.
# fmt: off
_TESTS = (
    _test("ALT", "ALT", "谷丙转氨酶", "U/L", "LIVER", 0, (1, 20000), "ALAT GPT SGPT", _ENZYME),
    _test("AST", "AST", "谷草转氨酶", "U/L", "LIVER", 0, (1, 25000), "ASAT GOT SGOT", _ENZYME),
    _test("ALP", "Alkaline phosphatase", "碱性磷酸酶", "U/L", "LIVER", 0, (5, 5000), "AP ALKP", _ENZYME),
    _test("GGT", "GGT", "γ-谷氨酰转移酶", "U/L", "LIVER", 0, (1, 5000), "GGTP GAMMAGT", _ENZYME),
    _test("BILI", "Total bilirubin", "总胆红素", "umol/L", "LIVER", 1, (1, 1200),
          "TBIL TBILI BILITOT", _BILIRUBIN, suspect_below=60),
    _test("BILDIR", "Direct bilirubin", "直接胆红素", "umol/L", "LIVER", 1, (0, 1000),
          "DBIL DBILI", _BILIRUBIN),
    _test("BILEAC", "Total bile acids", "总胆汁酸", "umol/L", "LIVER", 1, (0, 1000), "TBA BILAC"),
    _test("ALB", "Albumin", "白蛋白", "g/L", "LIVER", 1, (10, 65), "ALBUMIN", _MASS, suspect_below=10),
    _test("PROT", "Total protein", "总蛋白", "g/L", "LIVER", 1, (20, 120), "TP TPROT", _MASS),
    _test("GLOBUL", "Globulin", "球蛋白", "g/L", "LIVER", 1, (5, 90), "GLB GLOB", _MASS),
    _test("PREALB", "Prealbumin", "前白蛋白", "mg/L", "LIVER", 0, (5, 700), "PA", {"mg/dL": 10.0}),
    _test("CHOLINES", "Cholinesterase", "胆碱酯酶", "U/L", "LIVER", 0, (100, 25000), "CHE", _ENZYME),
    _test("CHOL", "Total cholesterol", "总胆固醇", "mmol/L", "LIVER", 2, (0.2, 20), "TCHOL",
          {"mg/dL": 0.02586}),
    _test("AMMONIA", "Ammonia", "血氨", "umol/L", "LIVER", 0, (1, 1000), "NH3 AMM", {"ug/dL": 0.587}),
    _test("AFP", "Alpha-fetoprotein", "甲胎蛋白", "ng/mL", "LIVER", 1, (0, 1000000)),
    _test("HBVDNA", "HBV DNA", "乙肝病毒DNA定量", "IU/mL", "LIVER", 0, (0, 1e11), "HBVVLD HBDNA",
          {"kU/L": 1.0}),
    _test("INR", "INR", "国际标准化比值", "", "COAG", 2, (0.5, 20), "PT-INR PTINR INRPT"),
    _test("PT", "Prothrombin time", "凝血酶原时间", "s", "COAG", 1, (5, 200)),
    _test("PTA", "Prothrombin activity", "凝血酶原活动度", "%", "COAG", 0, (1, 200)),
    _test("APTT", "aPTT", "活化部分凝血活酶时间", "s", "COAG", 1, (10, 300), "PTT"),
    _test("FIBRINO", "Fibrinogen", "纤维蛋白原", "g/L", "COAG", 2, (0.1, 15), "FIB FIBRINOG",
          {"mg/dL": 0.01, "mg/L": 0.001}),
    _test("DDIMER", "D-dimer", "D-二聚体", "mg/L", "COAG", 2, (0, 200), "DD", {"ng/mL": 0.001}),
    _test("CREAT", "Creatinine", "肌酐", "umol/L", "RENAL", 0, (10, 2500),
          "CREA CR SCR", _CREATININE, suspect_below=20),
    _test("UREA", "Urea", "尿素", "mmol/L", "RENAL", 1, (0.3, 100),
          "BUN UREAN", alias_conversions=_UREA_NITROGEN),
    _test("SODIUM", "Sodium", "钠", "mmol/L", "RENAL", 0, (95, 190), "NA", _MONOVALENT),
    _test("K", "Potassium", "钾", "mmol/L", "RENAL", 2, (1, 10), "POTASS", _MONOVALENT),
    _test("CL", "Chloride", "氯", "mmol/L", "RENAL", 0, (60, 150), "CHLORIDE", _MONOVALENT),
    _test("CA", "Calcium", "钙", "mmol/L", "RENAL", 2, (0.5, 5), "CALCIUM",
          {"mg/dL": 0.2495, "mEq/L": 0.5}),
    _test("PHOS", "Phosphate", "磷", "mmol/L", "RENAL", 2, (0.1, 6), "PO4", {"mg/dL": 0.3229}),
    _test("URATE", "Urate", "尿酸", "umol/L", "RENAL", 0, (20, 1500), "UA",
          {"mg/dL": 59.48, "mmol/L": 1000.0}),
    _test("PLAT", "Platelets", "血小板", "10^9/L", "HAEM", 0, (1, 2000), "PLT PLATELET", _CELLS),
    _test("WBC", "White blood cells", "白细胞", "10^9/L", "HAEM", 2, (0.05, 300), "LEUK", _CELLS),
    _test("NEUT", "Neutrophils", "中性粒细胞", "10^9/L", "HAEM", 2, (0, 200), "NEUTABS ANC", _CELLS),
    _test("LYMPH", "Lymphocytes", "淋巴细胞", "10^9/L", "HAEM", 2, (0, 200), "LYM LYMPHABS", _CELLS),
    _test("MONO", "Monocytes", "单核细胞", "10^9/L", "HAEM", 2, (0, 50), "", _CELLS),
    _test("EOS", "Eosinophils", "嗜酸性粒细胞", "10^9/L", "HAEM", 2, (0, 50), "", _CELLS),
    _test("BASO", "Basophils", "嗜碱性粒细胞", "10^9/L", "HAEM", 2, (0, 20), "", _CELLS),
    _test("RBC", "Red blood cells", "红细胞", "10^12/L", "HAEM", 2, (0.5, 10), "", {"/uL": 1e-6}),
    _test("HGB", "Haemoglobin", "血红蛋白", "g/L", "HAEM", 0, (15, 260), "HB", _HAEMOGLOBIN,
          suspect_below=25),
    _test("HCT", "Haematocrit", "红细胞压积", "%", "HAEM", 1, (5, 80), "", {"L/L": 100.0}),
    _test("MCV", "Mean cell volume", "平均红细胞体积", "fL", "HAEM", 1, (40, 160)),
    _test("MCH", "Mean cell haemoglobin", "平均红细胞血红蛋白量", "pg", "HAEM", 1, (10, 60)),
    _test("MCHC", "Mean cell haemoglobin concentration", "平均红细胞血红蛋白浓度", "g/L", "HAEM", 0,
          (150, 500), "", _HAEMOGLOBIN),
    _test("LACTATE", "Lactate", "乳酸", "mmol/L", "OTHER", 2, (0.1, 40), "LAC LACT LACTICAC",
          {"mg/dL": 0.111, "mEq/L": 1.0}),
    _test("GLUC", "Glucose", "葡萄糖", "mmol/L", "OTHER", 2, (0.5, 80), "GLU GLUCOSE", {"mg/dL": 0.05551}),
    _test("CK", "Creatine kinase", "肌酸激酶", "U/L", "OTHER", 0, (1, 200000), "CPK", _ENZYME),
    _test("LDH", "Lactate dehydrogenase", "乳酸脱氢酶", "U/L", "OTHER", 0, (10, 50000), "LD", _ENZYME),
    _test("CRP", "C-reactive protein", "C反应蛋白", "mg/L", "OTHER", 1, (0, 600), "HSCRP", {"mg/dL": 10.0}),
    _test("PCT", "Procalcitonin", "降钙素原", "ng/mL", "OTHER", 2, (0, 1000), "PROCALC PROCALCI"),
    _test("IL6", "Interleukin-6", "白细胞介素-6", "pg/mL", "OTHER", 1, (0, 100000), "INTLK6 INTLEUK6"),
)
# fmt: on

# Results that are read in multiples of the upper limit of normal: what is worse is higher. A PTA or a sodium in
# multiples of an upper limit says nothing.
READ_IN_MULTIPLES = (
    "ALT", "AST", "ALP", "GGT", "BILI", "BILDIR", "BILEAC", "AMMONIA", "AFP", "INR", "PT", "APTT", "DDIMER", "CREAT",
    "UREA", "URATE", "LACTATE", "CK", "LDH", "CRP", "PCT", "IL6",
)  # fmt: skip

LAB_TESTS: dict[str, LabTest] = {test.code: test for test in _TESTS}

_PARAMCD_OF = {name: test.code for test in _TESTS for name in (test.code, *test.aliases)}


def paramcd(lbtestcd: str) -> str | None:
    """The PARAMCD under which a source's LBTESTCD is analysed, or None for a test not listed here."""
    return _PARAMCD_OF.get(lbtestcd.strip().upper())
