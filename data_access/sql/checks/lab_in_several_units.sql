-- title: Laboratory result kept out of the analysis: a test not known here, reported in several units
-- severity: warning
SELECT usubjid, 'lb' AS domain, source_file, source_row,
       concat_ws(' ', lbtestcd, coalesce(lborres, lbstresc, CAST(lbstresn AS VARCHAR)),
                 coalesce(lborresu, lbstresu, 'without unit')) AS detail
FROM sdtm.lb ANTI JOIN adam.adlb USING (usubjid, source_file, source_row) ANTI JOIN known_code USING (lbtestcd)
WHERE usubjid IN (SELECT usubjid FROM sdtm.dm) AND upper(coalesce(lbstat, '')) <> 'NOT DONE'
  AND lbtestcd IS NOT NULL AND coalesce(lbstresn, TRY_CAST(lborres AS DOUBLE)) IS NOT NULL
