-- One row per subject: the last day on which anything was observed, up to the data cut-off.
CREATE TABLE work.last_seen AS
WITH observed AS (
    SELECT usubjid, max(dtc_date(lbdtc)) AS day FROM sdtm.lb GROUP BY usubjid
    UNION ALL SELECT usubjid, max(dtc_date(vsdtc)) FROM sdtm.vs GROUP BY usubjid
    UNION ALL SELECT usubjid, max(dtc_date(aestdtc)) FROM sdtm.ae GROUP BY usubjid
    UNION ALL SELECT usubjid, max(dtc_date(exstdtc)) FROM sdtm.ex GROUP BY usubjid
    UNION ALL SELECT usubjid, max(dtc_date(prstdtc)) FROM sdtm.pr GROUP BY usubjid
    UNION ALL SELECT usubjid, max(dtc_date(rsdtc)) FROM sdtm.rs GROUP BY usubjid
    UNION ALL SELECT usubjid, max(dtc_date(cpdtc)) FROM sdtm.cp GROUP BY usubjid
    UNION ALL SELECT usubjid, max(dtc_date(svstdtc)) FROM sdtm.sv GROUP BY usubjid
    UNION ALL SELECT usubjid, max(dtc_date(dsstdtc)) FROM sdtm.ds WHERE upper(dsdecod) <> 'DEATH' GROUP BY usubjid
    UNION ALL SELECT usubjid, dtc_date(rficdtc) FROM sdtm.dm
)
SELECT usubjid, least(max(day), any_value(CAST(left(data_cutoff, 10) AS DATE))) AS seen
FROM observed CROSS JOIN meta.snapshot
GROUP BY usubjid;
