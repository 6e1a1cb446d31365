-- title: Dose without an end
-- severity: note
SELECT usubjid, 'ex' AS domain, source_file, source_row, concat(extrt, ' from ', exstdtc) AS detail
FROM sdtm.ex WHERE exendtc IS NULL
