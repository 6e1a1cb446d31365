-- One row per vital sign of a subject at one moment, position and time point; not done: no value, but the reason.
-- Signs taken around an infusion carry its number (work.around_infusion says when), atptn (minutes since its
-- start) and chgpre (change from the last value before it).
CREATE TABLE work.vital AS
SELECT rowid AS rid, usubjid, concat_ws('; ', vspos, vstpt) AS tpt, vsseq AS seq, upper(vstestcd) AS paramcd,
       vstest AS param,
       coalesce(vsstresn, TRY_CAST(vsorres AS DOUBLE)) AS aval, coalesce(vsstresc, vsorres) AS avalc,
       coalesce(vsstresu, vsorresu) AS avalu, vstpt, vstptnum, vspos, vstptref,
       dtc_date(vsdtc) AS adt, dtc_timestamp(vsdtc) AS adtm, work.open_part(vsdtc) AS adtf,
       visit, visitnum, work.flag(vsblfl, vslobxfl) AS flag, source_file, source_row,
       CASE WHEN upper(vsstat) = 'NOT DONE' THEN concat_ws(': ', 'not done', vsreasnd) END AS reason,
       upper(vsstat) = 'NOT DONE' AS not_done, vsreasnd AS reasnd
FROM sdtm.vs WHERE vstestcd IS NOT NULL;

CREATE TABLE work.vital_dose AS
SELECT rid, vital.usubjid, paramcd, vspos, aval, adtm, doseno, planned.tptnum,
       work.minutes_since(start, adtm, adtf) AS minutes, coalesce(planned.before, minutes <= 0) AS before
FROM work.vital JOIN work.infusion_near AS infusion
  ON infusion.usubjid = vital.usubjid AND infusion.near = work.near_infusion(vstptref, adt)
LEFT JOIN work.planned_time_point AS planned ON planned.tpt = upper(trim(vital.vstpt))
WHERE work.around_infusion(vstptref, planned.tptnum, adt, adtm, adtf, doseno, infusion.day, start, stop)
QUALIFY row_number() OVER (PARTITION BY rid ORDER BY abs(minutes) NULLS LAST, doseno) = 1;

CREATE TABLE adam.advs AS
WITH before_infusion AS (
    SELECT usubjid, paramcd, vspos, doseno, arg_max(aval, adtm) AS pre FROM work.vital_dose
    WHERE before AND aval IS NOT NULL GROUP BY ALL
)
SELECT vital.usubjid, vital.paramcd, param, vital.aval, avalc, avalu, analysed.* EXCLUDE (rid),
       adt, vital.adtm, adtf, visit, visitnum, vstpt, vstptnum, vital.vspos, vstptref, vital_dose.doseno,
       minutes AS atptn, CASE WHEN NOT before THEN round(vital.aval - pre, 10) END AS chgpre,
       reason, seq AS vsseq, source_file, source_row
FROM work.vital JOIN work.bds('work.vital') AS analysed USING (rid)
LEFT JOIN work.vital_dose USING (rid)
LEFT JOIN before_infusion ON before_infusion.usubjid = vital.usubjid AND before_infusion.paramcd = vital.paramcd
      AND before_infusion.vspos IS NOT DISTINCT FROM vital.vspos AND before_infusion.doseno = vital_dose.doseno
ORDER BY vital.usubjid, vital.paramcd, vital.adtm, vsseq;
