"""The trial and its calendar, doses, visits, what is missing and what is planted."""

from datetime import date, timedelta

from clinical.protocols.protocol import MSC_EV

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

# ---- Doses (1.5 C1, 3.6, 4.3). ----------------------------------------------------------------------
DOSE_DAYS = tuple(dose.day - 1 for dose in MSC_EV.doses)  # days after the first
DOSE_DELAYED_SHARE = 0.04  # by a day: 1-2 of 80 [4.3]
DOSE_HELD_SHARE = 0.25  # of doses falling into the first days of an infection [P]
INFUSION_MINUTES = (78, 96)
VOLUME_ML = "100"  # per dose (C3)
REACTION_SHARE = 0.06  # infusion reactions G1-2 per patient: 0-10 % [R45, R46, R67]
PAUSE_MINUTES = 30  # of an interrupted infusion [P]
REACTION_MODERATE_SHARE = 0.25  # grade 2: interrupted, responds promptly [P, definition R47]
REACTION_TERMS = {"Flushing": 0.35, "Chills": 0.25, "Fever": 0.25, "Urticaria": 0.15}  # [R46]
REACTION_VERBATIM = {
    "Flushing": "Facial flushing during infusion",
    "Chills": "Chills after infusion",
    "Fever": "Fever after infusion",
    "Urticaria": "Urticaria of the trunk",
}
DELAY_REASONS = {
    "PRODUCT NOT AVAILABLE": 0.5,
    "ARTIFICIAL LIVER ON THE PLANNED DAY": 0.3,
    "PATIENT REQUEST": 0.2,
}  # [P]
LATE_DOSE_DAYS = 4  # the planted dose outside its window
STAYS_FOR_LAST_DOSE = 0.7  # of those fit for discharge before D22 [P]; stay 22-25 d on average [R18, R19]

# ---- The stay and the visits (3.6). -----------------------------------------------------------------
FIT_FOR_DISCHARGE = (13.0, 60.0, 1.65, 240.0)  # from day, at the latest by day, INR and bilirubin below [P]
VISIT_PLAN = (  # number, name, target and window in days after the first infusion
    (1, "SCREENING", -4, 0),
    (2, "DAY 1", 0, 0),
    *(
        (number, visit.name.upper(), visit.day - 1, min(visit.tolerance_days, 12) if visit.day > 22 else 0)
        for number, visit in enumerate(MSC_EV.visits, start=3)
    ),
)
REPEATED_BILIRUBIN_SHARE = 0.9  # of the first, a day later, in those screened below 171 [P]
VISIT_ATTENDED_SHARE = 0.92  # [P]
TELEPHONE_SHARE = 0.25  # of the 12-month visits: out-patient or telephone follow-up [record]
DRAW_SHARE_BY_DAY = (
    (0.0, 14.0, 15.0, 28.0, 29.0),
    (0.90, 0.85, 0.66, 0.60, 0.52),
)  # weekdays on the ward [P]
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
