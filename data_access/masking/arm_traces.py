"""What tells the arm of a patient: which tables, columns, rows and words.

In an open trial only one arm may be treated, so every trace of study treatment is a trace of the arm: doses given
and planned, what was observed on account of a dose, relatedness, what was done to the treatment, randomisation.
"""

import re
from collections.abc import Iterable

from data_access.masking.mask_columns import Column

NOT_RANDOMISED = frozenset(
    {"screenfailure", "scrnfail", "notassigned", "notassgn", "nottreated", "nottrt", "unplannedtreatment"}
)
# Shorter names, and mere numbers, cannot be told from words and results.
SHORTEST_NAME = 3
BETWEEN_WORDS = "[ _/.,;:()-]*"

# Rows that are there because somebody was treated, or by arm.
EXPOSURE = ("ex", "ec", "se", "dv", "da", "pc", "pp", "is")
ANALYSED_EXPOSURE = ("adex", "adinf", "adinfmed", "adinfn", "adlane", "adplan", "adprompt", "adsign")
EMPTIED = frozenset(
    {("sdtm", prefix + domain) for domain in EXPOSURE for prefix in ("", "supp")}
    | {("adam", table) for table in ANALYSED_EXPOSURE}
)
COLUMNS = re.compile(
    r"(act)?arm(cd)?|armnrs|actarmud|armrole|trt(\d\d)?[pa]n?|trt[se]dt.*|trtdurd|tr\d\d.*|rfx(st|en)dtc|rfendtc"
    r"|rand(no|num|dt|dtm|dtf|dy)|ndose|nplan|doseno|next_due|overdue|saffl|pprotfl|inf24.*|(\w\w)?lobxfl|eotfl"
    r"|basetype|epoch|\w\w(rel|acn)|\w\wrftdtc|atptn|chgpre"
)
# Qualifiers that a sponsor adds, in a column or in a row of SUPP--, and data checks.
QUALIFIERS = r"SAFETY|PPROT.*|RAND.*|STRAT.*|INF.*|.*TRTSEQ.*|.*ARM|.*ARMCD|.*DOSE.*|.*BLIND.*|KIT.*|LOT.*"
CHECKS = r"arm_.*|dose_.*|infusion_.*|treatment_.*"
# In names of visits, references of time points, and ends of treatment.
DOSE = (
    r"INFUSION|\bDOS(E|ES|ING)\b|INJECTION|STUDY (TREATMENT|DRUG|MEDICATION)|INVESTIGATIONAL"
    r"|输注|给药|试验用药|试验药物"
)


def telling(column: Column) -> bool:
    """Whether the column of a table of subjects tells the arm."""
    if COLUMNS.fullmatch(column.name):
        return True
    # A variable of the domain itself begins with its two letters.
    added = column.schema == "sdtm" and not column.name.startswith(column.table[:2])
    return added and bool(re.fullmatch(QUALIFIERS, column.name.upper()))


def pattern(names: Iterable[str | None]) -> str | None:
    """A regular expression that finds the arms and treatments in text, however words are joined; None without any."""
    words = {tuple(re.findall(r"[^\W_]+", name)) for name in names if name}
    sought = sorted(
        (each for each in words if _can_be_sought("".join(each))), key=lambda each: -len("".join(each))
    )
    return "|".join(map(_expression, sought)) or None


def _can_be_sought(name: str) -> bool:
    return len(name) >= SHORTEST_NAME and not name.isdigit() and name.lower() not in NOT_RANDOMISED


def _expression(words: tuple[str, ...]) -> str:
    """Whole words where the script has spaces between them."""
    start = r"\b" if words[0][0].isascii() else ""
    end = r"s?\b" if words[-1][-1].isascii() else ""
    return start + BETWEEN_WORDS.join(words) + end
