"""Candidates from data: `candidates` (patients of the trial, day by day), `uploaded_list` (a file of candidates)."""
