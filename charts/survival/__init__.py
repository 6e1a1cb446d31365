"""Figures of survival: `curves` (Kaplan-Meier) and `incidence` (competing risks)."""
