"""Whom the ward proposes for screening: one latent severity behind every screening value."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist

from numpy.random import Generator

from data_access.simulation.calibration import people
from data_access.simulation.hospital_laboratory import reported
from data_access.simulation.random_streams import blend, chance, grade, log_normal, normal, pick, stream

HBV = "CHRONIC HEPATITIS B"


@dataclass(frozen=True)
class Candidate:
    """One screened patient as found at screening.

    `values` are the results as the laboratory reports them, by PARAMCD in standard units.
    `conditions` holds the exclusion criteria (E1, E2, E3, E5) that are true by history.
    """

    number: int
    age_years: int
    female: bool
    cause: str
    acute: bool
    cirrhosis: bool
    he_grade: int
    ascites: int
    conditions: frozenset[str]
    declined: bool
    values: Mapping[str, float]


def candidate(seed: int, number: int) -> Candidate:
    """The patient screened as the `number`-th, from 1."""
    random = stream(seed, "candidate", number)
    severity = float(random.standard_normal())
    acute = chance(random, people.ACUTE_SHARE)
    cause = pick(random, people.ACUTE_CAUSE_SHARES if acute else people.CAUSE_SHARES)
    cirrhosis = chance(random, people.CIRRHOSIS_SHARE) and not acute
    female = chance(random, people.FEMALE_SHARE)
    he_grade = encephalopathy(random, severity, acute)
    mean, deviation, youngest, oldest = people.AGE_YEARS
    return Candidate(
        number=number,
        age_years=int(normal(random, (mean, deviation), youngest, oldest)),
        female=female,
        cause=cause,
        acute=acute,
        cirrhosis=cirrhosis,
        he_grade=he_grade,
        ascites=ascites(random, acute),
        conditions=frozenset(k for k, share in people.EXCLUSION_SHARES.items() if chance(random, share)),
        declined=chance(random, people.CONSENT_DECLINED_SHARE),
        values=screening_values(random, severity, he_grade, female, cirrhosis, cause == HBV),
    )


def encephalopathy(random: Generator, severity: float, acute: bool) -> int:
    """West Haven grade: the worse the severity, the higher."""
    position = NormalDist().cdf(blend(random, severity, people.SEVERITY_LOADING["HE"]))
    return grade(position, people.ACUTE_HE_SHARES if acute else people.HE_SHARES)


def ascites(random: Generator, acute: bool) -> int:
    """0 none, 1 mild, 2 moderate or severe."""
    present, marked = chance(random, people.ASCITES_SHARE), chance(random, people.ASCITES_MARKED_SHARE)
    if acute:
        return int(present and marked)
    return present * (1 + marked)


def screening_values(
    random: Generator, severity: float, he_grade: int, female: bool, cirrhosis: bool, hbv: bool
) -> dict[str, float]:
    """All results of the screening blood, by PARAMCD, as reported."""
    values = liver_values(random, severity) | coagulation_values(random, severity)
    values |= chemistry_values(random, severity, female) | blood_values(random, female, cirrhosis)
    values["AMMONIA"] = log_normal(random, people.AMMONIA_LEVEL) + people.AMMONIA_PER_HE_GRADE * he_grade
    viral = 10 ** normal(random, people.HBVDNA_LOG10, 1.0, 8.5)
    return {code: reported(code, value) for code, value in values.items()} | (
        {"HBVDNA": float(f"{viral:.2e}")} if hbv else {}
    )


def liver_values(random: Generator, severity: float) -> dict[str, float]:
    """Bilirubin, enzymes and synthesis products."""
    bilirubin = log_normal(random, people.BILI_LEVEL, severity, people.SEVERITY_LOADING["BILI"])
    alt = log_normal(random, people.ALT_LEVEL)
    albumin = normal(random, people.ALB_LEVEL, 21.0, 42.0)
    return {
        "BILI": bilirubin,
        "BILDIR": bilirubin * normal(random, people.DIRECT_SHARE, 0.5, 0.9),
        "BILEAC": bilirubin * log_normal(random, people.BILE_ACID_OVER_BILI),
        "ALT": alt,
        "AST": alt * log_normal(random, people.AST_OVER_ALT),
        "GGT": log_normal(random, people.GGT_LEVEL),
        "ALP": log_normal(random, people.ALP_LEVEL),
        "ALB": albumin,
        "PROT": albumin + normal(random, people.GLOBULIN_LEVEL, 16.0, 45.0),
        "PREALB": log_normal(random, people.PREALB_LEVEL, -severity, 0.3),
        "CHOLINES": log_normal(random, people.CHOLINES_LEVEL, -severity, 0.3),
        "CHOL": log_normal(random, people.CHOL_LEVEL, -severity, 0.3),
        "AFP": log_normal(random, people.AFP_LEVEL),
    }


def coagulation_values(random: Generator, severity: float) -> dict[str, float]:
    """One clotting factor behind INR, PTA and PT."""
    inr = max(0.95, log_normal(random, people.INR_LEVEL, severity, people.SEVERITY_LOADING["INR"]))
    activity = people.INR_TIMES_PTA / (inr - people.INR_AT_FULL_ACTIVITY)
    return {
        "INR": inr,
        "PTA": activity * log_normal(random, (1.0, people.PTA_NOISE_LOG)),
        "PT": people.PT_SECONDS_AT_INR_1 * inr,
        "APTT": people.APTT_SECONDS_AT_INR_1 + people.APTT_SECONDS_PER_INR * (inr - 1) + random.normal(0, 3),
        "FIBRINO": log_normal(random, people.FIBRINO_LEVEL, -severity, 0.4),
        "DDIMER": log_normal(random, people.DDIMER_LEVEL),
    }


def chemistry_values(random: Generator, severity: float, female: bool) -> dict[str, float]:
    """Kidney, salts, glucose, lactate and inflammation."""
    creatinine = log_normal(random, people.CREAT_LEVEL, severity, people.SEVERITY_LOADING["CREAT"])
    sodium = normal(random, people.SODIUM_LEVEL, 118.0, 148.0)
    crp = log_normal(random, people.CRP_LEVEL)
    return {
        "CREAT": creatinine * (people.FEMALE_CREATININE_FACTOR if female else 1.0),
        "UREA": log_normal(random, people.UREA_LEVEL, severity, 0.3),
        "SODIUM": sodium,
        "K": normal(random, people.POTASSIUM_LEVEL, 2.8, 5.6),
        "CL": sodium - normal(random, people.SODIUM_OVER_CHLORIDE, 28.0, 42.0),
        "CA": normal(random, people.CALCIUM_LEVEL, 1.8, 2.5),
        "GLUC": log_normal(random, people.GLUC_LEVEL),
        "LACTATE": log_normal(random, people.LACTATE_LEVEL, severity, 0.4),
        "CRP": crp,
        "PCT": log_normal(random, people.PROCALCITONIN_LEVEL),
        "IL6": crp * log_normal(random, people.IL6_OVER_CRP),
    }


def blood_values(random: Generator, female: bool, cirrhosis: bool) -> dict[str, float]:
    """Blood count; platelets are lower in cirrhosis."""
    white = log_normal(random, people.WBC_LEVEL)
    lymphocytes = min(0.3 * white, log_normal(random, people.LYMPH_LEVEL))
    platelets = log_normal(random, people.PLAT_LEVEL)
    haemoglobin = normal(random, people.HGB_LEVEL, 75.0, 170.0) - female * people.FEMALE_HGB_LOWER
    return {
        "WBC": white,
        "NEUT": white
        * normal(random, people.NEUT_SHARE, 0.45, people.NEUT_AND_LYMPH_SHARE - lymphocytes / white),
        "LYMPH": lymphocytes,
        "RBC": haemoglobin / normal(random, people.HGB_PER_RBC, 27.0, 35.0),
        "HGB": haemoglobin,
        "PLAT": platelets * (people.PLAT_CIRRHOSIS_FACTOR if cirrhosis else 1.0),
    }
