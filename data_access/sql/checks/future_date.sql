-- title: Date after the day of import
-- severity: warning
SELECT usubjid, domain, source_file, source_row, concat(variable, ' ', dtc) AS detail
FROM every_date CROSS JOIN meta.snapshot WHERE dtc_date(dtc) > CAST(built_at AS DATE) + 1
