-- One row per result of a liver test that says something of the patient's own liver: not after the day of a
-- transplant, and no questioned one. Unscheduled visits belong to it: peaks are often found at one.
-- at_most: a result without an upper limit by the least one that the study has for the test. at_least: known only to be above a limit ('>1000'), whose number stands for it. A result below a limit is no peak.
CREATE TABLE work.liver_result AS
SELECT usubjid, paramcd, adt, adtm, ady, coalesce(aval, beyond) AS aval, base,
       coalesce(r2base, work.exact(beyond / nullif(base, 0))) AS r2base,
       coalesce(r2anrhi, work.exact(beyond / nullif(anrhi, 0))) AS r2anrhi, aval IS NULL AS at_least,
       work.exact(coalesce(aval, beyond) / min(nullif(anrhi, 0)) OVER (PARTITION BY paramcd)) AS at_most, ablfl, prefl, visit, avisit, avisitn,
       source_file, source_row
FROM (SELECT *, CASE WHEN certainty = 'LIMIT' AND starts_with(avalc, '>')
                    THEN TRY_CAST(ltrim(avalc, '>= ') AS DOUBLE) END AS beyond FROM adam.adlb)
JOIN (SELECT usubjid, ltdt FROM adam.adsl) USING (usubjid)
WHERE paramcd IN ('ALT', 'AST', 'BILI', 'ALP') AND coalesce(aval, beyond) IS NOT NULL
  AND (ltdt IS NULL OR adt <= ltdt);
