-- title: Rows of several studies in one database
-- severity: error
SELECT NULL AS usubjid, NULL AS domain, NULL AS source_file, NULL AS source_row, study AS detail
FROM meta.snapshot WHERE contains(study, ', ')
