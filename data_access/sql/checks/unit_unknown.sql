-- title: Numeric laboratory result kept out of the analysis: no unit that is known for its test
-- severity: warning
SELECT usubjid, 'lb' AS domain, source_file, source_row,
       concat(lbtestcd, ' ', coalesce(lborres, lbstresc), ' ', coalesce(lborresu, lbstresu, 'without unit')) AS detail
FROM sdtm.lb ANTI JOIN adam.adlb USING (usubjid, source_file, source_row) SEMI JOIN known_code USING (lbtestcd)
WHERE usubjid IN (SELECT usubjid FROM sdtm.dm) AND upper(coalesce(lbstat, '')) <> 'NOT DONE'
  AND coalesce(lbstresn, TRY_CAST(lborres AS DOUBLE)) IS NOT NULL
