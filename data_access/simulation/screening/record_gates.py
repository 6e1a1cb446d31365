"""The gates of the registered record, applied to what a candidate's own screening shows.

clinical.eligibility is the calculator with its readings and unknowns; here everything is known, and a test
holds the two together.
"""

from clinical.scores import meld
from data_access.simulation.hospital_laboratory import ASSAY_OF
from data_access.simulation.screening.candidates import Candidate

CRITERIA = {  # number of the record: what was asked, why a failure was not enrolled
    "I1": ("Age 18 to 65 years", "AGE OUTSIDE 18 TO 65 YEARS"),
    "I2": ("Acute-on-chronic or acute liver failure as defined", "DEFINITION OF LIVER FAILURE NOT MET"),
    "I3": (
        "Total bilirubin at least 171 umol/L or rising by at least 17.1 umol/L per day",
        "TOTAL BILIRUBIN BELOW 171 UMOL/L",
    ),
    "I4": ("Prothrombin activity 20 to 40 %, or INR 1.5 to 2.6", "COAGULATION OUTSIDE THE WINDOW"),
    "I5": ("Hepatic encephalopathy at most grade II", "HEPATIC ENCEPHALOPATHY ABOVE GRADE II"),
    "E1": ("Primary or metastatic liver cancer", "LIVER CANCER"),
    "E2": ("Severe active bleeding or disseminated intravascular coagulation", "ACTIVE BLEEDING OR DIC"),
    "E3": ("Allergy to blood products or treatment drugs", "ALLERGY TO BLOOD PRODUCTS"),
    "E4": ("MELD score above 30", "MELD SCORE ABOVE 30"),
    "E5": ("Other serious disease", "OTHER SERIOUS DISEASE"),
}
DECLINED = "WITHDRAWAL BY SUBJECT"


def failures(candidate: Candidate) -> tuple[str, ...]:
    """The criteria that keep a candidate out, in the order of the record; empty for an eligible one."""
    values = candidate.values
    met = {
        "I1": 18 <= candidate.age_years <= 65,
        "I2": candidate.he_grade >= 1 if candidate.acute else acute_on_chronic(candidate),
        "I3": values["BILI"] >= 171,
        "I4": 20 <= values["PTA"] <= 40 or 1.5 <= values["INR"] <= 2.6,
        "I5": candidate.he_grade <= 2,
        "E4": screening_meld(candidate) <= 30,
    }
    failed = {number for number, fulfilled in met.items() if not fulfilled} | candidate.conditions
    return tuple(number for number in CRITERIA if number in failed)


def acute_on_chronic(candidate: Candidate) -> bool:
    """Ten times the upper limit of bilirubin, coagulopathy, and ascites or encephalopathy."""
    values = candidate.values
    upper = ASSAY_OF["BILI"].range_of(candidate.female)[1]
    coagulopathy = values["INR"] >= 1.5 or values["PTA"] < 40
    return values["BILI"] >= 10 * (upper or 0) and coagulopathy and candidate.ascites + candidate.he_grade > 0


def screening_meld(candidate: Candidate) -> float:
    """MELD of the screening blood."""
    values = candidate.values
    return float(meld(bilirubin_umol_l=values["BILI"], inr=values["INR"], creatinine_umol_l=values["CREAT"]))
