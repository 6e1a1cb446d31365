-- title: First dose before randomisation
-- severity: error
SELECT usubjid, 'ex' AS domain, adex.source_file, adex.source_row,
       concat('first dose on ', trtsdt, ', randomised on ', randdt) AS detail
FROM adam.adsl JOIN adam.adex USING (usubjid)
WHERE trtsdt < adsl.randdt AND astdt = trtsdt
