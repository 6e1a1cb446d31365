"""The laboratory terms of CTCAE v4.03, word for word in SI units; a grade not worded does not exist.

Hyponatremia, for one, has no grade 2.
Source: NCI CTCAE v4.03 of 14 June 2010, read in admiral's grading metadata and in KohSoonho/CTCAE.
"""

_URGENT = "Life-threatening consequences; urgent intervention indicated"
_DEATH = "Death"
_ULN_3_5_20 = {1: ">ULN - 3.0 x ULN", 2: ">3.0 - 5.0 x ULN", 3: ">5.0 - 20.0 x ULN", 4: ">20.0 x ULN"}
_ULN_2_5_20 = {1: ">ULN - 2.5 x ULN", 2: ">2.5 - 5.0 x ULN", 3: ">5.0 - 20.0 x ULN", 4: ">20.0 x ULN"}

LABORATORY: dict[str, dict[int, str]] = {
    "Alanine aminotransferase increased": _ULN_3_5_20,
    "Aspartate aminotransferase increased": _ULN_3_5_20,
    "Alkaline phosphatase increased": _ULN_2_5_20,
    "GGT increased": _ULN_2_5_20,
    "Blood bilirubin increased": {
        1: ">ULN - 1.5 x ULN",
        2: ">1.5 - 3.0 x ULN",
        3: ">3.0 - 10.0 x ULN",
        4: ">10.0 x ULN",
    },
    "INR increased": {
        1: ">1 - 1.5 x ULN; >1 - 1.5 times above baseline if on anticoagulation",
        2: ">1.5 - 2.5 x ULN; >1.5 - 2.5 times above baseline if on anticoagulation",
        3: ">2.5 x ULN; >2.5 times above baseline if on anticoagulation",
    },
    "Activated partial thromboplastin time prolonged": {
        1: ">ULN - 1.5 x ULN",
        2: ">1.5 - 2.5 x ULN",
        3: ">2.5 x ULN; hemorrhage",
    },
    "Fibrinogen decreased": {
        1: "<1.0 - 0.75 x LLN or <25% decrease from baseline",
        2: "<0.75 - 0.5 x LLN or 25 - <50% decrease from baseline",
        3: "<0.5 - 0.25 x LLN or 50 - <75% decrease from baseline",
        4: "<0.25 x LLN or 75% decrease from baseline or absolute value <50 mg/dL",
    },
    "Creatinine increased": {
        1: ">1 - 1.5 x baseline; >ULN - 1.5 x ULN",
        2: ">1.5 - 3.0 x baseline; >1.5 - 3.0 x ULN",
        3: ">3.0 baseline; >3.0 - 6.0 x ULN",
        4: ">6.0 x ULN",
    },
    "CPK increased": {
        1: ">ULN - 2.5 x ULN",
        2: ">2.5 x ULN - 5 x ULN",
        3: ">5 x ULN - 10 x ULN",
        4: ">10 x ULN",
    },
    "Cholesterol high": {
        1: ">ULN - 7.75 mmol/L",
        2: ">7.75 - 10.34 mmol/L",
        3: ">10.34 - 12.92 mmol/L",
        4: ">12.92 mmol/L",
    },
    "Platelet count decreased": {
        1: "<LLN - 75.0 x 10e9 /L",
        2: "<75.0 - 50.0 x 10e9 /L",
        3: "<50.0 - 25.0 x 10e9 /L",
        4: "<25.0 x 10e9 /L",
    },
    "White blood cell decreased": {
        1: "<LLN - 3.0 x 10e9 /L",
        2: "<3.0 - 2.0 x 10e9 /L",
        3: "<2.0 - 1.0 x 10e9 /L",
        4: "<1.0 x 10e9 /L",
    },
    "Neutrophil count decreased": {
        1: "<LLN - 1.5 x 10e9 /L",
        2: "<1.5 - 1.0 x 10e9 /L",
        3: "<1.0 - 0.5 x 10e9 /L",
        4: "<0.5 x 10e9 /L",
    },
    "Lymphocyte count decreased": {
        1: "<LLN - 0.8 x 10e9/L",
        2: "<0.8 - 0.5 x 10e9 /L",
        3: "<0.5 - 0.2 x 10e9 /L",
        4: "<0.2 x 10e9 /L",
    },
    "Lymphocyte count increased": {2: ">4000/mm3 - 20,000/mm3", 3: ">20,000/mm3"},
    "Leukocytosis": {
        3: ">100,000/mm3",
        4: "Clinical manifestations of leucostasis; urgent intervention indicated",
        5: _DEATH,
    },
    "Anemia": {
        1: "Hemoglobin (Hgb) <LLN - 100 g/L",
        2: "Hgb <100 - 80g/L",
        3: "Hgb <80 g/L; transfusion indicated",
        4: _URGENT,
        5: _DEATH,
    },
    "Hemoglobin increased": {
        1: "Increase in >0 - 2 gm/dL above ULN or above baseline if baseline is above ULN",
        2: "Increase in >2 - 4 gm/dL above ULN or above baseline if baseline is above ULN",
        3: "Increase in >4 gm/dL above ULN or above baseline if baseline is above ULN",
    },
    "Hypoalbuminemia": {1: "<LLN - 30 g/L", 2: "<30 - 20 g/L", 3: "<20 g/L", 4: _URGENT, 5: _DEATH},
    "Hyponatremia": {
        1: "<LLN - 130 mmol/L",
        3: "<130 - 120 mmol/L",
        4: "<120 mmol/L; life-threatening consequences",
        5: _DEATH,
    },
    "Hypernatremia": {
        1: ">ULN - 150 mmol/L",
        2: ">150 - 155 mmol/L",
        3: ">155 - 160 mmol/L; hospitalization indicated",
        4: ">160 mmol/L; life-threatening consequences",
        5: _DEATH,
    },
    "Hypokalemia": {
        1: "<LLN - 3.0 mmol/L",
        2: "<LLN - 3.0 mmol/L; symptomatic; intervention indicated",
        3: "<3.0 - 2.5 mmol/L; hospitalization indicated",
        4: "<2.5 mmol/L; life-threatening consequences",
        5: _DEATH,
    },
    "Hyperkalemia": {
        1: ">ULN - 5.5 mmol/L",
        2: ">5.5 - 6.0 mmol/L",
        3: ">6.0 - 7.0 mmol/L; hospitalization indicated",
        4: ">7.0 mmol/L; life-threatening consequences",
        5: _DEATH,
    },
    "Hypoglycemia": {
        1: "<LLN - 3.0 mmol/L",
        2: "<3.0 - 2.2 mmol/L",
        3: "<2.2 - 1.7 mmol/L",
        4: "<1.7 mmol/L; life-threatening consequences; seizures",
        5: _DEATH,
    },
    "Hypophosphatemia": {
        1: "<LLN - 0.8 mmol/L",
        2: "<0.8 - 0.6 mmol/L",
        3: "<0.6 - 0.3 mmol/L",
        4: "<0.3 mmol/L; life-threatening consequences",
        5: _DEATH,
    },
}
