"""For which patients a score is defined, in three-valued logic: yes, no, or not known."""

from collections.abc import Callable
from dataclasses import dataclass

_HBV_WORDS = ("HBV", "HEPATITIS B", "乙型", "乙肝")


@dataclass(frozen=True)
class Patient:
    """What decides whether a score applies: 'ACLF' or 'ALF', cirrhosis, and the aetiology as text.

    None anywhere: not known.
    """

    dx_type: str | None = None
    cirrhosis: bool | None = None
    etiology: str | None = None


@dataclass(frozen=True)
class Population:
    """Whom a score is defined for, in words, and the test: True, False, or None where it is not known."""

    code: str
    en: str
    zh: str
    includes: Callable[[Patient], bool | None]


def has_hbv(etiology: str | None) -> bool | None:
    """Whether an aetiology names hepatitis B, alone or with others; None without an aetiology."""
    if not etiology:
        return None
    return any(word in etiology.upper() for word in _HBV_WORDS)


def _is(dx_type: str) -> Callable[[Patient], bool | None]:
    def test(patient: Patient) -> bool | None:
        return None if not patient.dx_type else patient.dx_type.upper() == dx_type

    return test


def _all(*answers: bool | None) -> bool | None:
    """Strong Kleene "and": one False decides, otherwise one unknown leaves it unknown."""
    if False in answers:
        return False
    return None if None in answers else True


ANYONE = Population("ANYONE", "any patient", "所有患者", lambda _: True)
ACLF = Population(
    "ACLF",
    "acute-on-chronic liver failure, not acute liver failure",
    "慢加急性肝衰竭(非急性肝衰竭)",
    _is("ACLF"),
)
CIRRHOTIC_ACLF = Population(
    "CIRRHOTIC_ACLF",
    "acute decompensation of cirrhosis, not acute liver failure or a liver without cirrhosis",
    "肝硬化急性失代偿(非急性肝衰竭,非无肝硬化者)",
    lambda patient: _all(_is("ACLF")(patient), patient.cirrhosis),
)
HBV_ACLF = Population(
    "HBV_ACLF",
    "acute-on-chronic liver failure from hepatitis B only",
    "仅限乙型肝炎相关慢加急性肝衰竭",
    lambda patient: _all(_is("ACLF")(patient), has_hbv(patient.etiology)),
)
ALF = Population("ALF", "acute liver failure only", "仅限急性肝衰竭", _is("ALF"))
