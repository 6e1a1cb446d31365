-- title: Laboratory value that fits its neighbours only in another unit
-- severity: error
SELECT usubjid, 'lb' AS domain, source_file, source_row, certnote AS detail FROM adam.adlb WHERE certwhy = 'OTHER UNIT'
