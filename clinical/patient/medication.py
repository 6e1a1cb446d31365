"""What a medicine or procedure is given for in liver failure: one documented list, by name, then by ATC class.

Names are generic names as CMDECOD and Chinese wards write them; a name that no list knows, and whatever acts only
locally (eye drops, creams, sprays, local anaesthetics), is OTHER and is shown under its own name.
"""

import re

LOCAL_ROUTES = re.compile(
    "TOPIC|OPHTHALM|CONJUNCTIV|NASAL|OTIC|AURIC|INHAL|RESPIRATORY|CUTAN|DERMAL|DENTAL|VAGINAL|BUCCAL|INTRA-?ARTICULAR"
    "|外用|滴眼|滴鼻|吸入"
)
BY_MOUTH = re.compile(r"\bORAL\b|\bPO\b|口服")
LOCAL_NAMES = re.compile("TOPICAL|CREAM|OINTMENT|LOTION|NASAL|EYE|OPHTHALM|DROPS|CAINE|乳膏|软膏|滴眼|卡因")

VASOPRESSOR_NAMES = re.compile(
    "TERLIPRESSIN|EPINEPHRINE|ADRENALINE|DOPAMINE|DOBUTAMINE|VASOPRESSIN|PHENYLEPHRINE|METARAMINOL|PITUITRIN"
    "|特利加压素|肾上腺素|多巴胺|多巴酚丁胺|加压素|垂体后叶|间羟胺|去氧肾"
)
"""Terlipressin and catecholamines, as the circulation of CLIF-C counts them (Moreau 2013). Not among them:
octreotide and somatostatin, which act on the splanchnic bed, and midodrine, which is taken by mouth."""

NAMES = (
    ("ARTIFICIAL_LIVER", re.compile(
        r"ALBUMIN DIALYSIS|\bMARS\b|PROMETHEUS|ARTIFICIAL LIVER|BILIRUBIN ADSORPTION|PLASMA (ADSORPTION|PERFUSION)"
        "|HA?EMOPERFUSION|人工肝|吸附|灌流")),
    ("VASOPRESSOR", VASOPRESSOR_NAMES),
    ("ENCEPHALOPATHY", re.compile(
        "LACTULOSE|LACTITOL|ORNITHINE|RIFAXIMIN|乳果糖|拉克替醇|鸟氨酸|利福昔明")),
    ("ANTIVIRAL", re.compile(
        "ENTECAVIR|TENOFOVIR|LAMIVUDINE|ADEFOVIR|TELBIVUDINE|AC[IY]CLOVIR|GANCICLOVIR|SOFOSBUVIR|VELPATASVIR"
        "|OSELTAMIVIR|恩替卡韦|替诺福韦|拉米夫定|阿德福韦|替比夫定|洛韦|布韦|奥司他韦")),
    ("ANTIBIOTIC", re.compile(
        "CEF|CEPH|CILLIN|PENEM|BACTAM|FLOXACIN|MYCIN|VANCOMYC|TEICOPLANIN|LINEZOLID|METRONIDAZOLE|TIGECYCLINE|CYCLINE"
        "|AMIKACIN|GENTAMICIN|POLYMYXIN|COLISTIN|AZTREONAM|SULFAMETHOXAZOLE|FLUCONAZOLE|VORICONAZOLE|CASPOFUNGIN"
        "|MICAFUNGIN|AMPHOTERICIN|头孢|西林|培南|沙星|霉素|万古|替考拉宁|利奈唑胺|硝唑|环素|阿米卡星|康唑|芬净")),
    ("DIURETIC", re.compile(
        "FUROSEMIDE|TORA?SEMIDE|BUMETANIDE|SPIRONOLACTONE|HYDROCHLOROTHIAZIDE|TOLVAPTAN|AMILORIDE"
        "|呋塞米|托拉塞米|布美他尼|螺内酯|氢氯噻嗪|托伐普坦")),
    ("IMMUNOSUPPRESSION", re.compile(
        "PREDNIS|DEXAMETHASONE|HYDROCORTISONE|BETAMETHASONE|CORTISONE|TACROLIMUS|CICLOSPORIN|CYCLOSPORIN|MYCOPHENOL"
        "|AZATHIOPRINE|SIROLIMUS|EVEROLIMUS|BASILIXIMAB|泼尼松|泼尼龙|地塞米松|氢化可的松|他克莫司|环孢素|吗替麦考酚|硫唑嘌呤|西罗莫司")),
)  # fmt: skip

ATC_CODES = {
    "J01": "ANTIBIOTIC",
    "J02": "ANTIBIOTIC",
    "J04": "ANTIBIOTIC",
    "J05": "ANTIVIRAL",
    "C03": "DIURETIC",
    "H02": "IMMUNOSUPPRESSION",
    "L04": "IMMUNOSUPPRESSION",
    "C01CA": "VASOPRESSOR",
    "H01BA04": "VASOPRESSOR",
    "A06AD11": "ENCEPHALOPATHY",
}
"""ATC codes, WHO Collaborating Centre for Drug Statistics Methodology, by their beginning."""

ATC_NAMES = {
    "ANTIBACTERIALS FOR SYSTEMIC USE": "ANTIBIOTIC",
    "ANTIMYCOTICS FOR SYSTEMIC USE": "ANTIBIOTIC",
    "ANTIVIRALS FOR SYSTEMIC USE": "ANTIVIRAL",
    "DIURETICS": "DIURETIC",
    "CORTICOSTEROIDS FOR SYSTEMIC USE": "IMMUNOSUPPRESSION",
    "IMMUNOSUPPRESSANTS": "IMMUNOSUPPRESSION",
}
"""The second ATC level by its name; the first, such as 'NERVOUS SYSTEM', says too little."""

CATEGORY_GROUPS = {
    "PE": "ARTIFICIAL_LIVER",
    "DPMAS": "ARTIFICIAL_LIVER",
    "ADSORPTION": "ARTIFICIAL_LIVER",
    "ALSS": "ARTIFICIAL_LIVER",
    "DIALYSIS": "RENAL",
    "CRRT": "RENAL",
    "FFP": "PLASMA",
    "ALBUMIN": "ALBUMIN",
    "TRANSPLANT": "PROCEDURE",
}
"""The group of what adam.adproc has already named by what it does to laboratory values."""

GROUPS = (
    "PLASMA",
    "ALBUMIN",
    "ARTIFICIAL_LIVER",
    "RENAL",
    "VASOPRESSOR",
    "ANTIBIOTIC",
    "ANTIVIRAL",
    "ENCEPHALOPATHY",
    "DIURETIC",
    "IMMUNOSUPPRESSION",
    "PROCEDURE",
    "OTHER",
)
"""In the order in which they are shown: what sets laboratory values and what supports an organ come first."""

VENTILATION = re.compile("MECHANICAL VENTILATION|INVASIVE VENTILATION|INTUBATION|机械通气|气管插管|有创通气")
NOT_INVASIVE = re.compile("NON.?INVASIVE|无创")
FOR_ENCEPHALOPATHY = re.compile("ENCEPHALOPATHY|COMA|脑病|昏迷")


def group_of(
    name: str | None, *, route: str | None = None, atc_code: str | None = None, atc_name: str | None = None
) -> str:
    """The group of a medicine: by its name, else by its ATC code, else by the name of its ATC class."""
    drug, way = (name or "").upper(), (route or "").upper()
    if LOCAL_NAMES.search(drug) or LOCAL_ROUTES.search(way):
        return "OTHER"
    group = _by_name(drug) or _by_class((atc_code or "").upper(), (atc_name or "").upper())
    if group == "VASOPRESSOR" and BY_MOUTH.search(way):
        return "OTHER"
    return group or "OTHER"


def _by_name(drug: str) -> str | None:
    return next((group for group, names in NAMES if names.search(drug)), None)


def _by_class(code: str, name: str) -> str | None:
    by_code = (group for start, group in ATC_CODES.items() if code.startswith(start))
    return next(by_code, ATC_NAMES.get(name.strip()))


def ventilates(procedure: str | None, indication: str | None) -> bool:
    """Whether a procedure is mechanical ventilation that counts for the lungs: not one for encephalopathy."""
    name = (procedure or "").upper()
    return (
        VENTILATION.search(name) is not None
        and NOT_INVASIVE.search(name) is None
        and FOR_ENCEPHALOPATHY.search((indication or "").upper()) is None
    )
