-- title: Death or liver transplantation after the data cut: not counted as an event yet
-- severity: warning
WITH cut AS (SELECT left(data_cutoff, 10) AS cutoff FROM meta.snapshot)
SELECT usubjid, 'dm' AS domain, source_file, source_row, concat('death on ', dthdtc, ', data cut on ', cutoff) AS detail
FROM sdtm.dm CROSS JOIN cut WHERE dtc_after(dthdtc, cutoff)
UNION ALL
SELECT usubjid, 'ds', source_file, source_row, concat('death on ', dsstdtc, ', data cut on ', cutoff)
FROM sdtm.ds CROSS JOIN cut WHERE upper(dsdecod) = 'DEATH' AND dtc_after(dsstdtc, cutoff)
UNION ALL
SELECT usubjid, lower(source_domain), source_file, source_row, concat('transplantation on ', stdtc, ', data cut on ', cutoff)
FROM adam.adproc CROSS JOIN cut WHERE category = 'TRANSPLANT' AND dtc_after(stdtc, cutoff)
