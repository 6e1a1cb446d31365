-- title: Death in one of DM, DS and AE, but not in the others, or on another date
-- severity: error
-- A death without a fatal event is not listed: death from the disease under study need not be an adverse event.
WITH told AS (
    SELECT usubjid, 'dm' AS domain, dthdtc AS dtc, source_file, source_row FROM sdtm.dm
    WHERE upper(dthfl) = 'Y' OR dthdtc IS NOT NULL
    UNION ALL
    SELECT usubjid, 'ds', dsstdtc, source_file, source_row FROM sdtm.ds WHERE upper(dsdecod) = 'DEATH'
    UNION ALL
    SELECT usubjid, 'ae', aeendtc, source_file, source_row FROM sdtm.ae
    WHERE upper(aesdth) = 'Y' OR upper(aeout) = 'FATAL'
),
compared AS (
    SELECT told.*, dm.dtc AS dm_dtc, dm.usubjid IS NOT NULL AS in_dm,
           told.usubjid IN (SELECT usubjid FROM told WHERE domain = 'ds') AS in_ds
    FROM told LEFT JOIN (FROM told WHERE domain = 'dm') AS dm USING (usubjid)
)
SELECT usubjid, domain, source_file, source_row,
       CASE WHEN NOT in_dm THEN concat('death in ', upper(domain), ', none in DM')
            WHEN domain = 'dm' THEN 'death in DM, none in DS'
            ELSE concat('death on ', dtc, ' in ', upper(domain), ', on ', dm_dtc, ' in DM') END AS detail
FROM compared
WHERE NOT in_dm OR (domain = 'dm' AND NOT in_ds) OR dtc_after(dtc, dm_dtc) OR dtc_after(dm_dtc, dtc)
