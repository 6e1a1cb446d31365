-- title: Dose given after death
-- severity: error
SELECT usubjid, 'ex' AS domain, ex.source_file, ex.source_row,
       concat(extrt, ' from ', exstdtc, ' to ', exendtc, ', death on ', dthdtc) AS detail
FROM sdtm.ex AS ex JOIN sdtm.dm AS dm USING (usubjid)
WHERE dtc_after(exstdtc, dthdtc) OR dtc_after(exendtc, dthdtc)
