-- title: Dose given to somebody who was not randomised
-- severity: error
SELECT usubjid, 'ex' AS domain, arg_min(adex.source_file, adex.source_row) AS source_file,
       min(adex.source_row) AS source_row, count(*) || ' rows in EX' AS detail
FROM adam.adex JOIN adam.adsl USING (usubjid) WHERE scrffl = 'Y' GROUP BY usubjid
