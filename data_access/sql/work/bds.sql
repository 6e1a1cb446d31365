-- Baseline, change, days and visits, by the same rules for laboratory results, vital signs and all other series.
-- work.bds(source) gives one row per row of `source`, which has: rid (unique), usubjid, paramcd, tpt (a time point
-- or position that is a series of its own, '' for none), seq, aval, adt, adtm, adtf (NULL: with time), visit,
-- visitnum, flag (how the source marks it as baseline, see work.flag).
-- Baseline: the flagged record, else the last result before the first dose, or up to randomisation if there was
-- none; dates without a time count up to the same day. Change only after that moment.
CREATE MACRO work.bds(source) AS TABLE
WITH placed AS (
    SELECT series.rid, series.usubjid, series.paramcd, series.tpt, series.seq, series.aval, series.adt, series.adtm,
           series.visit, series.visitnum, series.flag,
           work.study_day(series.adt, anchordt) AS ady, work.study_day(series.adt, randdt) AS randdy,
           trtsdt IS NOT NULL AS dosed, trtedt,
           CASE WHEN trtsdt IS NOT NULL AND adtf IS NULL AND trtsdtf IS NULL THEN adtm <= trtsdtm
                WHEN trtsdt IS NOT NULL THEN adt <= trtsdt
                WHEN adtf IS NULL AND randdtf IS NULL THEN adtm <= randdtm
                ELSE adt <= randdt END AS before
    FROM query_table(source) AS series JOIN adam.adsl USING (usubjid)
),
candidate AS (
    SELECT usubjid, paramcd, tpt, any_value(dosed) AS dosed,
           arg_max(rid, {'f': flag, 't': adtm, 'v': visitnum, 's': seq}) FILTER (flag IS NOT NULL) AS flagged,
           arg_max(rid, {'t': adtm, 'v': visitnum, 's': seq}) FILTER (before AND aval IS NOT NULL) AS last_before
    FROM placed GROUP BY usubjid, paramcd, tpt
),
baseline AS (
    SELECT candidate.usubjid, candidate.paramcd, candidate.tpt, last_before, coalesce(flagged, last_before) AS base_rid,
           aval AS base, CASE WHEN flagged IS NOT NULL THEN 'FLAGGED' WHEN candidate.dosed THEN 'LAST BEFORE DOSE'
                              ELSE 'LAST BEFORE RANDOMISATION' END AS basetype
    FROM candidate JOIN placed ON placed.rid = coalesce(flagged, last_before)
),
visited AS (
    SELECT placed.*, base, basetype, base_rid = rid AS is_base, last_before = rid AS is_last_before,
           CASE WHEN is_base THEN 'Baseline'
                WHEN NOT before THEN coalesce(visit_window.avisit, visit.avisit) END AS avisit,
           CASE WHEN is_base THEN 0
                WHEN NOT before THEN coalesce(visit_window.avisitn, visit.avisitn) END AS avisitn,
           abs(ady - coalesce(visit_window.avisitn, planned_day)) AS distance
    FROM placed LEFT JOIN baseline USING (usubjid, paramcd, tpt)
    LEFT JOIN work.visit_window ON ady BETWEEN first_day AND last_day
    LEFT JOIN work.visit ON visit.visit = placed.visit
),
represented AS (
    SELECT *, avisitn IS NOT NULL AND row_number() OVER (
               PARTITION BY usubjid, paramcd, tpt, avisitn
               ORDER BY aval IS NULL, distance, adtm DESC, visitnum DESC, seq DESC) = 1 AS represents
    FROM visited
),
-- On treatment: up to the last visit at which the study hands out treatment, where EX says at which visits it
-- does (this reproduces the End of Treatment records of the published ADLBC), else up to the last dose.
on_treatment AS (
    SELECT arg_max(rid, adtm) AS rid FROM represented
    WHERE represents AND avisitn > 0 AND dosed
      AND coalesce(visitnum <= (SELECT max(visitnum) FROM work.dose), adt <= trtedt)
    GROUP BY usubjid, paramcd, tpt
)
SELECT rid, base, basetype, CASE WHEN is_base THEN 'Y' END AS ablfl, CASE WHEN is_last_before THEN 'Y' END AS lobxfl,
       CASE WHEN before THEN 'Y' WHEN NOT before THEN 'N' END AS prefl,
       CASE WHEN NOT before THEN round(aval - base, 10) END AS chg,
       CASE WHEN NOT before AND base <> 0 THEN round(100 * (aval - base) / base, 10) END AS pchg,
       CASE WHEN base <> 0 THEN work.exact(aval / base) END AS r2base,
       ady, randdy, avisit, avisitn, CASE WHEN represents THEN 'Y' END AS anl01fl,
       CASE WHEN on_treatment.rid IS NOT NULL THEN 'Y' END AS eotfl
FROM represented LEFT JOIN on_treatment USING (rid);
