-- One row per sign observed, or recorded as not done, around an infusion: vital signs, the mean arterial pressure
-- from two pressures where it was not measured, and signs of allergy (FA) as 1 present, 0 absent.
CREATE TABLE work.pressure AS
WITH pair AS (
    SELECT usubjid, doseno, adt, adtm, adtf, minutes, before, tptnum, tpt, vspos,
           any_value(aval) FILTER (paramcd = 'SYSBP') AS systolic, any_value(aval) FILTER (paramcd = 'DIABP') AS diastolic,
           any_value(avalu) FILTER (paramcd = 'SYSBP') AS avalu, bool_or(not_done) AS not_done,
           any_value(reasnd) AS reasnd, count(aval) FILTER (paramcd = 'MAP') AS measured,
           any_value(source_file) AS source_file, min(source_row) AS source_row
    FROM (SELECT vital.* EXCLUDE (tpt), vital.vstpt AS tpt, doseno, tptnum, minutes, before
          FROM work.vital JOIN work.vital_dose USING (rid) WHERE vital.paramcd IN ('SYSBP', 'DIABP', 'MAP'))
    GROUP BY ALL
)
SELECT pair.* EXCLUDE (measured), mean_arterial_pressure(systolic, diastolic) AS aval FROM pair
WHERE measured = 0 AND (systolic IS NOT NULL AND diastolic IS NOT NULL OR not_done);

-- Few objects stand in many rows: each is read once.
CREATE TABLE work.allergy_object AS
SELECT faobj, paramcd FROM (SELECT DISTINCT faobj FROM sdtm.fa WHERE faobj IS NOT NULL)
JOIN work.sign ON regexp_matches(upper(faobj), allergy);

CREATE TABLE work.allergy AS
SELECT fa.usubjid, infusion.doseno, paramcd, fatpt AS tpt, planned.tptnum,
       CASE WHEN upper(result) IN ('Y', 'YES', 'PRESENT', 'POSITIVE', '是', '有') THEN 1.0
            WHEN upper(result) IN ('N', 'NO', 'ABSENT', 'NEGATIVE', '否', '无') THEN 0.0 END AS aval,
       result AS avalc, adt, adtm, adtf, work.minutes_since(start, adtm, adtf) AS minutes,
       coalesce(planned.before, minutes <= 0) AS before, upper(fastat) = 'NOT DONE' AS not_done, fareasnd AS reasnd,
       source_file, source_row
FROM (SELECT *, trim(coalesce(fastresc, faorres)) AS result, dtc_date(fadtc) AS adt, dtc_timestamp(fadtc) AS adtm,
             work.open_part(fadtc) AS adtf
      FROM sdtm.fa
      -- What happens where something was injected is not a sign of allergy.
      WHERE (upper(fatestcd) = 'OCCUR' OR upper(fatest) LIKE 'OCCURRENCE%')
        AND NOT contains(upper(concat_ws(' ', facat, fascat)), 'SITE')) AS fa
JOIN work.allergy_object USING (faobj)
JOIN work.infusion_near AS infusion ON infusion.usubjid = fa.usubjid AND infusion.near = work.near_infusion(fatptref, adt)
LEFT JOIN work.planned_time_point AS planned ON planned.tpt = upper(trim(fatpt))
WHERE work.around_infusion(fatptref, planned.tptnum, adt, adtm, adtf, infusion.doseno, infusion.day, start, stop)
QUALIFY row_number() OVER (
    PARTITION BY source_file, source_row, paramcd ORDER BY abs(minutes) NULLS LAST, infusion.doseno) = 1;

CREATE TABLE work.infusion_sign AS
SELECT usubjid, doseno, sign_code.paramcd, vstpt AS tpt, tptnum, vital.vspos, vital.aval, avalc, avalu, 'N' AS derived,
       adt, vital.adtm, adtf, minutes, before, coalesce(not_done, false) AS not_done, reasnd,
       'VS' AS source_domain, source_file, source_row
FROM (SELECT * EXCLUDE (usubjid, paramcd, vspos, aval, adtm) FROM work.vital_dose) AS dosed
JOIN work.vital USING (rid) JOIN work.sign_code ON sign_code.testcd = vital.paramcd
-- The pulse only where nobody took a heart rate at this infusion.
QUALIFY preference = min(preference) OVER (PARTITION BY usubjid, doseno, sign_code.paramcd)
UNION ALL BY NAME
SELECT usubjid, doseno, 'MAP' AS paramcd, tpt, tptnum, vspos, aval, NULL AS avalc, avalu, 'Y' AS derived, adt, adtm,
       adtf, minutes, before, coalesce(not_done AND aval IS NULL, false) AS not_done, reasnd, 'VS' AS source_domain,
       source_file, source_row
FROM work.pressure
UNION ALL BY NAME
SELECT usubjid, doseno, paramcd, tpt, tptnum, aval, avalc, 'N' AS derived, adt, adtm, adtf, minutes, before,
       coalesce(not_done, false) AS not_done, reasnd, 'FA' AS source_domain, source_file, source_row
FROM work.allergy;
