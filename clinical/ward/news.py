"""What can happen to a patient, in the order in which a ward wants to hear of it.

The order weighs what a happening means for this patient's survival and for the next decision, not how often
it happens: what ends the native liver's course, then organs that fail, then what is serious or marked red,
then what is worse or new, and last what only came nearer to a limit (trial.md 3.1 and 3.2).
"""

DEATH, TRANSPLANT, ORGAN, DIALYSIS, COMA = "DEATH", "TRANSPLANT", "ORGAN", "DIALYSIS", "COMA"
SERIOUS, TO_RED, ENCEPHALOPATHY, GRADE3 = "SERIOUS", "TO_RED", "HE", "GRADE3"
INFECTION, LEFT, MISSED, TO_AMBER = "INFECTION", "LEFT", "MISSED", "TO_AMBER"

# COMA: encephalopathy of a grade that is marked red; HE: any other rise of the grade. SERIOUS goes before
# GRADE3 and INFECTION, which stand for events that are not serious. LEFT: participation ended early.
HAPPENINGS = (
    DEATH, TRANSPLANT, ORGAN, DIALYSIS, COMA, SERIOUS, TO_RED, ENCEPHALOPATHY, GRADE3, INFECTION, LEFT, MISSED,
    TO_AMBER,
)  # fmt: skip
