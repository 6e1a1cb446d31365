"""Simulated patients as SDTM rows: one module a group of domains, `columns` and `writer` for the files.

`epochs_and_visits` places a row in EPOCH and VISIT; `planted_errors` puts in the errors that real data have.
"""
