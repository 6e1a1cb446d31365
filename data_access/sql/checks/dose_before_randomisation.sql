-- title: Dose given before randomisation
-- severity: error
SELECT usubjid, 'ex' AS domain, adex.source_file, adex.source_row,
       concat('dose on ', astdt, ', randomised on ', adsl.randdt) AS detail
FROM adam.adex JOIN adam.adsl USING (usubjid) WHERE astdt < adsl.randdt
