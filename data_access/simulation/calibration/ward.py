"""Standard care, adverse events, vital signs, subsets, history and medicines (sections 3.3, 4.3 to 4.6)."""

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
PLASMA_PER_DAY = 0.22  # chance of a plasma order on a day with INR above PLASMA_ABOVE_INR [P]
PLASMA_ABOVE_INR = 1.9
PLASMA_ML = (200, 300, 400)  # [R11]
EXCHANGE_VOLUME_HUNDRED_ML = {"PLASMA EXCHANGE": (20, 31), "DPMAS": (10, 16)}  # [P]
ALBUMIN_UNTIL_DAY = 35  # 10 g a day until 35 g/L [R11]
DIALYSIS_REMOVAL, DIALYSIS_DAYS = 0.35, 12.0  # share of creatinine per session; longest course [P]

# ---- Adverse events (4.4), per patient. --------------------------------------------------------------
MINOR_EVENT_SHARES = {  # common [M]; verbatim text
    "Nausea": (0.30, "Nausea"),
    "Vomiting": (0.10, "Vomiting"),
    "Abdominal distension": (0.34, "Abdominal distension"),
    "Pruritus": (0.24, "Itching of the skin"),
    "Insomnia": (0.22, "Poor sleep"),
    "Fatigue": (0.24, "Fatigue"),
    "Diarrhea": (0.14, "Loose stools"),
    "Edema limbs": (0.12, "Swelling of both ankles"),
    "Headache": (0.08, "Headache"),
    "Hiccups": (0.05, "Hiccups"),
    "Thromboembolic event": (0.02, "Catheter-related thrombosis of the arm"),  # [R74]
}
MINOR_MODERATE_SHARE = 0.25
LABORATORY_EVENTS = {  # test: direction, lowest grade written down as an event, share reported [P]
    "SODIUM": ("LOW", 1, 0.6),  # hyponatraemia 35 % [R35]
    "K": ("LOW", 1, 0.6),
    "PLAT": ("LOW", 3, 0.8),
    "HGB": ("LOW", 2, 0.7),
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
PRE_INFUSION_MINUTES = -20.0  # when the assessment before an infusion is taken [P 3.4: at most 30 min]
PLANNED_INFUSION_MINUTES = 90  # what planned times after the end count from [P]
ALLERGY_NOT_ASKED_SHARE = 0.05  # of time points, as for vital signs [4.3]
ALLERGY_NOT_ASKED_RECORDED_SHARE = 0.5  # of those, written down as not done with a reason [P]
ALLERGY_NOT_ASKED_REASONS = {
    "PATIENT ASLEEP": 0.5,
    "PATIENT AWAY FOR EXAMINATION": 0.3,
    "NOT ASKED": 0.2,
}  # [P]
ALLERGY_BLANK_SHARE = 0.003  # of single answers on a filled form [P]
ALLERGY_SIGNS = (
    "FLUSHING",
    "RASH/URTICARIA",
    "ITCH",
    "CHILLS/RIGOR",
    "BRONCHOSPASM",
    "ANGIO-OEDEMA",
)  # [3.4]
REACTION_SIGNS = {  # what is seen while a reaction lasts
    "Flushing": ("FLUSHING",),
    "Chills": ("CHILLS/RIGOR",),
    "Fever": (),
    "Urticaria": ("RASH/URTICARIA", "ITCH"),
    "Infusion related reaction": ("CHILLS/RIGOR",),
}
EVENT_SIGNS = {"Pruritus": ("ITCH",)}  # the itch of jaundice is seen at an infusion too
HEIGHT_CM = {False: (170.0, 6.0), True: (159.0, 5.5)}  # by female: mean, SD [M]
BODY_MASS_INDEX = (23.0, 2.8)  # mean, SD [M]

# ---- History and medicines [M, P]. -------------------------------------------------------------------
HYPERTENSION_SHARE = 0.12
OTHER_HISTORY_SHARES = {
    "FATTY LIVER": 0.16,
    "CHOLECYSTOLITHIASIS": 0.12,
    "APPENDECTOMY": 0.08,
    "CIGARETTE SMOKING": 0.25,
    "GASTRIC ULCER": 0.05,
}
EXCLUSION_QUESTIONS = {
    "E1": "LIVER CANCER",
    "E2": "SEVERE ACTIVE BLEEDING OR DIC",
    "E3": "ALLERGY TO BLOOD PRODUCTS OR TREATMENT DRUGS",
}
SERIOUS_DISEASES = {  # E5, share among those excluded for it
    "DIABETES MELLITUS": 0.35,
    "HEART DISEASE": 0.2,
    "LUNG DISEASE": 0.1,
    "BLOOD DISEASE": 0.05,
    "AUTOIMMUNE DISEASE": 0.05,
    "UNCONTROLLED INFECTION": 0.2,
    "OTHER SERIOUS DISEASE": 0.05,
}
SUPPORTIVE_SHARES = {
    "GLUTATHIONE": 0.8,
    "ADEMETIONINE": 0.6,
    "MAGNESIUM ISOGLYCYRRHIZINATE": 0.6,
    "OMEPRAZOLE": 0.6,
    "VITAMIN K1": 0.7,
}
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
