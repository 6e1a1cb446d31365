"""Figures of scores: `cohort` (all patients), `lines` and `points` (its traces), `waterfall` (a change taken apart)."""
