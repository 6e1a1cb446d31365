"""Every calibrated number of the simulated trial, once, with where it comes from.

Sources are the entries of the trial's design document (clinical/trial.md, sections 3.6 and 4):
[R n] published and read there, [M] remembered there, [P] proposed there or here, [C] computed there.
Log-normal variables are given as median and standard deviation of the natural logarithm.
"""

from datetime import date, timedelta
from math import log

from clinical.protocol import MSC_EV

# ---- The trial and its calendar. --------------------------------------------------------------------
STUDY_ID = "SIM-MSCEV"
SUBJECT_PREFIX = "SIM-"
SITE_ID = "01"
TREATMENT_EPOCH_DAYS = 28.0
ARMS = {arm.code: arm.name for arm in MSC_EV.arms}
BLOCK_SIZE = 4  # [P]
# The registered 0.8-1 patients a month would show no ward and no follow-up together: 14 months, quick at
# first (a year of follow-up) and at the end (patients still under infusion at the cut-off) [P].
FIRST_SCREENING = date(2025, 1, 20)
ACCRUAL_SHARES = (0.0, 0.36, 0.80, 1.0)  # of all screened ...
ACCRUAL_DAYS = (0.0, 105.0, 404.0, 430.0)  # ... by this day
INFUSED_NEXT_DAY_SHARE = 0.3  # else on the day of randomisation [P]
CUT_OFF_DATE = date(2026, 3, 31)
CUT_OFF_TIME = timedelta(hours=8)  # the morning blood is in, the infusions of that day are still due

# ---- Who is screened (4.1). -------------------------------------------------------------------------
AGE_YEARS = (43.5, 12.0, 18, 72)  # mean, SD, youngest, oldest screened [R35, R51, R52]
FEMALE_SHARE = 0.14  # 85 % male [R35], 91 % [R51], 82 % [R52]
ACUTE_SHARE = 0.06  # ALF is rare where HE must be at most II: 1-3 of 20 eligible at most [P, R70]
CAUSE_SHARES = {  # of ACLF candidates [P]; HBV dominates southern China [R53]
    "CHRONIC HEPATITIS B": 0.83,
    "ALCOHOLIC LIVER DISEASE": 0.07,
    "DRUG-INDUCED LIVER INJURY": 0.06,
    "CRYPTOGENIC LIVER DISEASE": 0.04,
}
ACUTE_CAUSE_SHARES = {"DRUG-INDUCED LIVER INJURY": 0.5, "HEPATITIS E": 0.15, "UNKNOWN": 0.35}  # [R70]
CIRRHOSIS_SHARE = 0.57  # 52 % [R53], 53 % [R19], 77 % [R51]
HE_SHARES = (0.822, 0.085, 0.050, 0.025, 0.018)  # grades 0-IV: I-II 13.5 %, III-IV 3.7 % [R35]
ACUTE_HE_SHARES = (0.08, 0.32, 0.32, 0.18, 0.10)  # grades 0-IV in ALF candidates [P]
# 59 % of all ACLF have ascites [R35]; those whom a ward proposes for the trial were looked at first [P].
ASCITES_SHARE = 0.80
ASCITES_MARKED_SHARE = 0.45  # moderate or severe among those with ascites [P]
SEVERITY_LOADING = {"BILI": 0.25, "INR": 0.30, "CREAT": 0.20, "HE": 0.35}  # on one latent severity [P]

BILI_LEVEL = (294.0, 0.437)  # umol/L: mean 323, SD 148 [R35]
INR_LEVEL = (2.08, 0.256)  # 2.08 (1.77-2.50) [R51]
CREAT_LEVEL = (81.0, 0.275)  # umol/L: 81 (69-100) [R51]
ALT_LEVEL = (230.0, 0.95)  # U/L: 348 (137-829) [R35], 137 (63-325) [R51]
AST_OVER_ALT = (0.90, 0.35)  # AST 298 with ALT 348 [R35], 136 with 137 [R51]
GGT_LEVEL = (84.0, 0.71)  # U/L: 84 (52-136) [R35]
ALP_LEVEL = (131.0, 0.38)  # U/L: mean 141, SD 56 [R19]
DIRECT_SHARE = (0.72, 0.05)  # DBil / TBil 0.72 (0.65-0.79) [R51]
ALB_LEVEL = (30.8, 4.3)  # g/L, mean and SD: 31.0 +/- 4.9 [R35], 30.4 +/- 5.1 [R19]
GLOBULIN_LEVEL = (28.5, 5.0)  # g/L, mean and SD [M]
SODIUM_LEVEL = (136.4, 4.4)  # mmol/L, mean and SD: 136.0 +/- 6.2 [R19], 137.2 (118-146) [R24]
POTASSIUM_LEVEL = (4.06, 0.45)  # mmol/L, mean and SD: 4.06 +/- 0.62 [R19]
WBC_LEVEL = (6.2, 0.45)  # 10^9/L: mean 7.2, SD 5.2 [R19]
NEUT_SHARE = (0.72, 0.07)  # neutrophils 5.4 of 7.2 [R19]
LYMPH_LEVEL = (0.90, 0.28)  # 10^9/L: 0.6-1.2 [P 4.6]
PLAT_LEVEL = (115.0, 0.42)  # 10^9/L: 100 (67-126) to 120 (91-180) [R55]
PLAT_CIRRHOSIS_FACTOR = 0.85  # [P]
HGB_LEVEL = (126.0, 16.0)  # g/L, mean and SD: 123-128 [R55]
CRP_LEVEL = (12.0, 0.68)  # mg/L: 12 (8-20) [R55]
PROCALCITONIN_LEVEL = (0.45, 0.55)  # ng/mL [M]
AMMONIA_LEVEL = (58.0, 0.22)  # umol/L without HE: 40-100 [M]
AMMONIA_PER_HE_GRADE = 25.0  # umol/L [P 4.3]
AFP_LEVEL = (53.5, 1.25)  # ng/mL: 53.5 (3-1112) [R24]
HBVDNA_LOG10 = (4.3, 1.7)  # log10 IU/mL, mean and SD: 4.25 (3.1-5.8) [R51]
LACTATE_LEVEL = (1.7, 0.28)  # mmol/L [M]
UREA_LEVEL = (4.4, 0.32)  # mmol/L [M]
FEMALE_CREATININE_FACTOR = 0.80  # [M]
FEMALE_HGB_LOWER = 12.0  # g/L [M]
# No read value for the rest of the panel: usual in liver failure [M].
BILE_ACID_OVER_BILI = (0.65, 0.35)
PREALB_LEVEL = (55.0, 0.35)  # mg/L
CHOLINES_LEVEL = (3300.0, 0.30)  # U/L
CHOL_LEVEL = (2.2, 0.28)  # mmol/L
PT_SECONDS_AT_INR_1 = 12.4
APTT_SECONDS_AT_INR_1, APTT_SECONDS_PER_INR = 38.0, 13.0
FIBRINO_LEVEL = (1.45, 0.28)  # g/L
DDIMER_LEVEL = (2.8, 0.60)  # mg/L
SODIUM_OVER_CHLORIDE = (34.5, 2.5)  # mmol/L, mean and SD
CALCIUM_LEVEL = (2.12, 0.10)  # mmol/L, mean and SD
GLUC_LEVEL = (4.9, 0.20)  # mmol/L
IL6_OVER_CRP = (2.2, 0.5)
HGB_PER_RBC = (31.0, 1.4)  # g/L per 10^12/L, mean and SD

# PTA and INR come from one tube: INR = 0.40 + 44 / PTA reproduces the record's own pairs [C 2.3].
INR_AT_FULL_ACTIVITY = 0.40
INR_TIMES_PTA = 44.0
PTA_NOISE_LOG = 0.06  # with INR's own noise the pair scatters by 8 % [P 4.3]

# Conditions that exclude, among candidates [P]: together with the gates 45-50 screened for 20 (4.1).
EXCLUSION_SHARES = {"E1": 0.03, "E2": 0.02, "E3": 0.01, "E5": 0.05}
CONSENT_DECLINED_SHARE = 0.03  # [P]

# ---- The course (4.2, 4.3). -------------------------------------------------------------------------
COURSE_SHARES = {  # [R41, R42, P]
    "RAPID RECOVERY": 0.25,
    "SLOW RECOVERY": 0.26,
    "SLOW PERSISTENCE": 0.15,
    "SLOW PROGRESSION": 0.19,
    "RAPID PROGRESSION": 0.15,
}
# Prognosis on a standard normal scale: what is known at baseline and the rest [P]. Cirrhosis: 90-day
# transplant-free mortality 59.5 % with and 27.6 % without [R53]; eligible MELD 25.7 +/- 2.2 [C].
PROGNOSIS_WEIGHTS = {"cirrhosis": 0.75, "meld": 0.30, "age": 0.22, "encephalopathy": 0.25, "rest": 0.78}
MELD_ELIGIBLE = (25.7, 2.2)
HE_AMONG_ELIGIBLE = 0.17  # [C from HE_SHARES]
LAST_DAY = 380.0  # nothing is simulated after the 12-month visit

# Fatal without transplant: probability, median day, log SD, first day. With LATE_DEATHS_PER_YEAR this gives
# 75-80 % alive at 28 d, 62-68 % at 90 d, 52-57 % at 1 year [P from R58, R60, R61, R62].
FATAL = {
    "RAPID RECOVERY": (0.02, 70.0, 0.5, 20.0),
    "SLOW RECOVERY": (0.09, 45.0, 0.5, 18.0),
    "SLOW PERSISTENCE": (0.41, 52.0, 0.5, 20.0),
    "SLOW PROGRESSION": (0.92, 25.0, 0.50, 10.0),
    "RAPID PROGRESSION": (0.98, 13.0, 0.40, 5.0),
}
LATE_FROM_DAY = 90.0
LATE_DEATHS_PER_YEAR = 0.21  # after day 90, in the survivors [P: 1-year survival 57.6 %, R62]
DEATH_CAUSES = {  # infection and multi-organ failure lead [R63]; AEDECOD as CTCAE spells it
    "Hepatic failure": 0.42,
    "Multi-organ failure": 0.26,
    "Sepsis": 0.18,
    "Upper gastrointestinal hemorrhage": 0.08,
    "Intracranial hemorrhage": 0.06,
}
# About 10 % transplanted by day 90, mostly days 7-45 [P 4.2].
TRANSPLANT_SHARES = {"SLOW PERSISTENCE": 0.14, "SLOW PROGRESSION": 0.36, "RAPID PROGRESSION": 0.22}
TRANSPLANT_DAYS = (7.0, 45.0)
DEATH_AFTER_TRANSPLANT = (0.22, 25.0, 0.9)  # 77 % alive at 1 year [R44]; median day and log SD [P]
LOST_PER_YEAR = 0.04  # lost to follow-up after discharge [P]
WITHDRAWN_PER_YEAR = 0.03  # consent withdrawn after discharge [P]

# Course of prothrombin activity: change of its logarithm from baseline at these days [P from 4.3]:
# INR < 1.5 by week 2-3 | week 4-6 | 1.6-2.2 throughout | +0.1-0.2 a week | > 2.8 by day 7, > 4 terminal.
RESERVE_DAYS = (0.0, 3.0, 7.0, 14.0, 21.0, 28.0, 42.0)
RESERVE_CHANGE = {
    "RAPID RECOVERY": (0.0, 0.05, 0.20, 0.42, 0.55, 0.64, 0.85),
    "SLOW RECOVERY": (0.0, -0.03, -0.01, 0.11, 0.22, 0.34, 0.58),
    "SLOW PERSISTENCE": (0.0, -0.02, -0.02, 0.00, 0.02, 0.05, 0.10),
    "SLOW PROGRESSION": (0.0, -0.09, -0.18, -0.27, -0.34, -0.40, -0.45),
    "RAPID PROGRESSION": (0.0, -0.26, -0.60, -0.90, -1.02, -1.08, -1.10),
}
RESERVE_LATER_DAYS = (90.0, 180.0, 365.0)
RESERVE_BELOW_FULL = {  # log distance from the patient's own full recovery at those days [P]
    "RAPID RECOVERY": (0.06, 0.0, 0.0),
    "SLOW RECOVERY": (0.20, 0.06, 0.02),
    "SLOW PERSISTENCE": (0.45, 0.22, 0.12),
    "SLOW PROGRESSION": (0.65, 0.35, 0.20),
    "RAPID PROGRESSION": (0.75, 0.40, 0.20),
}
FULL_PTA = (88.0, 72.0)  # % when recovered, without and with cirrhosis [P]
FULL_PTA_SPREAD = 0.08  # log SD between patients [P]
RESERVE_PULL, RESERVE_PULL_TO_PTA = 0.35, 27.0  # of the log distance, where nothing recovers [P]
RESERVE_LOST_TO_EPISODE = 0.10  # log PTA, by a severe infection or bleeding [P]
GRAFT_COAGULATION_DAYS, GRAFT_BILIRUBIN_DAYS = 1.6, 4.5  # time constants after transplantation [P]
RESERVE_SPREAD = 0.40  # SD of the factor on a class's changes, between patients [P]
WEEK_ONE_DYING = -0.08  # mean of that change in those who die by day 90: delta-MELD +7.9 [R28]
WEEK_ONE_SPREAD = 0.14  # SD of an own log change of PTA over week 1: delta-MELD SD 3.7 in survivors [R28]
RESERVE_WOBBLE = (0.04, 3.0)  # SD and days of correlation of the day-to-day course [P]
RESERVE_FLOOR_PTA = 8.0  # %: INR about 6, the worst a ward sees before death [P]
TERMINAL_DAYS = 6.0
TERMINAL_FALL = 0.55  # further log fall of PTA in a liver-related death: INR > 4 [P 4.3]
DECLINE_BEFORE_LATE_DEATH = (25.0, 0.8)  # days before death and log fall outside the progressing classes [P]

# Bilirubin follows reserve: it falls where reserve is above the balance point, rises below it [P].
BILI_FALL_PER_DAY = log(2) / 11.5  # half-life 10-14 d in rapid, 18-25 d in slow recovery [4.3]
BILI_FULL_FALL_AT = 0.45  # log PTA above balance at which it falls at full speed [P]
BILI_RISE_PER_DAY = 0.055  # per log unit of PTA below balance: +5-8 % a week slow, +15-25 % rapid [4.3]
BILI_BALANCE_PTA = 36.0  # % [P]
BILI_BALANCE_OWN = 0.75  # how far the balance point is the patient's own baseline [P]
BILI_BALANCE_ABOVE = 0.10  # log distance of that point above baseline [P]
BILI_SPREAD = 0.15  # log SD between patients of the rates [P]
BILI_CEILING = 900.0  # umol/L: the rise slows towards it [P]
BILI_RECOVERED = (14.0, 24.0)  # umol/L without and with cirrhosis [P]

# ---- Laboratory courses (4.3) and the levels of a recovered patient [M]. ----------------------------
ALT_HALF_LIFE_DAYS, AST_HALF_LIFE_DAYS = (5.0, 8.0), (4.0, 6.0)  # [4.3]
ALBUMIN_HELD = (31.2, 1.2)  # g/L, mean and SD: 28-34 held by infusion [4.3]
DIRECT_SHARE_RECOVERED = 0.40
INR_LOWEST = 0.85
SODIUM_LOST_PER_RESERVE = 5.0  # mmol/L per log unit: -1 to -2 a week in progression [4.3]
PLATELETS_LOST_PER_RESERVE = 0.28  # log per log unit: 10-20 % in progression [4.3]
HBVDNA_QUICK_FALL, HBVDNA_FALL_PER_DAY = 2.0, 0.017  # log10 under a nucleoside analogue [M]
RECOVERED = {
    "ALB": 41.0, "PREALB": 215.0, "CHOLINES": 6800.0, "CHOL": 4.3, "GGT": 42.0, "ALP": 88.0, "AFP": 4.0,
    "FIBRINO": 2.7, "DDIMER": 0.35, "SODIUM": 138.5, "K": 4.15, "CA": 2.32, "WBC": 5.3, "LYMPH": 1.55,
    "HGB": 135.0, "PLAT": 165.0, "CRP": 2.5, "PCT": 0.04, "IL6": 3.5, "LACTATE": 1.2, "AMMONIA": 38.0,
}

# ---- Complications (4.2, 4.4): probability by course class. -----------------------------------------
INFECTION_SHARES = {  # severe infection 27-33 % of all [4.4, R63]
    "RAPID RECOVERY": 0.16,
    "SLOW RECOVERY": 0.26,
    "SLOW PERSISTENCE": 0.40,
    "SLOW PROGRESSION": 0.46,
    "RAPID PROGRESSION": 0.44,
}
INFECTION_SEVERE_SHARE = 0.80  # CTCAE grade 3 or above [P]
INFECTION_DAYS = (3.0, 28.0)  # new SIRS mostly days 4-7 [R33]
INFECTION_SITES = {  # pneumonia 18 % [R73], SBP 12 % [R35]; CTCAE terms
    "Lung infection": 0.45,
    "Peritoneal infection": 0.32,
    "Urinary tract infection": 0.13,
    "Catheter related infection": 0.10,
}
AKI_SHARES = {  # 17 % of all [R73]
    "RAPID RECOVERY": 0.03,
    "SLOW RECOVERY": 0.05,
    "SLOW PERSISTENCE": 0.10,
    "SLOW PROGRESSION": 0.24,
    "RAPID PROGRESSION": 0.66,
}
AKI_RISE = (1.5, 3.0)  # times baseline creatinine [4.3]
AKI_BEFORE_END_WITHIN = 60.0  # days: before such a death or transplant, kidney failure is part of the end [P]
LATE_INFECTION_SHARE = 0.12  # airway infection after discharge [P]
DIALYSIS_SHARE = 0.45  # of AKI with at least twice the baseline [P]
HEPATORENAL_SHARE = 0.4  # of AKI: HRS 6 % [R35] to 18.5 % [R18]
BLEEDING_SHARE = 0.055  # GI bleed 3-7 % [R55, R26]
CREATININE_DRIFT_PER_DAY = {"SLOW PROGRESSION": 0.024, "RAPID PROGRESSION": 0.045}  # log, 12 days [P]
CREATININE_WOBBLE = (0.09, 4.0)  # log SD and days of correlation, pre-renal ups and downs [P]
CREATININE_DRIFT_BACK_DAYS = 30.0  # when it turns in survivors, and how slowly [P]
CREATININE_AFTER_TRANSPLANT = 1.15  # times baseline, under tacrolimus [P]
# Encephalopathy: a score with limits for grades I-IV, moved by reserve (log PTA) and events; new in 23 % [R73].
HE_LIMITS = (1.0, 1.5, 2.0, 2.5)
HE_MARGIN = 1.7  # how far below grade I a clear patient may be [P]
HE_PER_RESERVE, HE_BY_INFECTION, HE_BY_BLEEDING, HE_TERMINAL = 1.1, 0.2, 0.5, 1.1
HE_WOBBLE = (0.05, 3.0)
HE_TERMINAL_DAYS = 4.0
DEATHS_WITH_CLEAR_MIND = ("Upper gastrointestinal hemorrhage",)
ASCITES_PER_RESERVE, ASCITES_LAG_DAYS = 1.6, 12.0  # [P]: new in 6-13 % within 28 days [R42]
ENROLLED_PTA, RECOVERED_PTA, RECOVERY_LAG_DAYS = 30.0, 85.0, 30.0  # for albumin, blood count, subsets [P]

# ---- Standard care (3.3, 4.3). ----------------------------------------------------------------------
EXCHANGE_SHARES = {  # 20-40 % of patients [4.3]; more where doctors fear the course [P]
    "RAPID RECOVERY": 0.22,
    "SLOW RECOVERY": 0.28,
    "SLOW PERSISTENCE": 0.32,
    "SLOW PROGRESSION": 0.38,
    "RAPID PROGRESSION": 0.38,
}
DPMAS_SHARE = 0.3  # of those, DPMAS with half-volume exchange [P]
EXCHANGE_SESSIONS = (2, 4)  # every 3 days in weeks 1-2 [R10]
# Share of bilirubin taken off at 0, 24 and 72 h [R22], then refilling.
EXCHANGE_REMOVAL = {"PLASMA EXCHANGE": (0.42, 0.135, 0.15), "DPMAS": (0.52, 0.24, 0.25)}
EXCHANGE_REFILL_DAYS = 9.0  # [P]
EXCHANGE_PROTEIN_BOUND = 0.25  # share of enzymes and cells taken off by a session [P]
EXCHANGE_COAGULATION = {"PLASMA EXCHANGE": 0.28, "DPMAS": 0.14}  # fall of INR at once [P]
EXCHANGE_COAGULATION_DAYS = 1.0  # time constant of its return [P, factor VII half-life of hours, M]
PLASMA_INR_FALL = (0.10, 0.20)  # for 24 h [4.3]
PLASMA_DAYS = 0.6  # time constant of its return [P]
PLASMA_PER_DAY = 0.16  # chance of a plasma order on a day with INR above PLASMA_ABOVE_INR [P]
PLASMA_ABOVE_INR = 1.9
PLASMA_ML = (200, 300, 400)  # [R11]
EXCHANGE_VOLUME_HUNDRED_ML = {"PLASMA EXCHANGE": (20, 31), "DPMAS": (10, 16)}  # [P]
ALBUMIN_UNTIL_DAY = 35  # 10 g a day until 35 g/L [R11]
DIALYSIS_REMOVAL, DIALYSIS_DAYS = 0.35, 12.0  # share of creatinine per session; longest course [P]

# ---- Doses (1.5 C1, 3.6, 4.3). ----------------------------------------------------------------------
DOSE_DAYS = tuple(dose.day - 1 for dose in MSC_EV.doses)  # days after the first
DOSE_DELAYED_SHARE = 0.03  # 1-2 of 80 [4.3]
DOSE_HELD_SHARE = 0.25  # of doses falling into the first days of an infection [P]
INFUSION_MINUTES = (78, 96)
VOLUME_ML = "100"  # per dose (C3)
REACTION_SHARE = 0.06  # infusion reactions G1-2 per patient: 0-10 % [R45, R46, R67]
REACTION_MODERATE_SHARE = 0.25  # grade 2: interrupted, responds promptly [P, definition R47]
REACTION_TERMS = {"Flushing": 0.35, "Chills": 0.25, "Fever": 0.25, "Urticaria": 0.15}  # [R46]
REACTION_VERBATIM = {
    "Flushing": "Facial flushing during infusion",
    "Chills": "Chills after infusion",
    "Fever": "Fever after infusion",
    "Urticaria": "Urticaria of the trunk",
}
DELAY_REASONS = {"FEVER": 0.5, "PRODUCT NOT AVAILABLE": 0.3, "PATIENT REQUEST": 0.2}  # [P]
LATE_DOSE_DAYS = 4  # the planted dose outside its window
STAYS_FOR_LAST_DOSE = 0.7  # of those fit for discharge before D22 [P]; stay 22-25 d on average [R18, R19]

# ---- The stay and the visits (3.6). -----------------------------------------------------------------
FIT_FOR_DISCHARGE = (13.0, 50.0, 1.5, 190.0)  # from day, at the latest by day, INR and bilirubin below [P]
VISIT_PLAN = (  # number, name, target and window in days after the first infusion
    (1, "SCREENING", -4, 0),
    (2, "DAY 1", 0, 0),
    *((number, visit.name.upper(), visit.day - 1, min(visit.tolerance_days, 12) if visit.day > 22 else 0)
      for number, visit in enumerate(MSC_EV.visits, start=3)),
)
VISIT_ATTENDED_SHARE = 0.92  # [P]
TELEPHONE_SHARE = 0.25  # of the 12-month visits: out-patient or telephone follow-up [record]
DRAW_SHARE_BY_DAY = ((0.0, 14.0, 15.0, 28.0, 29.0), (0.90, 0.85, 0.62, 0.55, 0.42))  # weekdays on the ward [P]
DRAW_WORRYING_SHARE, WEEKEND_DRAW_WORRYING_SHARE, WORRYING_INR = 0.88, 0.50, 2.4  # [P]
CLINIC_GAPS = ((56, 7), (91, 14), (185, 30), (1000, 60))  # until that day, every so many days [P]

# ---- What is missing (4.3). -------------------------------------------------------------------------
LAB_MISSING_SHARE = 0.04
LAB_NOT_DONE_SHARE = 0.25  # of the missing, recorded as not done with a reason [P]
VITALS_MISSING_SHARE = 0.05
WEEKEND_DRAW_SHARE = 0.22  # routine blood on a Saturday or Sunday [P]
BLOOD_AFTER_EXCHANGE_SHARE = 0.6  # [P]
NOON = 0.5  # blood taken later in the day is extra: liver panel and coagulation only
EXTRA_PANEL_SHARES = (0.35, 0.85)  # ammonia, lactate, CRP, procalcitonin: usually, and when worrying [P]

# ---- Planted for the checks of the import, by place in the randomisation list [4.3, P]. -------------
LATE_DOSE_ORDER, LATE_DOSE = 6, 3  # an infusion outside its window
INTERRUPTED_ORDER, INTERRUPTED_DOSE = 4, 2  # an infusion interrupted by a reaction
BILIRUBIN_SLIP_ORDER, CREATININE_SLIP_ORDER = 3, 9  # mg/dL under the label umol/L
DUPLICATE_ORDER = 5  # a result sent twice
ODDITIES_AFTER_DAY = 3.0

# ---- Adverse events (4.4), per patient. --------------------------------------------------------------
MINOR_EVENT_SHARES = {  # common [M]; verbatim text
    "Nausea": (0.22, "Nausea"),
    "Abdominal distension": (0.25, "Abdominal distension"),
    "Pruritus": (0.16, "Itching of the skin"),
    "Insomnia": (0.14, "Poor sleep"),
    "Fatigue": (0.14, "Fatigue"),
    "Diarrhea": (0.10, "Loose stools"),
    "Hiccups": (0.05, "Hiccups"),
    "Fever": (0.12, "Fever without focus"),  # with infections 15-25 % [P 4.4]
    "Thromboembolic event": (0.02, "Catheter-related thrombosis of the arm"),  # [R74]
}
MINOR_MODERATE_SHARE = 0.25
LABORATORY_EVENTS = {  # test, direction, CTCAE term, lowest grade written down as an event, share reported [P]
    "SODIUM": ("LOW", 3, 0.8),  # hyponatraemia 35 % [R35]
    "K": ("LOW", 1, 0.45),
    "PLAT": ("LOW", 3, 0.6),
    "HGB": ("LOW", 2, 0.5),
}
POSSIBLY_RELATED_SHARE = 0.35  # of minor events that start within a day after an infusion [P]

# ---- Vital signs (4.1) and lymphocyte subsets (4.6). -------------------------------------------------
VITALS = {  # mean, SD between patients, SD between measurements
    "TEMP": (36.5, 0.18, 0.12),  # degC, ear [M]
    "HR": (86.0, 9.0, 4.0),  # 86 +/- 14 [R56]
    "SYSBP": (117.0, 12.0, 5.0),  # 117/70 +/- 17/11 [R56]
    "DIABP": (70.0, 7.5, 4.0),
    "RESP": (18.5, 1.3, 1.1),  # [M]
    "OXYSAT": (97.6, 0.8, 0.6),  # [M]
}
SYSTOLIC_FALL_DURING_INFUSION = 3.0  # mmHg at 15-60 min, both arms [R45, a cell infusion]
SUBSETS = {  # % of lymphocytes in liver failure, when recovered, SD between patients [P 4.6, R79, R80]
    "CD3": (65.0, 71.0, 4.5),
    "CD4": (37.0, 41.0, 4.0),
    "CD8": (22.0, 27.0, 3.5),
    "CD19": (17.0, 13.0, 3.0),
    "NK": (10.0, 14.0, 2.5),
}
CD4_NAIVE_AT_40, CD4_NAIVE_PER_YEAR = 41.0, -0.45  # % of CD4: 25-55, falls with age [R81, M]
CD4_BOTH_OR_NEITHER = (6.0, 2.0)  # % of CD4 neither naive nor memory, mean and SD [M]
SUBSET_VARIATION = 0.05  # log SD between two measurements [M]
SUBSET_VISITS = ("DAY 1", "WEEK 4", "WEEK 8", "WEEK 12", "MONTH 6")  # baseline, M1, M2, M3, M6 [3.6]
SUBSET_MISSING_SHARE = 0.06
INFUSION_GRID = (  # name, minutes, from the end?, planned time from the start of a 90-minute infusion [P 3.4]
    ("PRE-INFUSION", -20.0, False, "-PT20M"),
    ("15 MIN", 15.0, False, "PT15M"),
    ("30 MIN", 30.0, False, "PT30M"),
    ("45 MIN", 45.0, False, "PT45M"),
    ("60 MIN", 60.0, False, "PT60M"),
    ("END OF INFUSION", 0.0, True, "PT90M"),
    ("1 H AFTER END", 60.0, True, "PT2H30M"),
    ("2 H AFTER END", 120.0, True, "PT3H30M"),
    ("4 H AFTER END", 240.0, True, "PT5H30M"),
    ("8 H AFTER END", 480.0, True, "PT9H30M"),
    ("24 H AFTER END", 1440.0, True, "PT25H30M"),
)
HEIGHT_CM = {False: (170.0, 6.0), True: (159.0, 5.5)}  # by female: mean, SD [M]
BODY_MASS_INDEX = (23.0, 2.8)  # mean, SD [M]

# ---- History and medicines [M, P]. -------------------------------------------------------------------
HYPERTENSION_SHARE = 0.12
OTHER_HISTORY_SHARES = {
    "FATTY LIVER": 0.16, "CHOLECYSTOLITHIASIS": 0.12, "APPENDECTOMY": 0.08, "CIGARETTE SMOKING": 0.25,
    "GASTRIC ULCER": 0.05,
}
EXCLUSION_QUESTIONS = {
    "E1": "LIVER CANCER",
    "E2": "SEVERE ACTIVE BLEEDING OR DIC",
    "E3": "ALLERGY TO BLOOD PRODUCTS OR TREATMENT DRUGS",
}
SERIOUS_DISEASES = {  # E5, share among those excluded for it
    "DIABETES MELLITUS": 0.35, "HEART DISEASE": 0.2, "LUNG DISEASE": 0.1, "BLOOD DISEASE": 0.05,
    "AUTOIMMUNE DISEASE": 0.05, "UNCONTROLLED INFECTION": 0.2, "OTHER SERIOUS DISEASE": 0.05,
}
SUPPORTIVE_SHARES = {"GLUTATHIONE": 0.8, "ADEMETIONINE": 0.6, "MAGNESIUM ISOGLYCYRRHIZINATE": 0.6,
                     "OMEPRAZOLE": 0.6, "VITAMIN K1": 0.7}
ANTIBIOTICS = ("PIPERACILLIN-TAZOBACTAM", "MEROPENEM", "CEFOPERAZONE-SULBACTAM")
DRUGS = {  # indication, dose, unit, frequency, route
    "ADEMETIONINE": ("LIVER PROTECTION", "1000", "mg", "QD", "INTRAVENOUS"),
    "AMLODIPINE": ("HYPERTENSION", "5", "mg", "QD", "ORAL"),
    "AMOXICILLIN": ("INFECTION", "500", "mg", "TID", "ORAL"),
    "CEFOPERAZONE-SULBACTAM": ("INFECTION", "3000", "mg", "BID", "INTRAVENOUS"),
    "DEXAMETHASONE": ("INFUSION RELATED REACTION", "5", "mg", "ONCE", "INTRAVENOUS"),
    "ENTECAVIR": ("CHRONIC HEPATITIS B", "0.5", "mg", "QD", "ORAL"),
    "FUROSEMIDE": ("ASCITES", "20", "mg", "QD", "ORAL"),
    "GLUTATHIONE": ("LIVER PROTECTION", "1800", "mg", "QD", "INTRAVENOUS"),
    "LACTULOSE": ("HEPATIC ENCEPHALOPATHY", "15", "mL", "TID", "ORAL"),
    "MAGNESIUM ISOGLYCYRRHIZINATE": ("LIVER PROTECTION", "150", "mg", "QD", "INTRAVENOUS"),
    "MEROPENEM": ("INFECTION", "1000", "mg", "TID", "INTRAVENOUS"),
    "METHYLPREDNISOLONE": ("IMMUNOSUPPRESSION", "500", "mg", "QD", "INTRAVENOUS"),
    "MYCOPHENOLATE MOFETIL": ("IMMUNOSUPPRESSION", "500", "mg", "BID", "ORAL"),
    "OMEPRAZOLE": ("PROPHYLAXIS OF BLEEDING", "40", "mg", "QD", "INTRAVENOUS"),
    "ORNITHINE ASPARTATE": ("HEPATIC ENCEPHALOPATHY", "10", "g", "QD", "INTRAVENOUS"),
    "PIPERACILLIN-TAZOBACTAM": ("INFECTION", "4500", "mg", "TID", "INTRAVENOUS"),
    "POLYGONUM MULTIFLORUM": ("HAIR LOSS", "10", "g", "QD", "ORAL"),
    "PROMETHAZINE": ("INFUSION RELATED REACTION", "25", "mg", "ONCE", "INTRAMUSCULAR"),
    "SPIRONOLACTONE": ("ASCITES", "40", "mg", "BID", "ORAL"),
    "TACROLIMUS": ("IMMUNOSUPPRESSION", "2", "mg", "BID", "ORAL"),
    "TENOFOVIR ALAFENAMIDE": ("CHRONIC HEPATITIS B", "25", "mg", "QD", "ORAL"),
    "TERLIPRESSIN": ("VASOCONSTRICTOR", "1", "mg", "QID", "INTRAVENOUS"),
    "VITAMIN K1": ("COAGULOPATHY", "10", "mg", "QD", "INTRAVENOUS"),
}
