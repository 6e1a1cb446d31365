-- title: Adverse event that ends before it starts
-- severity: error
SELECT usubjid, 'ae' AS domain, source_file, source_row,
       concat(aeterm, ': from ', aestdtc, ' to ', aeendtc) AS detail
FROM sdtm.ae WHERE dtc_after(aestdtc, aeendtc)
