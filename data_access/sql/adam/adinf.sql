-- One row per infusion, planned time point and sign to be assessed: ASSESSED, NOT ASSESSED, NOT DUE (still to come)
-- or NOT APPLICABLE, and why.
-- look: the sign, or ALLERGY, whose signs are asked for together.
-- why: NOT DONE (reason as recorded), NO VALUE (something unreadable), NO RECORD; NOT GIVEN, DEATH (on or after that
-- day), ENDED (the infusion was over before); PLANNED, DUE, OVERDUE (the infusion), CUT-OFF (on or after that day).
CREATE TABLE adam.adinf AS
WITH dose AS (
    SELECT usubjid, coalesce(adplan.doseno, infusion.doseno) AS doseno, coalesce(status, 'GIVEN') AS status, reason,
           day, start, date_diff('second', start, stop) / 60.0 AS end_minutes
    FROM adam.adplan FULL JOIN work.infusion USING (usubjid, doseno)
),
look AS (
    SELECT dose.*, point.*, sign.paramcd, place, dthdt,
           CASE WHEN allergy IS NULL THEN sign.paramcd ELSE 'ALLERGY' END AS look, CAST(left(data_cutoff, 10) AS DATE) AS cutoff,
           after_minutes + CASE WHEN from_end THEN end_minutes ELSE 0 END AS due_minutes,
           coalesce(CAST(start + to_seconds(60 * due_minutes) AS DATE), day + after_minutes // 1440) AS due_day
    FROM dose CROSS JOIN work.planned_time_point AS point CROSS JOIN work.sign CROSS JOIN meta.snapshot
    JOIN (SELECT usubjid, dthdt FROM adam.adsl) USING (usubjid)
    WHERE sign.planned
)
SELECT look.usubjid, look.doseno, status, look.tptnum, look.tpt, due_minutes, look.paramcd, look.look,
       CASE WHEN aval IS NOT NULL THEN 'ASSESSED' WHEN best.usubjid IS NOT NULL THEN 'NOT ASSESSED'
            WHEN status = 'MISSED' THEN 'NOT APPLICABLE' WHEN status <> 'GIVEN' THEN 'NOT DUE'
            WHEN dthdt <= due_day THEN 'NOT APPLICABLE' WHEN cutoff <= due_day THEN 'NOT DUE'
            WHEN due_minutes >= end_minutes AND NOT from_end THEN 'NOT APPLICABLE'
            ELSE 'NOT ASSESSED' END AS state,
       CASE WHEN aval IS NOT NULL THEN NULL WHEN not_done THEN 'NOT DONE' WHEN best.usubjid IS NOT NULL THEN 'NO VALUE'
            WHEN status = 'MISSED' THEN 'NOT GIVEN' WHEN status <> 'GIVEN' THEN status
            WHEN dthdt <= due_day THEN 'DEATH' WHEN cutoff <= due_day THEN 'CUT-OFF'
            WHEN due_minutes >= end_minutes AND NOT from_end THEN 'ENDED'
            ELSE 'NO RECORD' END AS why,
       CASE WHEN not_done THEN reasnd WHEN aval IS NULL AND best.usubjid IS NOT NULL THEN avalc
            WHEN status = 'MISSED' THEN look.reason END AS reason,
       aval, avalc, avalu, derived, adtm, adtf, atptn, pre, chgpre, levelfl, changefl, source_domain, source_file, source_row
FROM look LEFT JOIN work.sign_at_point AS best
  ON best.usubjid = look.usubjid AND best.doseno = look.doseno AND best.tptnum = look.tptnum
 AND best.paramcd = look.paramcd
ORDER BY look.usubjid, look.doseno, place, look.tptnum;
