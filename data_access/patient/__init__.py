"""One patient. `results` holds the most important query: every laboratory result on a time axis.

profile      who, and the newest figures
results      laboratory results, vital signs and scores over time
events       what happened and what was given
provenance   from a value to the row of its source
handover     what the printed sheet says
"""
