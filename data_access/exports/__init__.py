"""Tables as files: `tables` (CSV, XLSX), `archive` with `formats` (SDTM and ADaM), `study_days` without dates."""
