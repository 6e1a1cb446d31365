-- title: Reference range whose lower limit is above the upper
-- severity: warning
SELECT usubjid, 'lb' AS domain, source_file, source_row, concat(lbtestcd, ' ', lbstnrlo, ' to ', lbstnrhi) AS detail
FROM sdtm.lb WHERE lbstnrlo > lbstnrhi
