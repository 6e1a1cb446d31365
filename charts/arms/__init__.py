"""Figures of the arms: `flow` (CONSORT), `exposure` (doses given), `by_visit` (endpoints by visit)."""
