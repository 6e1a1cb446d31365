"""Scores of all patients: `cohort`, `lines`, `change` (what a change is made of), `clinical_courses`."""
