"""Course of reserve, outcome, laboratory values and complications (sections 4.2 to 4.4)."""

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
LATE_DEATHS_PER_YEAR = 0.22  # after day 90, in the survivors [P: 1-year survival 57.6 %, R62]
DEATH_CAUSES = {  # infection and multi-organ failure lead [R63]; AEDECOD as CTCAE spells it
    "Hepatic failure": 0.42,
    "Multi-organ failure": 0.26,
    "Sepsis": 0.18,
    "Upper gastrointestinal hemorrhage": 0.08,
    "Intracranial hemorrhage": 0.06,
}
LATE_DEATH_CAUSES = {  # where liver failure had not progressed from the beginning [P]
    "Sepsis": 0.36,
    "Multi-organ failure": 0.28,
    "Hepatic failure": 0.16,
    "Upper gastrointestinal hemorrhage": 0.16,
    "Intracranial hemorrhage": 0.04,
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
    "SLOW RECOVERY": (0.0, -0.06, -0.07, 0.06, 0.25, 0.41, 0.66),
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
PROGRESSION_SURVIVED = 0.6  # of the changes of a progressing class, in those who turn round [P]
WEEK_ONE_DYING = -0.12  # mean of that change in those who die by day 90: delta-MELD +7.9 [R28]
WEEK_ONE_SPREAD = 0.17  # SD of an own log change of PTA over week 1: delta-MELD SD 3.7 in survivors [R28]
RESERVE_WOBBLE = (0.04, 3.0)  # SD and days of correlation of the day-to-day course [P]
RESERVE_FLOOR_PTA = 8.0  # %: INR about 6, the worst a ward sees before death [P]
TERMINAL_DAYS = 6.0
TERMINAL_FALL = 0.55  # further log fall of PTA in a liver-related death: INR > 4 [P 4.3]
DECLINE_BEFORE_LATE_DEATH = (25.0, 0.8)  # days before death and log fall outside the progressing classes [P]

# Bilirubin follows reserve: it falls where reserve is above the balance point, rises below it [P].
BILI_HALF_LIFE_DAYS = {  # at full speed: 10-14 d in rapid, 18-25 d in slow recovery over all [4.3]
    "RAPID RECOVERY": 10.5,
    "SLOW RECOVERY": 13.5,
    "SLOW PERSISTENCE": 18.0,
    "SLOW PROGRESSION": 18.0,
    "RAPID PROGRESSION": 18.0,
}
BILI_FULL_FALL_AT = 0.28  # log PTA above balance at which it falls at full speed [P]
BILI_RISE_PER_DAY = 0.055  # per log unit of PTA below balance: +5-8 % a week slow, +15-25 % rapid [4.3]
BILI_BALANCE_PTA = 36.0  # % [P]
BILI_BALANCE_OWN = 0.75  # how far the balance point is the patient's own baseline [P]
BILI_BALANCE_ABOVE = 0.15  # log distance of that point above baseline [P]
BILI_SPREAD = 0.15  # log SD between patients of the rates [P]
BILI_RISES_AS_FROM = 250.0  # umol/L: a late relapse starts from little and rises as fast [P]
BILI_CEILING = 900.0  # umol/L: the rise slows towards it [P]
BILI_RECOVERED = (14.0, 24.0)  # umol/L without and with cirrhosis [P]

# ---- Laboratory courses (4.3) and the levels of a recovered patient [M]. ----------------------------
ALT_HALF_LIFE_DAYS, AST_HALF_LIFE_DAYS = (5.0, 8.0), (4.0, 6.0)  # [4.3]
ALBUMIN_HELD = (31.2, 1.2)  # g/L, mean and SD: 28-34 held by infusion [4.3]
DIRECT_SHARE_RECOVERED = 0.40
INR_LOWEST = 0.85
SODIUM_LOST_PER_RESERVE = 8.0  # mmol/L per log unit: -1 to -2 a week in progression [4.3]
PLATELETS_LOST_PER_RESERVE = 0.28  # log per log unit: 10-20 % in progression [4.3]
HBVDNA_QUICK_FALL, HBVDNA_FALL_PER_DAY = 2.0, 0.017  # log10 under a nucleoside analogue [M]
RECOVERED = {
    "ALB": 41.0,
    "PREALB": 215.0,
    "CHOLINES": 6800.0,
    "CHOL": 4.3,
    "GGT": 42.0,
    "ALP": 88.0,
    "AFP": 4.0,
    "FIBRINO": 2.7,
    "DDIMER": 0.35,
    "SODIUM": 138.5,
    "K": 4.15,
    "CA": 2.32,
    "WBC": 5.3,
    "LYMPH": 1.55,
    "HGB": 135.0,
    "PLAT": 165.0,
    "CRP": 2.5,
    "PCT": 0.04,
    "IL6": 3.5,
    "LACTATE": 1.2,
    "AMMONIA": 38.0,
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
FEVER_SHARE = 0.14  # fever without focus; fever of any cause in 15-25 % [P 4.4]
LATE_INFECTION_SHARE = 0.12  # airway infection after discharge [P]
DIALYSIS_SHARE = 0.45  # of AKI with at least twice the baseline [P]
HEPATORENAL_SHARE = 0.4  # of AKI: HRS 6 % [R35] to 18.5 % [R18]
BLEEDING_SHARE = 0.035  # GI bleed 3-7 % [R55, R26]
CREATININE_DRIFT_PER_DAY = {"SLOW PROGRESSION": 0.034, "RAPID PROGRESSION": 0.060}  # log, 12 days [P]
CREATININE_WOBBLE = (0.09, 4.0)  # log SD and days of correlation, pre-renal ups and downs [P]
CREATININE_DRIFT_BACK_DAYS = 30.0  # when it turns in survivors, and how slowly [P]
CREATININE_AFTER_TRANSPLANT = 1.15  # times baseline, under tacrolimus [P]
# Encephalopathy: a score with limits for grades I-IV, moved by reserve (log PTA) and events; [R73: new 23 %].
HE_LIMITS = (1.0, 1.5, 2.0, 2.5)
HE_MARGIN = 2.1  # how far below grade I a clear patient may be [P]
HE_PER_RESERVE, HE_BY_INFECTION, HE_BY_BLEEDING, HE_TERMINAL = 0.95, 0.2, 0.5, 0.6
HE_WOBBLE = (0.05, 3.0)
HE_TERMINAL_DAYS = 4.0
DEATHS_WITH_CLEAR_MIND = ("Upper gastrointestinal hemorrhage",)
ASCITES_PER_RESERVE, ASCITES_LAG_DAYS = 1.6, 12.0  # [P]: new in 6-13 % within 28 days [R42]
ENROLLED_PTA, RECOVERED_PTA, RECOVERY_LAG_DAYS = 30.0, 85.0, 30.0  # for albumin, blood count, subsets [P]
