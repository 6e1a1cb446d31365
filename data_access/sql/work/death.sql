-- One row per subject who died: date and cause, from DM, else DS, else a fatal AE, else DD.
-- A partial date of death counts as its first day, but not before the last day the patient was seen. A death after the
-- data cut is not known yet at the cut: it has no row here and is listed by a data check.
-- One row per subject and kind of record that says so, the best first (rank), with the record itself.
CREATE TABLE work.death_report AS
WITH said AS (
    SELECT usubjid, dthdtc AS dtc, 1 AS rank, 'DM' AS source_domain, source_file, source_row
    FROM sdtm.dm WHERE upper(dthfl) = 'Y' OR dthdtc IS NOT NULL
    UNION ALL
    SELECT usubjid, dsstdtc, 2, 'DS', source_file, source_row FROM sdtm.ds WHERE upper(dsdecod) = 'DEATH'
    UNION ALL
    SELECT usubjid, aeendtc, 3, 'AE', source_file, source_row
    FROM sdtm.ae WHERE upper(aesdth) = 'Y' OR upper(aeout) = 'FATAL'
    UNION ALL
    SELECT usubjid, dddtc, 4, 'DD', source_file, source_row FROM sdtm.dd
)
FROM said
QUALIFY row_number() OVER (PARTITION BY usubjid, rank ORDER BY dtc NULLS LAST, source_file, source_row) = 1;

CREATE TABLE work.death AS
WITH cause AS (
    SELECT usubjid, ddorres AS cause, 1 AS rank FROM sdtm.dd WHERE upper(ddtestcd) = 'PRCDTH'
    UNION ALL
    SELECT usubjid, dsterm, 2 FROM sdtm.ds WHERE upper(dsdecod) = 'DEATH' AND upper(dsterm) NOT IN ('DEATH', 'DIED')
    UNION ALL
    SELECT usubjid, coalesce(aedecod, aeterm), 3 FROM sdtm.ae WHERE upper(aesdth) = 'Y' OR upper(aeout) = 'FATAL'
)
SELECT usubjid, arg_min(dtc, rank) AS dthdtc,
       CASE WHEN dtc_date(arg_min(dtc, rank)) IS NOT NULL THEN dtc_date(arg_min(dtc, rank))
            ELSE greatest(work.first_day(arg_min(dtc, rank)), any_value(seen)) END AS dthdt,
       any_value(cause) AS dthcaus
FROM work.death_report
LEFT JOIN (SELECT usubjid, arg_min(cause, rank) AS cause FROM cause GROUP BY usubjid) USING (usubjid)
LEFT JOIN (SELECT usubjid, seen FROM work.last_seen) USING (usubjid)
CROSS JOIN meta.snapshot
GROUP BY usubjid
HAVING NOT coalesce(dthdt > CAST(left(any_value(data_cutoff), 10) AS DATE), false);
