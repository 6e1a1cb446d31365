"""Figures of infusions.

swimlane, swimlane_marks, swimlane_hover   all patients' infusions against plan
day, axis, signs, allergy_rows             the 24 hours after each infusion of a patient or an arm
grid, grid_cells                           which assessment was made at which infusion
"""
