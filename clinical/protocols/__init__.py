"""What belongs to one trial: plan, registered record, contradictions in it, and worked cases.

protocol           arms, doses, visits and windows of the trials known here
record             the registered record in its own words, with outcomes
contradictions     where the record contradicts itself, and how it is read
worked_examples, worked_cases   published examples that the trial page recomputes while one looks
"""
