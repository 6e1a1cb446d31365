"""Who is screened, and what the first blood shows (section 4.1)."""

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
NEUT_AND_LYMPH_SHARE = 0.91  # the rest are monocytes and others [M]
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
BILE_ACID_OVER_BILI = (0.50, 0.30)
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
