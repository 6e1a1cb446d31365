-- title: Date that is not ISO 8601
-- severity: error
SELECT usubjid, domain, source_file, source_row, concat(variable, ' ', dtc) AS detail
FROM every_date WHERE dtc_precision(dtc) = 'INVALID'
