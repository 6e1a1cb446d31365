-- title: Result outside its range that the laboratory calls normal
-- severity: note
-- Limits rounded in standard units make such rows: 1.4 mg/dL is stored as 124 umol/L and is 123.76.
SELECT usubjid, 'lb' AS domain, source_file, source_row,
       concat(lbtestcd, ' ', lbstresn, ' ', lbstresu, ', range ', lbstnrlo, ' to ', lbstnrhi) AS detail
FROM sdtm.lb
WHERE upper(lbnrind) = 'NORMAL'
  AND (round(lbstresn - lbstnrhi, 10) > 0 OR round(lbstnrlo - lbstresn, 10) > 0)
