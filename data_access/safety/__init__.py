"""Safety, as questions of the trial meeting.

infusion_toxicity   the 24 hours after infusions
adverse_events      by system organ class and term, serious ones, deaths
risk_difference     the most frequent terms, between arms
liver_injury        peaks in multiples (eDISH)
shifts              worst grade against baseline
"""
