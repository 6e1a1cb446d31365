-- title: Laboratory sample taken after death
-- severity: error
SELECT usubjid, 'lb' AS domain, lb.source_file, lb.source_row,
       concat(lbtestcd, ' on ', lbdtc, ', death on ', dthdtc) AS detail
FROM sdtm.lb AS lb JOIN sdtm.dm AS dm USING (usubjid)
WHERE dtc_after(lbdtc, dthdtc)
