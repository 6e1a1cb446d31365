"""The laboratory of the simulated hospital: what each test is called, its reference range and its precision.

Unit and decimals come from clinical.laboratory.tests. Ranges by sex: clinical/trial.md 4.5; bilirubin keeps the
traditional limit of 17.1 umol/L, so that ten times the upper limit is the record's own 171 (C9).
Within-patient variation (biology and assay): 4.3.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from clinical.laboratory.tests import LAB_TESTS

Range = tuple[float | None, float | None]


@dataclass(frozen=True)
class Assay:
    """One test: CDISC name, category, panel in which it is ordered, ranges, variation, reporting limits.

    `variation` is the log SD between two results of an unchanged patient (for a test of VARIES_WITH: the part
    of its own). Results below `lowest` or above
    `highest` are reported as '<' or '>' that limit.
    """

    code: str
    name: str
    category: str
    panel: str
    male: Range
    female: Range
    variation: float
    lowest: float | None = None
    highest: float | None = None

    @property
    def unit(self) -> str:
        """The standard unit, '' for a ratio."""
        return LAB_TESTS[self.code].unit

    @property
    def decimals(self) -> int:
        """Decimals as reported."""
        return LAB_TESTS[self.code].decimals

    def range_of(self, female: bool) -> Range:
        """Lower and upper reference limit; None where the laboratory gives none."""
        return self.female if female else self.male


def _both(low: float | None, high: float | None) -> tuple[Range, Range]:
    return (low, high), (low, high)


ASSAYS = (
    Assay("ALT", "Alanine Aminotransferase", "CHEMISTRY", "LIVER", (9, 50), (7, 40), 0.12),
    Assay("AST", "Aspartate Aminotransferase", "CHEMISTRY", "LIVER", (15, 40), (13, 35), 0.12),
    Assay("ALP", "Alkaline Phosphatase", "CHEMISTRY", "LIVER", (45, 125), (35, 100), 0.06),
    Assay("GGT", "Gamma Glutamyl Transferase", "CHEMISTRY", "LIVER", (10, 60), (7, 45), 0.08),
    Assay("BILI", "Bilirubin", "CHEMISTRY", "LIVER", *_both(None, 17.1), 0.06),
    Assay("BILDIR", "Direct Bilirubin", "CHEMISTRY", "LIVER", *_both(None, 6.8), 0.02),
    Assay("BILEAC", "Bile Acid", "CHEMISTRY", "LIVER", *_both(0, 10), 0.15, None, 500),
    Assay("ALB", "Albumin", "CHEMISTRY", "LIVER", *_both(40, 55), 0.035),
    Assay("PROT", "Protein", "CHEMISTRY", "LIVER", *_both(65, 85), 0.015),
    Assay("PREALB", "Prealbumin", "CHEMISTRY", "LIVER", *_both(200, 400), 0.10),
    Assay("CHOLINES", "Cholinesterase", "CHEMISTRY", "LIVER", *_both(5000, 12000), 0.05),
    Assay("PT", "Prothrombin Time", "COAGULATION", "COAG", *_both(11, 14.5), 0.01, None, 120),
    Assay(
        "INR", "Prothrombin Intl. Normalized Ratio", "COAGULATION", "COAG", *_both(0.8, 1.2), 0.05, None, 10
    ),
    Assay("PTA", "Prothrombin Activity", "COAGULATION", "COAG", *_both(75, 130), 0.06),
    Assay("APTT", "Activated Partial Thromboplastin Time", "COAGULATION", "COAG", *_both(28, 43), 0.05),
    Assay("FIBRINO", "Fibrinogen", "COAGULATION", "COAG", *_both(2, 4), 0.08),
    Assay("DDIMER", "D-Dimer", "COAGULATION", "COAG", *_both(0, 0.5), 0.20, 0.19, 20),
    Assay("CREAT", "Creatinine", "CHEMISTRY", "RENAL", (57, 97), (41, 73), 0.06),
    Assay("UREA", "Urea", "CHEMISTRY", "RENAL", (3.1, 8.0), (2.6, 7.5), 0.10),
    Assay("SODIUM", "Sodium", "CHEMISTRY", "RENAL", *_both(137, 147), 0.008),
    Assay("K", "Potassium", "CHEMISTRY", "RENAL", *_both(3.5, 5.3), 0.05),
    Assay("CL", "Chloride", "CHEMISTRY", "RENAL", *_both(99, 110), 0.006),
    Assay("CA", "Calcium", "CHEMISTRY", "RENAL", *_both(2.11, 2.52), 0.02),
    Assay("GLUC", "Glucose", "CHEMISTRY", "RENAL", *_both(3.9, 6.1), 0.15),
    Assay("WBC", "Leukocytes", "HEMATOLOGY", "COUNT", *_both(3.5, 9.5), 0.15),
    Assay("NEUT", "Neutrophils", "HEMATOLOGY", "COUNT", *_both(1.8, 6.3), 0.02),
    Assay("LYMPH", "Lymphocytes", "HEMATOLOGY", "COUNT", *_both(1.1, 3.2), 0.06),
    Assay("RBC", "Erythrocytes", "HEMATOLOGY", "COUNT", (4.3, 5.8), (3.8, 5.1), 0.01),
    Assay("HGB", "Hemoglobin", "HEMATOLOGY", "COUNT", (130, 175), (115, 150), 0.03),
    Assay("PLAT", "Platelets", "HEMATOLOGY", "COUNT", *_both(125, 350), 0.09),
    Assay("AMMONIA", "Ammonia", "CHEMISTRY", "GAS", *_both(20, 60), 0.15, 9),
    Assay("LACTATE", "Lactic Acid", "CHEMISTRY", "GAS", *_both(0.5, 2.2), 0.15),
    Assay("CRP", "C Reactive Protein", "CHEMISTRY", "INFLAMMATION", *_both(0, 8), 0.20, 0.5, 300),
    Assay("PCT", "Procalcitonin", "CHEMISTRY", "INFLAMMATION", *_both(0, 0.05), 0.20, 0.05, 100),
    Assay("IL6", "Interleukin 6", "CHEMISTRY", "MONTHLY", *_both(0, 7), 0.25, 1.5),
    Assay("CHOL", "Cholesterol", "CHEMISTRY", "MONTHLY", *_both(None, 5.2), 0.05),
    Assay("AFP", "Alpha Fetoprotein", "CHEMISTRY", "MONTHLY", *_both(0, 7), 0.10, None, 1210),
    Assay("HBVDNA", "Hepatitis B Virus DNA", "VIROLOGY", "MONTHLY", *_both(None, 20), 0.30, 20),
)
ASSAY_OF: Mapping[str, Assay] = {assay.code: assay for assay in ASSAYS}
# One tube, one clotting factor: PT varies as INR does, and a little on its own.
VARIES_WITH = {
    "PT": "INR",
    "BILDIR": "BILI",
    "NEUT": "WBC",
    "LYMPH": "WBC",
    "RBC": "HGB",
    "PROT": "ALB",
    "CL": "SODIUM",
}


def reported(code: str, value: float) -> float:
    """The value with the decimals the laboratory reports."""
    return round(float(value), ASSAY_OF[code].decimals)
