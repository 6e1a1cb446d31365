-- title: Test with more than one result flagged as baseline
-- severity: warning
SELECT usubjid, 'lb' AS domain, any_value(source_file) AS source_file, max(source_row) AS source_row,
       concat(lbtestcd, ': ', count(*), ' results flagged') AS detail
FROM sdtm.lb WHERE upper(coalesce(lbblfl, lblobxfl)) = 'Y'
GROUP BY usubjid, lbtestcd, lbcat, lbspec, lbmethod, lbtpt HAVING count(*) > 1
