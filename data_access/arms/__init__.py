"""Arms side by side, as questions of the trial meeting.

flow         CONSORT: screened, randomised, treated, followed
baseline     Table 1
exposure     doses and other treatment
by_visit     endpoints by visit, with `comparison` of two arms
"""
