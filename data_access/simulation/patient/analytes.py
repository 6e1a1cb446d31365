"""What the blood truly holds at given times: every analyte from reserve, complications and treatment.

The numbers that shape a curve and have no published value ([P], [M]) stand where they are used; what is
calibrated to a source, and the levels of a recovered patient, stand in calibration.py.
"""

from collections.abc import Mapping

import numpy as np
from numpy.random import Generator

from data_access.simulation.calibration import courses, people
from data_access.simulation.patient.complications import Days
from data_access.simulation.patient.hidden_course import Body, Moment, moment
from data_access.simulation.patient.reserve import GRID, inr_of
from data_access.simulation.patient.treatments import bilirubin_left, clotting_gained, dialysis_left

Levels = dict[str, Days]
Screening = Mapping[str, float]


def levels(random: Generator, body: Body, times: Days) -> Levels:
    """All analytes at the given times, in standard units, without measurement error."""
    now = moment(body, times)
    screening = body.candidate.values
    found = liver(random, body, now, screening) | enzymes(random, now, screening)
    found |= coagulation(body, now, screening) | kidney(random, body, now, screening)
    found |= blood(random, body, now, screening) | inflammation(body, now, screening)
    if "HBVDNA" in screening:
        since = np.clip(times, 0, None)
        fall = courses.HBVDNA_QUICK_FALL * (1 - np.exp(-since / 12)) + courses.HBVDNA_FALL_PER_DAY * since
        found["HBVDNA"] = screening["HBVDNA"] / 10**fall
    return found


def recovering(code: str, screening: Screening, share: Days) -> Days:
    """From the screening value at share 0 to that of a recovered patient at share 1, in equal ratios."""
    return np.asarray(screening[code] * (courses.RECOVERED[code] / screening[code]) ** share)


def liver(random: Generator, body: Body, now: Moment, screening: Screening) -> Levels:
    """Bilirubin and what the liver makes; albumin is held by infusion."""
    total = np.interp(now.days, GRID, body.bilirubin) * bilirubin_left(body.care.exchanges, now.days)
    share = screening["BILDIR"] / screening["BILI"]
    held = float(random.normal(*courses.ALBUMIN_HELD))
    full = courses.RECOVERED["ALB"] - 2.5 * body.candidate.cirrhosis
    albumin = screening["ALB"] + (held - screening["ALB"]) * (1 - np.exp(-np.clip(now.days, 0, None) / 6))
    albumin = albumin + (full - held) * now.recovery - 2.5 * now.terminal
    return {
        "BILI": total,
        "BILDIR": total * (share + (courses.DIRECT_SHARE_RECOVERED - share) * now.recovery),
        "BILEAC": np.maximum(2.0, total * screening["BILEAC"] / screening["BILI"] * (1 - 0.5 * now.recovery)),
        "ALB": albumin,
        "PROT": albumin + screening["PROT"] - screening["ALB"],
        "PREALB": recovering("PREALB", screening, now.synthesis),
        "CHOLINES": recovering("CHOLINES", screening, now.recovery),
        "CHOL": recovering("CHOL", screening, now.recovery),
        "AFP": recovering("AFP", screening, now.recovery) * (1 + 3 * now.recovery * (1 - now.recovery)),
    }


def enzymes(random: Generator, now: Moment, screening: Screening) -> Levels:
    """Transaminases fall whatever the outcome and rise again in failure; GGT may rise with recovery."""
    alt_days = float(random.uniform(*courses.ALT_HALF_LIFE_DAYS))
    ast_days = float(random.uniform(*courses.AST_HALF_LIFE_DAYS))
    alt_rest, ast_rest = float(random.uniform(18, 34)), float(random.uniform(22, 38))
    shock = (1 + 0.35 * now.worse) * (1 + 4 * now.terminal) * (1 - now.drained)
    since = now.days - now.days[0]
    alt = alt_rest + (screening["ALT"] - alt_rest) * 0.5 ** (since / alt_days)
    ast = ast_rest * (1.5 - 0.5 * now.recovery) + (screening["AST"] - ast_rest) * 0.5 ** (since / ast_days)
    turnover = 1 + 1.5 * now.recovery * (1 - now.recovery)
    after_surgery = 90 * np.exp(-((np.minimum(now.grafted, 99) - 9) ** 2) / 80) * (now.grafted < 99)
    return {
        "ALT": np.maximum(8, alt) * shock + 420 * np.exp(-now.grafted / 2.4),
        "AST": np.maximum(12, ast) * shock * (1 + 0.3 * now.worse) + 620 * np.exp(-now.grafted / 1.5),
        "GGT": recovering("GGT", screening, now.recovery**2) * turnover * (1 - 0.6 * now.drained)
        + after_surgery,
        "ALP": recovering("ALP", screening, now.recovery) * (1 - 0.5 * now.drained),
    }


def coagulation(body: Body, now: Moment, screening: Screening) -> Levels:
    """INR and PTA from one factor; donated plasma lowers INR for a day."""
    inr = inr_of(np.interp(now.days, GRID, body.log_activity)) * clotting_gained(body.care, now.days)
    inr = np.maximum(courses.INR_LOWEST, inr)
    own = screening["PTA"] * (screening["INR"] - people.INR_AT_FULL_ACTIVITY) / people.INR_TIMES_PTA
    activity = people.INR_TIMES_PTA / (inr - people.INR_AT_FULL_ACTIVITY)
    return {
        "INR": inr,
        "PTA": activity * own**0.5,
        "PT": people.PT_SECONDS_AT_INR_1 * inr,
        "APTT": people.APTT_SECONDS_AT_INR_1 + people.APTT_SECONDS_PER_INR * np.clip(inr - 1, 0, 5),
        "FIBRINO": recovering("FIBRINO", screening, now.synthesis),
        "DDIMER": recovering("DDIMER", screening, now.recovery) * (1 + 0.8 * now.infected + now.terminal),
    }


def kidney(random: Generator, body: Body, now: Moment, screening: Screening) -> Levels:
    """Creatinine, urea, salts, glucose; sodium falls while liver failure progresses."""
    filtered = dialysis_left(body.care, now.days)
    rise = np.interp(now.days, GRID, body.creatinine_factor)
    settled = 1 - np.exp(-np.clip(now.days, 0, None) / 10)
    sodium = screening["SODIUM"] + (courses.RECOVERED["SODIUM"] - screening["SODIUM"]) * settled
    sodium = sodium - courses.SODIUM_LOST_PER_RESERVE * np.clip(now.worse, 0, 1)
    potassium = (
        screening["K"] + (float(random.normal(courses.RECOVERED["K"], 0.15)) - screening["K"]) * settled
    )
    diuretics = 0.25 * (now.days > 2) * (now.days < 20)
    bled = body.events.bleeding.course(now.days, 0.5, 2.0) if body.events.bleeding else 0.0
    return {
        "CREAT": screening["CREAT"] * rise * filtered,
        "UREA": screening["UREA"] * rise**1.2 * filtered * (1 + 0.9 * bled),
        "SODIUM": sodium,
        "K": potassium + 0.7 * np.clip(rise * filtered - 1.3, 0, 1.5) - diuretics,
        "CL": sodium - (screening["SODIUM"] - screening["CL"]),
        "CA": recovering("CA", screening, now.recovery),
        "GLUC": screening["GLUC"] * (1 - 0.25 * now.terminal),
    }


def blood(random: Generator, body: Body, now: Moment, screening: Screening) -> Levels:
    """Blood count; sampling and bleeding cost haemoglobin, progression and surgery cost platelets."""
    share = screening["NEUT"] / screening["WBC"]
    neutrophils = share + (0.60 - share) * now.recovery + 0.13 * now.infected
    white = recovering("WBC", screening, now.recovery) * (1 + 1.05 * now.infected + 0.6 * now.terminal)
    lymphocytes = recovering("LYMPH", screening, now.recovery) * (1 - 0.2 * now.infected)
    neutrophils = np.minimum(neutrophils, people.NEUT_AND_LYMPH_SHARE - lymphocytes / white)
    healthy = (
        float(random.normal(courses.RECOVERED["HGB"], 8)) - people.FEMALE_HGB_LOWER * body.candidate.female
    )
    haemoglobin = screening["HGB"] - 14 * (1 - np.exp(-np.clip(now.days, 0, None) / 14))
    haemoglobin = haemoglobin + (healthy + 14 - screening["HGB"]) * now.recovery - haemoglobin_bled(body, now)
    platelets = recovering("PLAT", screening, now.recovery * (0.3 if body.candidate.cirrhosis else 1.0))
    platelets = platelets * np.exp(-courses.PLATELETS_LOST_PER_RESERVE * now.worse) * (1 - 0.5 * now.drained)
    return {
        "WBC": white,
        "NEUT": white * neutrophils,
        "LYMPH": lymphocytes,
        "HGB": haemoglobin,
        "RBC": haemoglobin * screening["RBC"] / screening["HGB"],
        "PLAT": platelets * (1 - 0.4 * np.exp(-now.grafted / 5)),
    }


def haemoglobin_bled(body: Body, now: Moment) -> Days:
    """Haemoglobin (g/L) lost to a bleeding or to the transplant operation, made up in weeks."""
    lost = 18 * np.exp(-now.grafted / 20)
    if body.events.bleeding is None:
        return np.asarray(lost)
    since = now.days - body.events.bleeding.onset
    return np.asarray(lost + 26 * np.clip(since / 0.7, 0, 1) * np.exp(-np.clip(since - 5, 0, None) / 25))


def inflammation(body: Body, now: Moment, screening: Screening) -> Levels:
    """Markers that jump with infection, lactate, and ammonia with encephalopathy."""
    grade = np.interp(now.days, GRID, body.he_grade)
    base = {"AMMONIA": screening["AMMONIA"] - people.AMMONIA_PER_HE_GRADE * body.candidate.he_grade}
    lactate = 0.5 * now.worse + 0.5 * now.infected + 4.5 * now.terminal
    return {
        "CRP": recovering("CRP", screening, now.recovery) + 62 * now.infected + 15 * now.terminal,
        "PCT": recovering("PCT", screening, now.recovery) + 3.6 * now.infected**1.5,
        "IL6": recovering("IL6", screening, now.recovery) + 90 * now.infected,
        "LACTATE": recovering("LACTATE", screening, now.recovery) + lactate,
        "AMMONIA": recovering("AMMONIA", base, now.recovery) + people.AMMONIA_PER_HE_GRADE * grade,
    }
