"""Figures of eligibility: `candidate` (one candidate, by MELD and by day) and `cohort` (attrition, limits)."""
