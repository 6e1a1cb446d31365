-- One row per planned infusion of a randomised patient: what became of it by the data cut-off.
-- MISSED: recorded as not given, overtaken by a later dose, no longer possible (death, transplant, end of
-- study), or the planned gap to the next dose past its day without a record (of the last dose, the gap before it). deviation: beyond the tolerance MINOR, beyond that MAJOR.
CREATE TABLE adam.adplan AS
WITH planned AS (
    SELECT usubjid, number AS doseno, anchordt + (day - 1) AS planned_dt, day AS planned_dy, tolerance_days, gap_days,
           minor_deviation_days, least(dthdt, ltdt, eosdt) AS stop_dt, dthdt, ltdt, dcsreas,
           CAST(left(data_cutoff, 10) AS DATE) AS cutoff
    FROM adam.adsl CROSS JOIN work.planned_gap CROSS JOIN meta.snapshot
    WHERE nplan IS NOT NULL AND anchordt IS NOT NULL
),
given AS (
    SELECT usubjid, doseno, min(exseq) AS exseq, min(astdt) AS given_dt FROM adam.adex
    WHERE doseno IS NOT NULL GROUP BY ALL
),
seen AS (
    SELECT planned.*, exseq, given_dt, refused.usubjid IS NOT NULL AS refused, refused.reason AS recorded,
           planned_dt + tolerance_days AS window_hi,
           max(doseno) FILTER (exseq IS NOT NULL) OVER (PARTITION BY usubjid) AS last_given
    FROM planned LEFT JOIN given USING (usubjid, doseno)
    LEFT JOIN (FROM work.dose_number WHERE given = 'N') AS refused USING (usubjid, doseno)
)
SELECT usubjid, doseno, planned_dt, planned_dy, gap_days,
       CASE WHEN doseno = 1 THEN planned_dt ELSE planned_dt - tolerance_days END AS window_lo, window_hi,
       CASE WHEN exseq IS NOT NULL THEN 'GIVEN'
            WHEN refused OR doseno < last_given OR stop_dt <= window_hi OR cutoff >= planned_dt + gap_days THEN 'MISSED'
            WHEN cutoff < window_lo THEN 'PLANNED'
            WHEN cutoff <= window_hi THEN 'DUE'
            ELSE 'OVERDUE' END AS status,
       CASE WHEN status <> 'MISSED' THEN NULL
            WHEN recorded IS NOT NULL THEN recorded
            WHEN stop_dt <= window_hi AND stop_dt = dthdt THEN 'DEATH'
            WHEN stop_dt <= window_hi AND stop_dt = ltdt THEN 'LIVER TRANSPLANTATION'
            WHEN stop_dt <= window_hi THEN dcsreas
            ELSE 'NO RECORD' END AS reason,
       exseq, given_dt, date_diff('day', planned_dt, given_dt) AS delay_days,
       CASE WHEN abs(date_diff('day', planned_dt, given_dt)) > minor_deviation_days THEN 'MAJOR'
            WHEN abs(date_diff('day', planned_dt, given_dt)) > tolerance_days THEN 'MINOR' END AS deviation
FROM seen
ORDER BY usubjid, doseno;
