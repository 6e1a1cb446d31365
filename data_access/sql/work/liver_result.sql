-- One row per result of a liver test that says something of the patient's own liver: not after the day of a
-- transplant, and not where the unit is in doubt. Unscheduled visits belong to it: peaks are often found at one.
CREATE TABLE work.liver_result AS
SELECT usubjid, paramcd, adt, adtm, ady, aval, base, r2base, r2anrhi, ablfl, prefl, visit, avisit, avisitn,
       source_file, source_row
FROM adam.adlb JOIN (SELECT usubjid, ltdt FROM adam.adsl) USING (usubjid)
LEFT JOIN work.unit_slip USING (source_file, source_row)
WHERE paramcd IN ('ALT', 'AST', 'BILI', 'ALP') AND aval IS NOT NULL AND slipped IS NULL
  AND (ltdt IS NULL OR adt <= ltdt);
