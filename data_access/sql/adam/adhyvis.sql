-- One row per subject and analysis visit at which ALT or AST and bilirubin were both above the modified multiple of
-- the ULN (the criterion of the CDISC pilot): the highest of each.
CREATE TABLE adam.adhyvis AS
SELECT usubjid, any_value(jaundice.avisit) AS avisit, jaundice.avisitn, max(injury.r2anrhi) AS enzyme,
       max(jaundice.r2anrhi) AS bilirubin
FROM work.liver_result AS jaundice JOIN work.liver_result AS injury USING (usubjid, visit) CROSS JOIN work.injury_limit
WHERE jaundice.paramcd = 'BILI' AND injury.paramcd IN ('ALT', 'AST') AND jaundice.avisitn IS NOT NULL
  AND jaundice.r2anrhi > modified AND injury.r2anrhi > modified
GROUP BY usubjid, jaundice.avisitn ORDER BY usubjid, jaundice.avisitn;
