-- title: Rows of a subject who is not in DM
-- severity: error
-- One finding per subject and domain, with the first row.
SELECT usubjid, domain, arg_min(source_file, source_row) AS source_file, min(source_row) AS source_row,
       count(*) || ' rows' AS detail
FROM every_row WHERE domain <> 'dm' AND usubjid NOT IN (SELECT usubjid FROM sdtm.dm)
GROUP BY usubjid, domain
