-- title: Date known only in part
-- severity: note
SELECT usubjid, domain, source_file, source_row, concat(variable, ' ', dtc) AS detail
FROM every_date WHERE dtc_precision(dtc) IN ('MONTH', 'YEAR', 'OTHER') AND variable <> 'BRTHDTC'
