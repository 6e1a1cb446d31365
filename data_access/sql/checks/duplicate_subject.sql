-- title: Subject with more than one row in DM
-- severity: error
SELECT usubjid, 'dm' AS domain, any_value(source_file) AS source_file, max(source_row) AS source_row,
       count(*) || ' rows' AS detail
FROM sdtm.dm GROUP BY usubjid HAVING count(*) > 1
