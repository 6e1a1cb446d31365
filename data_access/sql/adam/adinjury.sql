-- One row per subject with a liver test after the first dose: potential Hy's law, and the R ratio at the ALT peak.
-- hysfl: ALT or AST reached its multiple of the ULN and bilirubin its own on that day or in the window after it
-- (clinical.scores.liver_injury.potential_hys_law); NULL where no pair of results lies in the window, or where
-- one that is not known to reach its multiple (no upper limit, only a limit) may do so. Other causes are not
-- looked for. rratio: at the day of the highest ALT in ULN, NULL without an ALP on that day.
CREATE TABLE adam.adinjury AS
WITH after_dose AS (
    SELECT *, CASE WHEN paramcd = 'BILI' THEN bilirubin ELSE enzyme END AS cut,
           CASE WHEN r2anrhi >= cut THEN true WHEN r2anrhi < cut AND NOT at_least OR at_most < cut THEN false END AS reached
    FROM work.liver_result CROSS JOIN work.injury_limit WHERE prefl = 'N'
),
pair AS (
    SELECT usubjid, CASE WHEN bool_or(coalesce(injury.reached AND jaundice.reached, false)) THEN 'Y'
                         WHEN count(*) FILTER ((injury.reached AND jaundice.reached) IS NULL) = 0 THEN 'N' END AS hysfl
    FROM after_dose AS injury JOIN after_dose AS jaundice USING (usubjid)
    WHERE injury.paramcd IN ('ALT', 'AST') AND jaundice.paramcd = 'BILI'
      AND jaundice.adt BETWEEN injury.adt AND injury.adt + CAST(injury.days AS INTEGER)
    GROUP BY usubjid
),
ratio AS (
    SELECT usubjid, max(adscore.aval) AS rratio FROM adam.adpeak JOIN adam.adscore USING (usubjid)
    WHERE adpeak.paramcd = 'ALT' AND adscore.paramcd = 'RRATIO' AND adscore.adt = ulndt GROUP BY usubjid
)
SELECT usubjid, hysfl, rratio
FROM (SELECT DISTINCT usubjid FROM after_dose) LEFT JOIN pair USING (usubjid) LEFT JOIN ratio USING (usubjid)
ORDER BY usubjid;
