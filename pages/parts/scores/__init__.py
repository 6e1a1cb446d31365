"""The MELD page, which shows every score: `figures`, `explain`, `change` (with `inputs`), `clinical_courses`,
`controls`.
"""
