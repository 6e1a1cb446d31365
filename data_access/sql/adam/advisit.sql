-- One row per planned visit of a randomised patient: when it was planned, made, or why not, by the data cut-off.
-- Planned by the protocol, else by TV (VISITDY from day 1 on, without visits that only follow a condition: 'If ...').
-- TV states no tolerance: there the window is open and no visit is early or late. place: the order of the plan.
-- status: DONE, EARLY, LATE (made before or after its window), MISSED (recorded as not made, or a later planned visit was),
-- NOT EXPECTED (the patient died, was transplanted or left before its window was over), PLANNED, DUE (in its window), OVERDUE
-- (past it, the next visit's not begun), NO RECORD (the next has begun, or the patient's time in the study is over, and nobody
-- said whether this one was made).
CREATE TABLE adam.advisit AS
WITH listed AS (
    SELECT DISTINCT visitnum, visit, visitdy, nullif(armcd, '') AS armcd FROM sdtm.tv
    WHERE visitdy >= 1 AND NOT regexp_matches(upper(coalesce(tvstrl, '')), '^\s*(IF|WHEN)\b')
),
planned AS (
    SELECT place, avisit, day, tolerance_days, NULL AS armcd, (
        SELECT min(visitnum) FROM listed WHERE upper(visit) = upper(avisit) OR visitdy = day) AS visitnum
    FROM work.planned_visit
    UNION ALL BY NAME
    SELECT dense_rank() OVER (ORDER BY visitdy, visitnum, visit) AS place, visit AS avisit, visitdy AS day, armcd, visitnum
    FROM listed WHERE NOT EXISTS (FROM work.planned_visit)
),
expected AS (
    SELECT adsl.usubjid, place, avisit, day AS planned_dy, anchordt + (day - 1) AS planned_dt, visitnum,
           planned_dt - tolerance_days AS window_lo, planned_dt + tolerance_days AS window_hi,
           least(dthdt, ltdt, eosdt) AS stop_dt, dthdt, ltdt, coalesce(dcsreas, 'COMPLETED') AS eosreas,
           CAST(left(data_cutoff, 10) AS DATE) AS cutoff
    FROM adam.adsl JOIN (SELECT usubjid, armcd FROM sdtm.dm) AS dm USING (usubjid) CROSS JOIN planned CROSS JOIN meta.snapshot
    WHERE randfl = 'Y' AND anchordt IS NOT NULL AND (planned.armcd IS NULL OR planned.armcd = dm.armcd)
),
recorded AS (
    SELECT expected.usubjid, place, upper(svoccur) = 'N' AS refused, svreasoc, svstdtc, source_file, source_row
    FROM expected JOIN sdtm.sv
      ON sv.usubjid = expected.usubjid AND (sv.visitnum = expected.visitnum OR upper(sv.visit) = upper(avisit))
    QUALIFY row_number() OVER (PARTITION BY expected.usubjid, place
                               ORDER BY coalesce(refused, false), svstdtc NULLS LAST, source_file, source_row) = 1
),
seen AS (
    SELECT expected.*, recorded.* EXCLUDE (usubjid, place), recorded.usubjid IS NOT NULL AND NOT coalesce(refused, false) AS made,
           dtc_date(svstdtc) AS done_dt, coalesce(window_lo, planned_dt) AS first_dt, coalesce(window_hi, planned_dt) AS last_dt,
           max(place) FILTER (made) OVER (PARTITION BY expected.usubjid) AS last_made,
           lead(coalesce(window_lo, planned_dt)) OVER (PARTITION BY expected.usubjid ORDER BY planned_dt, place) AS next_dt
    FROM expected LEFT JOIN recorded USING (usubjid, place)
)
SELECT usubjid, place, avisit, planned_dt, planned_dy, window_lo, window_hi,
       CASE WHEN made AND done_dt < window_lo THEN 'EARLY' WHEN made AND done_dt > window_hi THEN 'LATE' WHEN made THEN 'DONE'
            WHEN refused THEN 'MISSED' WHEN stop_dt <= last_dt THEN 'NOT EXPECTED' WHEN place < last_made THEN 'MISSED'
            WHEN cutoff < first_dt THEN 'PLANNED' WHEN cutoff <= last_dt THEN 'DUE'
            WHEN cutoff >= next_dt OR stop_dt IS NOT NULL THEN 'NO RECORD'
            ELSE 'OVERDUE' END AS status,
       CASE WHEN status = 'MISSED' AND refused THEN coalesce(svreasoc, 'NO REASON GIVEN')
            WHEN status = 'MISSED' THEN 'LATER VISIT MADE' WHEN status <> 'NOT EXPECTED' THEN NULL
            WHEN stop_dt = dthdt THEN 'DEATH' WHEN stop_dt = ltdt THEN 'LIVER TRANSPLANTATION' ELSE eosreas END AS reason,
       done_dt, date_diff('day', planned_dt, done_dt) AS delay_days, source_file, source_row
FROM seen
ORDER BY usubjid, place;
