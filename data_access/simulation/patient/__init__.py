"""One simulated patient, from `subject` on: a hidden course of the liver, and what a ward would write down of it.

hidden_course, reserve, organs, complications, outcome   what happens
analytes, samples, vitals, subsets, visits               what is measured, and when
treatments, infusions, medication, allergy, history, adverse_events, event_terms   what is given and reported
"""
