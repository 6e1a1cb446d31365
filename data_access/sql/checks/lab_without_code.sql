-- title: Laboratory result kept out of the analysis: LBTESTCD missing
-- severity: error
SELECT usubjid, 'lb' AS domain, source_file, source_row,
       concat_ws(' ', 'LBTESTCD missing:', lbtest, coalesce(lborres, lbstresc, CAST(lbstresn AS VARCHAR)),
                 coalesce(lborresu, lbstresu)) AS detail
FROM sdtm.lb
WHERE lbtestcd IS NULL AND upper(coalesce(lbstat, '')) <> 'NOT DONE'
  AND (lborres IS NOT NULL OR lbstresc IS NOT NULL OR lbstresn IS NOT NULL)
