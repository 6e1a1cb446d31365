"""What a worked example is, and how it is run on the spot. The examples stand in `worked_cases`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from clinical.eligibility import assess
from clinical.eligibility.rules import DISEASES
from clinical.laboratory.units import convert
from clinical.scores import REGISTRY

Published: TypeAlias = str | float | bool
"""A number in our unit, a number with its published unit ('4.2 mg/dL'), or yes or no."""

UNITS = {"_umol_l": "µmol/L", "_mmol_l": "mmol/L", "_g_l": "g/L", "_percent": "%"}
"""What the end of an input's name says about its unit."""

GOLDEN_CASES = "Golden cases of the trial's design document"


@dataclass(frozen=True)
class Outcome:
    """One example as it came out: what was expected, what was obtained, and whether they agree."""

    id: str
    subject: str
    inputs: str
    expected: str
    obtained: str
    source: str

    @property
    def passed(self) -> bool:
        """Whether the answer is the published one."""
        return self.expected == self.obtained


@dataclass(frozen=True)
class ScoreExample:
    """A score with published inputs; `expected` is rounded as published, to `decimals`."""

    id: str
    code: str
    inputs: Mapping[str, Published]
    expected: float
    source: str
    decimals: int = 0

    def run(self) -> Outcome:
        """Compute the score now."""
        score = REGISTRY[self.code]
        value = score.value(**{name: self._converted(name, given) for name, given in self.inputs.items()})
        return Outcome(
            self.id,
            score.en,
            ", ".join(_named(name, given) for name, given in self.inputs.items()),
            f"{self.expected:.{self.decimals}f}",
            f"{value:.{self.decimals}f}",
            self.source,
        )

    def _converted(self, name: str, given: Published) -> float | bool:
        """In our unit: '4.2 mg/dL' through the one table of units."""
        if not isinstance(given, str):
            return given
        number, unit = given.split(" ", 1)
        code = next(each.source for each in REGISTRY[self.code].inputs if each.name == name)
        return float(convert(code, float(number), unit))


CASE_1: Mapping[str, object] = {
    "age_years": 45,
    "sex": "male",
    "etiology": "hbv",
    "chronic_liver_disease": "yes",
    "encephalopathy_grade": 1,
    "encephalopathy_ever": "yes",
    "ascites": "yes",
    "days_to_ascites_or_encephalopathy": 10,
    "bilirubin_umol_l": 342,
    "bilirubin_uln_umol_l": 17.1,
    "inr": 2.1,
    "pta_percent": 30,
    "creatinine_umol_l": 80,
    "dialysis_past_week": "no",
    **dict.fromkeys(("liver_cancer", "severe_bleeding_or_dic", "allergy", *DISEASES), "no"),
}


@dataclass(frozen=True)
class EligibilityExample:
    """A golden case: case 1 with some inputs changed, and its verdict or the result of one criterion."""

    id: str
    changes: Mapping[str, object]
    expected: str
    criterion: str = ""
    reading: str = "registered"
    source: str = GOLDEN_CASES

    def run(self) -> Outcome:
        """Assess the candidate now."""
        answer = assess({**CASE_1, **self.changes}, reading=self.reading)
        obtained = answer[self.criterion].result.value if self.criterion else answer.verdict.value
        subject = f"Eligibility {self.criterion or 'verdict'}"
        if self.reading != "registered":
            subject += f", reading {self.reading}"
        changed = ", ".join(_named(name, value) for name, value in self.changes.items())
        return Outcome(self.id, subject, changed or "as case 1", self.expected, obtained, self.source)


def _named(name: str, given: object) -> str:
    """An input with its name and one unit: the published one, or ours."""
    suffix, unit = next(((end, unit) for end, unit in UNITS.items() if name.endswith(end)), ("", ""))
    in_ours = isinstance(given, int | float) and not isinstance(given, bool)
    return " ".join(
        part
        for part in (name.removesuffix(suffix).replace("_", " "), _shown(given), unit if in_ours else "")
        if part
    )


def _shown(given: object) -> str:
    """An input as a reader writes it."""
    if given is None:
        return "not known"
    return ("yes" if given else "no") if isinstance(given, bool) else str(given)
