"""One spelling per unit, and the factor from a reported unit to the standard unit of its analyte.

Sources and factors stand in `lab_tests`. A unit that is not known for an analyte has no factor: it is
never guessed from the size of the value.
"""

import re
import unicodedata

from clinical.common.decimals import Floats, Values, exact, numbers
from clinical.laboratory.tests import LAB_TESTS, paramcd

_SPELLINGS = {
    "": ("1", "ratio", "{ratio}", "{inr}", "inr", "unk", "unknown", "no units", "none", "na", "n/a", "-"),
    "%": ("percent", "pct"),
    "U/L": ("iu/l", "[iu]/l", "mu/ml", "miu/ml", "m[iu]/ml", "units/l", "unit/l", "单位/升"),
    "kU/L": ("kiu/l",),
    "ukat/L": ("mckat/l",),
    "nkat/L": (),
    "umol/L": ("mcmol/l", "micromol/l", "nmol/ml", "微摩尔/升"),
    "mmol/L": ("毫摩尔/升", "mmol/l(fe)"),
    "mEq/L": (),
    "g/L": ("gm/l", "gms/l", "grams/l", "mg/ml", "克/升"),
    "g/dL": ("g%", "gm%", "g/100ml", "gm/dl", "gms/dl", "grams/dl", "克/分升"),
    "mg/dL": ("mg%", "mg/100ml", "mgm/dl", "mgs/dl", "毫克/分升"),
    "mg/L": ("ug/ml", "mcg/ml", "mg/lfeu", "ug/mlfeu", "毫克/升"),
    "ug/dL": ("mcg/dl",),
    "ng/mL": ("ug/l", "mcg/l"),
    "pg/mL": ("ng/l",),
    "IU/mL": ("u/ml", "iu/ml", "[iu]/ml"),
    "s": ("sec", "secs", "second", "seconds", "秒"),
    "fL": ("um3", "um^3"),
    "pg": ("pg/cell",),
    "L/L": (),
    "/uL": ("/mm3", "/mm^3", "/cmm", "/cumm"),
}
_CANONICAL = {
    spelling.lower().replace(" ", ""): unit
    for unit, others in _SPELLINGS.items()
    for spelling in (unit, *others)
}

# What is counted, and UCUM's remarks in braces, are no part of a unit: 'x 10^9 cells/L', '10*9{cells}/L'.
_COUNTED = re.compile(r"\{[^}]*\}|cells?|zellen|个|#")
_COUNT = re.compile(
    r"(?:[x*×]?(?:10(?:[\^*e]|exp)*|1e)(?P<exponent>\d{1,2})|(?P<word>[a-z]*))/(?P<volume>l|ul|nl|pl|mm\^?3|cu?mm)"
)
# Giga and tera, also as 'Gpt' (particles) and 'Mrd'; thousand and million as French, German and English write them.
_EXPONENT_OF_WORD = dict.fromkeys(("k", "thou", "thous", "tsd", "ths"), 3)
_EXPONENT_OF_WORD |= dict.fromkeys(("m", "mill", "mil", "mio", "million"), 6)
_EXPONENT_OF_WORD |= dict.fromkeys(("g", "gi", "gpt", "mrd", "bil", "bill", "billion"), 9)
_EXPONENT_OF_WORD |= dict.fromkeys(("t", "ti", "tpt", "bio"), 12) | {"": 0}
_EXPONENT_OF_VOLUME = {"l": 0, "ul": 6, "mm3": 6, "mm^3": 6, "cumm": 6, "cmm": 6, "nl": 9, "pl": 12}


def canonical(unit: str | None) -> str | None:
    """The one spelling of a unit; '' for a ratio or an empty unit; None stays None.

    Case, spaces, full-width characters and both mu characters do not matter. A unit not known here comes
    back trimmed and otherwise as written.
    """
    if unit is None:
        return None
    # NFKC turns full-width forms, superscripts and the micro sign into one form each.
    plain = unicodedata.normalize("NFKC", unit).strip()
    key = plain.replace("μ", "u").replace(" ", "").lower()
    known = _known(key) or _known(_COUNTED.sub("", key) or key)
    return plain if known is None else known


def _known(key: str) -> str | None:
    """The spelling for a key, None where none is known: '' is one, of a ratio."""
    return _CANONICAL[key] if key in _CANONICAL else _count_unit(key)


def _count_unit(key: str) -> str | None:
    """'10^9/L' for every way of writing thousands per microlitre, and likewise '10^12/L'."""
    match = _COUNT.fullmatch(key)
    if match is None:
        return None
    exponent = int(match["exponent"]) if match["exponent"] else _EXPONENT_OF_WORD.get(match["word"])
    total = None if exponent is None else exponent + _EXPONENT_OF_VOLUME[match["volume"]]
    return f"10^{total}/L" if total else None


def factor(code: str, unit: str | None) -> float | None:
    """What a result of this test in this unit is multiplied by to reach the test's standard unit.

    `code` is a PARAMCD or the source's own LBTESTCD; give the LBTESTCD where there is one, because urea in
    mg/dL is only clear from it (BUN and UREAN are nitrogen). No unit at all is accepted for a ratio (INR).
    None: unknown test, or a unit not known for it.
    """
    name = code.strip().upper()
    test = LAB_TESTS.get(paramcd(name) or "")
    if test is None:
        return None
    spelled = canonical(unit) or ""
    return test.conversions.get(spelled) or test.alias_conversions.get((name, spelled))


def convert(code: str, values: Values, unit: str | None) -> Floats:
    """Results in the standard unit of the test, exact to ten digits; NaN where the unit is not known."""
    multiplier = factor(code, unit)
    return exact(numbers(values) * (float("nan") if multiplier is None else multiplier))


def plausible(code: str, value: float) -> bool:
    """Whether a result in the standard unit lies within what is seen in patients; a warning, no verdict."""
    test = LAB_TESTS[code]
    return test.plausible_low <= value <= test.plausible_high


def suspected_unit(code: str, value: float) -> str | None:
    """The unit that a value, said to be in the standard unit, was probably reported in.

    Meant for patients with liver failure: total bilirubin 17 umol/L is normal, and there it is probably
    17 mg/dL. None where nothing is suspicious or no other unit makes the value plausible.
    """
    test = LAB_TESTS[code]
    if test.suspect_below is None or not 0 < value < test.suspect_below:
        return None
    likely = (
        unit
        for unit, multiplier in test.conversions.items()
        if unit != test.unit and test.suspect_below <= value * multiplier <= test.plausible_high
    )
    return next(likely, None)


def printed(unit: str) -> str:
    """A unit as it is printed: with the micro sign and raised figures."""
    return unit.replace("umol", "µmol").replace("ug/", "µg/").replace("10^9", "10⁹").replace("10^12", "10¹²")
