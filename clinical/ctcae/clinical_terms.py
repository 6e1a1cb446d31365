"""CTCAE v4.03, word for word, for infusion reactions and the course of liver failure.

Of these only fever has a limit that a measurement can meet; the rest is for the investigator to grade. A
grade not worded does not exist for its term (Sepsis starts at 4).
Source: NCI CTCAE v4.03 of 14 June 2010, read in KohSoonho/CTCAE CTCAE_4.03.csv.
"""

_URGENT = "Life-threatening consequences; urgent intervention indicated"
_DEATH = "Death"
_PROMPT = (
    "Therapy or infusion interruption indicated but responds promptly to symptomatic treatment (e.g., "
    "antihistamines, NSAIDS, narcotics, IV fluids); prophylactic medications indicated for <=24 hrs"
)
_PROLONGED = (
    "Prolonged (e.g., not rapidly responsive to symptomatic medication and/or brief interruption of "
    "infusion); recurrence of symptoms following initial improvement; hospitalization indicated for clinical "
    "sequelae"
)
_SEQUELAE = " (e.g., renal impairment, pulmonary infiltrates)"

CLINICAL: dict[str, dict[int, str]] = {
    "Infusion related reaction": {
        1: "Mild transient reaction; infusion interruption not indicated; intervention not indicated",
        2: _PROMPT,
        3: _PROLONGED,
        4: _URGENT,
        5: _DEATH,
    },
    "Allergic reaction": {
        1: "Transient flushing or rash, drug fever <38 degrees C; intervention not indicated",
        2: "Intervention or infusion interruption indicated; responds promptly to symptomatic treatment "
        "(e.g., antihistamines, NSAIDS, narcotics); prophylactic medications indicated for <=24 hrs",
        3: _PROLONGED + _SEQUELAE,
        4: _URGENT,
        5: _DEATH,
    },
    "Anaphylaxis": {
        3: "Symptomatic bronchospasm, with or without urticaria; parenteral intervention indicated; "
        "allergy-related edema/angioedema; hypotension",
        4: _URGENT,
        5: _DEATH,
    },
    "Cytokine release syndrome": {
        1: "Mild reaction; infusion interruption not indicated; intervention not indicated",
        2: _PROMPT,
        3: _PROLONGED + _SEQUELAE,
        4: "Life-threatening consequences; pressor or ventilatory support indicated",
        5: _DEATH,
    },
    "Fever": {
        1: "38.0 - 39.0 degrees C",
        2: ">39.0 - 40.0 degrees C",
        3: ">40.0 degrees C for <=24 hrs",
        4: ">40.0 degrees C for >24 hrs",
        5: _DEATH,
    },
    "Chills": {
        1: "Mild sensation of cold; shivering; chattering of teeth",
        2: "Moderate tremor of the entire body; narcotics indicated",
        3: "Severe or prolonged, not responsive to narcotics",
    },
    "Flushing": {
        1: "Asymptomatic; clinical or diagnostic observations only; intervention not indicated",
        2: "Moderate symptoms; medical intervention indicated; limiting instrumental ADL",
        3: "Symptomatic, associated with hypotension and/or tachycardia; limiting self care ADL",
    },
    "Sinus tachycardia": {
        1: "Asymptomatic, intervention not indicated",
        2: "Symptomatic; non-urgent medical intervention indicated",
        3: "Urgent medical intervention indicated",
    },
    "Sinus bradycardia": {
        1: "Asymptomatic, intervention not indicated",
        2: "Symptomatic, medical intervention indicated",
        3: "Severe, medically significant, medical intervention indicated",
        4: _URGENT,
        5: _DEATH,
    },
    "Hypotension": {
        1: "Asymptomatic, intervention not indicated",
        2: "Non-urgent medical intervention indicated",
        3: "Medical intervention or hospitalization indicated",
        4: "Life-threatening and urgent intervention indicated",
        5: _DEATH,
    },
    "Hypertension": {
        1: "Prehypertension (systolic BP 120 - 139 mm Hg or diastolic BP 80 - 89 mm Hg)",
        2: "Stage 1 hypertension (systolic BP 140 - 159 mm Hg or diastolic BP 90 - 99 mm Hg); medical "
        "intervention indicated; recurrent or persistent (>=24 hrs); symptomatic increase by >20 mm Hg "
        "(diastolic) or to >140/90 mm Hg if previously WNL; monotherapy indicated",
        3: "Stage 2 hypertension (systolic BP >=160 mm Hg or diastolic BP >=100 mm Hg); medical intervention "
        "indicated; more than one drug or more intensive therapy than previously used indicated",
        4: "Life-threatening consequences (e.g., malignant hypertension, transient or permanent neurologic "
        "deficit, hypertensive crisis); urgent intervention indicated",
        5: _DEATH,
    },
    "Hypoxia": {
        2: "Decreased oxygen saturation with exercise (e.g., pulse oximeter <88%); intermittent supplemental "
        "oxygen",
        3: "Decreased oxygen saturation at rest (e.g., pulse oximeter <88% or PaO2 <=55 mm Hg)",
        4: "Life-threatening airway compromise; urgent intervention indicated (e.g., tracheotomy or "
        "intubation)",
        5: _DEATH,
    },
    "Dyspnea": {
        1: "Shortness of breath with moderate exertion",
        2: "Shortness of breath with minimal exertion; limiting instrumental ADL",
        3: "Shortness of breath at rest; limiting self care ADL",
        4: _URGENT,
        5: _DEATH,
    },
    "Bronchospasm": {
        1: "Mild symptoms; intervention not indicated",
        2: "Symptomatic; medical intervention indicated; limiting instrumental ADL",
        3: "Limiting self care ADL; oxygen saturation decreased",
        4: "Life-threatening respiratory or hemodynamic compromise; intubation or urgent intervention "
        "indicated",
        5: _DEATH,
    },
    "Urticaria": {
        1: "Urticarial lesions covering <10% BSA; topical intervention indicated",
        2: "Urticarial lesions covering 10 - 30% BSA; oral intervention indicated",
        3: "Urticarial lesions covering >30% BSA; IV intervention indicated",
    },
    "Pruritus": {
        1: "Mild or localized; topical intervention indicated",
        2: "Intense or widespread; intermittent; skin changes from scratching (e.g., edema, papulation, "
        "excoriations, lichenification, oozing/crusts); oral intervention indicated; limiting instrumental "
        "ADL",
        3: "Intense or widespread; constant; limiting self care ADL or sleep; oral corticosteroid or "
        "immunosuppressive therapy indicated",
    },
    "Nausea": {
        1: "Loss of appetite without alteration in eating habits",
        2: "Oral intake decreased without significant weight loss, dehydration or malnutrition",
        3: "Inadequate oral caloric or fluid intake; tube feeding, TPN, or hospitalization indicated",
    },
    "Vomiting": {
        1: "1 - 2 episodes (separated by 5 minutes) in 24 hrs",
        2: "3 - 5 episodes (separated by 5 minutes) in 24 hrs",
        3: ">=6 episodes (separated by 5 minutes) in 24 hrs; tube feeding, TPN or hospitalization indicated",
        4: _URGENT,
        5: _DEATH,
    },
    "Infusion site extravasation": {
        2: "Erythema with associated symptoms (e.g., edema, pain, induration, phlebitis)",
        3: "Ulceration or necrosis; severe tissue damage; operative intervention indicated",
        4: _URGENT,
        5: _DEATH,
    },
    "Thromboembolic event": {
        1: "Venous thrombosis (e.g., superficial thrombosis)",
        2: "Venous thrombosis (e.g., uncomplicated deep vein thrombosis), medical intervention indicated",
        3: "Thrombosis (e.g., uncomplicated pulmonary embolism [venous], non-embolic cardiac mural "
        "[arterial] thrombus), medical intervention indicated",
        4: "Life-threatening (e.g., pulmonary embolism, cerebrovascular event, arterial insufficiency); "
        "hemodynamic or neurologic instability; urgent intervention indicated",
        5: _DEATH,
    },
    "Sepsis": {4: _URGENT, 5: _DEATH},
    "Disseminated intravascular coagulation": {
        2: "Laboratory findings with no bleeding",
        3: "Laboratory findings and bleeding",
        4: _URGENT,
        5: _DEATH,
    },
    "Hepatic failure": {
        3: "Asterixis; mild encephalopathy; limiting self care ADL",
        4: "Moderate to severe encephalopathy; coma; life-threatening consequences",
        5: _DEATH,
    },
    "Encephalopathy": {
        1: "Mild symptoms",
        2: "Moderate symptoms; limiting instrumental ADL",
        3: "Severe symptoms; limiting self care ADL",
        4: _URGENT,
        5: _DEATH,
    },
    "Ascites": {
        1: "Asymptomatic; clinical or diagnostic observations only; intervention not indicated",
        2: "Symptomatic; medical intervention indicated",
        3: "Severe symptoms; invasive intervention indicated",
        4: "Life-threatening consequences; urgent operative intervention indicated",
        5: _DEATH,
    },
}
