"""Which adverse events are an infection or a bleeding: the two that decide a day in liver failure."""

import re

INFECTION_CLASS = re.compile("^INFECTIONS? AND INFESTATIONS?|^感染及侵染|^感染")
"""The system organ class of MedDRA and CTCAE, in the spellings of their English and Chinese editions."""

INFECTION_TERMS = re.compile(
    "INFECTI|SEPSIS|SEPTIC|BACTERA?EMIA|PNEUMONIA|PERITONITIS|BRONCHITIS|CELLULITIS|ABSCESS|CYSTITIS|INFLUENZA"
    "|NASOPHARYNGITIS|ERYSIPELAS|HERPES|CANDIDIASIS|MYCOSIS|感染|脓毒|败血症|菌血症|肺炎|腹膜炎|脓肿|流感|疱疹"
)
"""Stems for a study that delivers no system organ class; where it does, the class alone decides."""

BLEEDING_TERMS = re.compile(
    "HA?EMORRHAG|BLEED|HA?EMATEMESIS|MELA?ENA|HA?EMATOCHEZIA|EPISTAXIS|HA?EMOPTYSIS|HA?EMATURIA|HA?EMATOMA|HA?EMOTHORAX"
    "|HA?EMOPERITONEUM|HA?EMARTHROSIS|ECCHYMOSIS|PETECHIA|PURPURA|VARICES? RUPTURE|MENORRHAGIA"
    "|出血|呕血|黑便|便血|咯血|鼻衄|血尿|血肿|瘀斑|瘀点|紫癜"
)
"""Stems of the preferred terms of bleeding; 'haemorrhoids' and 'risk of bleeding' are none."""
NO_BLEEDING = re.compile("HA?EMORRHAGIC FEVER|RISK OF|PROPHYLAXIS|BLEEDING TIME|出血热")


def complication(term: str | None, reported: str | None, body_system: str | None) -> str | None:
    """'INFECTION' by the system organ class (without any, by the term), 'BLEEDING' by the term, or None.

    The coded and the reported term both count.
    """
    if body_system:
        infected = INFECTION_CLASS.search(body_system.strip().upper())
    else:
        infected = INFECTION_TERMS.search(f"{term or ''} {reported or ''}".upper())
    if infected:
        return "INFECTION"
    return "BLEEDING" if _bleeds(term) or _bleeds(reported) else None


def _bleeds(term: str | None) -> bool:
    words = (term or "").upper()
    return BLEEDING_TERMS.search(words) is not None and NO_BLEEDING.search(words) is None
