-- One row per mark on the lane of a patient: a dose given, a run of doses on consecutive days, a dose not given.
-- kind: GIVEN (an infusion of a plan), RUN (all else that was given), MISSED, DUE, OVERDUE, PLANNED. start and stop are
-- moments where times are known, else days; minutes is the duration. source_row to source_last: the rows of a run.
CREATE TABLE adam.adlane AS
WITH refused AS (
    SELECT usubjid, doseno, any_value(day) AS day, any_value(reason) AS reason, any_value(ec.source_file) AS source_file,
           min(ec.source_row) AS source_row, any_value(ectrt) AS extrt
    FROM work.dose_number JOIN sdtm.ec USING (usubjid)
    WHERE given = 'N' AND upper(ecoccur) = 'N' AND dtc_date(ecstdtc) = day GROUP BY usubjid, doseno
),
given AS (
    SELECT adex.*, planned.usubjid IS NOT NULL AS planned, window_lo, window_hi, planned_dt, deviation
    FROM adam.adex LEFT JOIN (SELECT DISTINCT usubjid FROM adam.adplan) AS planned USING (usubjid)
    LEFT JOIN (SELECT usubjid, doseno, window_lo, window_hi, planned_dt, deviation FROM adam.adplan)
        USING (usubjid, doseno)
),
begun AS (
    SELECT *, coalesce(planned OR astdt > max(aendt) OVER earlier + 1 OR interrupted = 'Y'
                       OR (extrt, exdose, exdosu) IS DISTINCT FROM lag((extrt, exdose, exdosu)) OVER in_order, true) AS new
    FROM given
    WINDOW in_order AS (PARTITION BY usubjid ORDER BY astdt, exseq),
           earlier AS (PARTITION BY usubjid ORDER BY astdt, exseq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),
numbered AS (
    SELECT *, count(*) FILTER (new) OVER (PARTITION BY usubjid ORDER BY astdt, exseq) AS run FROM begun
),
marks AS (
    SELECT usubjid, CASE WHEN bool_and(planned) THEN 'GIVEN' ELSE 'RUN' END AS kind, min(doseno) AS doseno,
           min(astdtm) AS start, CAST(max(coalesce(aendtm, aendt)) AS TIMESTAMP) AS stop, any_value(planned_dt) AS planned_dt,
           any_value(window_lo) AS window_lo, any_value(window_hi) AS window_hi, any_value(delay_days) AS delay_days,
           any_value(deviation) AS deviation, max(interrupted) AS interrupted, any_value(exadj) AS reason,
           any_value(extrt) AS extrt, any_value(exdose) AS exdose, any_value(exdosu) AS exdosu,
           any_value(exroute) AS exroute, any_value(volume_ml) AS volume_ml, count(*) AS n_records,
           CASE WHEN count(*) = 1 AND bool_and(astdtf IS NULL AND work.open_part(exendtc) IS NULL)
                THEN date_diff('minute', min(astdtm), max(aendtm)) END AS minutes,
           min(exstdtc) AS exstdtc, max(exendtc) AS exendtc, any_value(source_file) AS source_file,
           min(source_row) AS source_row, max(source_row) AS source_last
    FROM numbered GROUP BY usubjid, run
    UNION ALL BY NAME
    SELECT usubjid, status AS kind, doseno, CAST(planned_dt AS TIMESTAMP) AS start, planned_dt, window_lo, window_hi,
           adplan.reason, extrt, source_file, source_row, source_row AS source_last
    FROM adam.adplan LEFT JOIN (SELECT * EXCLUDE (day, reason) FROM refused) USING (usubjid, doseno)
    WHERE status <> 'GIVEN'
    UNION ALL BY NAME
    SELECT usubjid, 'MISSED' AS kind, doseno, CAST(day AS TIMESTAMP) AS start, reason, extrt, source_file, source_row,
           source_row AS source_last
    FROM refused ANTI JOIN adam.adplan USING (usubjid, doseno)
)
SELECT * FROM marks WHERE usubjid IN (SELECT usubjid FROM adam.adsl WHERE randfl = 'Y')
ORDER BY usubjid, start, doseno;
