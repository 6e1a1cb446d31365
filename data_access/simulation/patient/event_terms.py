"""The adverse event terms of the simulated trial: body system, lowest grade of CTCAE v4.03, ward words."""

GENERAL = "General disorders and administration site conditions"
GASTRO = "Gastrointestinal disorders"
INFECTION = "Infections and infestations"
METABOLISM = "Metabolism and nutrition disorders"
NERVOUS = "Nervous system disorders"
SKIN = "Skin and subcutaneous tissue disorders"
VASCULAR = "Vascular disorders"

BODY_SYSTEM = {
    "Abdominal distension": GASTRO,
    "Acute kidney injury": "Renal and urinary disorders",
    "Anemia": "Blood and lymphatic system disorders",
    "Ascites": GASTRO,
    "Catheter related infection": INFECTION,
    "Chills": GENERAL,
    "Diarrhea": GASTRO,
    "Edema limbs": GENERAL,
    "Encephalopathy": NERVOUS,
    "Fatigue": GENERAL,
    "Fever": GENERAL,
    "Flushing": VASCULAR,
    "Headache": NERVOUS,
    "Hepatic failure": "Hepatobiliary disorders",
    "Hiccups": "Respiratory, thoracic and mediastinal disorders",
    "Hypokalemia": METABOLISM,
    "Hyponatremia": METABOLISM,
    "Infusion related reaction": GENERAL,
    "Insomnia": "Psychiatric disorders",
    "Intracranial hemorrhage": NERVOUS,
    "Lung infection": INFECTION,
    "Multi-organ failure": GENERAL,
    "Nausea": GASTRO,
    "Peritoneal infection": INFECTION,
    "Platelet count decreased": "Investigations",
    "Pruritus": SKIN,
    "Sepsis": INFECTION,
    "Thromboembolic event": VASCULAR,
    "Upper gastrointestinal hemorrhage": GASTRO,
    "Upper respiratory infection": INFECTION,
    "Urinary tract infection": INFECTION,
    "Urticaria": SKIN,
    "Vomiting": GASTRO,
}
LOWEST_GRADE = {"Peritoneal infection": 3, "Upper respiratory infection": 2}

VERBATIM = {
    "Lung infection": "Pneumonia",
    "Peritoneal infection": "Spontaneous bacterial peritonitis",
    "Urinary tract infection": "Urinary tract infection",
    "Catheter related infection": "Infection of the deep venous catheter",
    "Upper respiratory infection": "Upper airway infection",
    "Upper gastrointestinal hemorrhage": "Upper gastrointestinal bleeding",
    "Hepatic failure": "Progression of liver failure",
    "Multi-organ failure": "Multiple organ failure",
    "Sepsis": "Septic shock",
    "Intracranial hemorrhage": "Intracranial haemorrhage",
    "Hyponatremia": "Low sodium",
    "Hypokalemia": "Low potassium",
    "Platelet count decreased": "Low platelet count",
    "Anemia": "Anaemia",
    "Ascites": "Increased ascites",
}
