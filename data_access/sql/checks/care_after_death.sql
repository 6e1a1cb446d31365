-- title: Event, treatment, procedure or vital sign that begins after death
-- severity: error
SELECT usubjid, seen.domain, seen.source_file, seen.source_row,
       concat(variable, ' ', dtc, ', death on ', dthdtc) AS detail
FROM every_date AS seen JOIN sdtm.dm AS dm USING (usubjid)
WHERE variable IN ('AESTDTC', 'CMSTDTC', 'PRSTDTC', 'VSDTC', 'RSDTC', 'CPDTC') AND dtc_after(dtc, dthdtc)
