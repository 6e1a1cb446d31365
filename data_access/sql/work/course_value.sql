-- One row per randomised patient: PTA and total bilirubin from which the course is labelled, and how long it lasted.
-- Unconfounded values on the native liver: baseline the last before the first dose, else the one closest to the day
-- of its window (work.course_window), of two equally close ones the later.
CREATE TABLE work.course_value AS
WITH known AS (
    SELECT adlb.usubjid, paramcd, aval, ady, prefl, adtm, source_row
    FROM adam.adlb JOIN (SELECT usubjid, ltdt FROM adam.adsl WHERE randfl = 'Y') USING (usubjid)
    WHERE paramcd IN ('PTA', 'BILI') AND aval IS NOT NULL AND confound IS NULL AND (ltdt IS NULL OR adt <= ltdt)
),
placed AS (
    SELECT usubjid, lower(paramcd) || '_base' AS name, aval, ady, 0 AS distance, adtm, source_row
    FROM known WHERE prefl = 'Y'
    UNION ALL
    SELECT usubjid, lower(paramcd) || '_' || course_window.name, aval, ady, abs(ady - day), adtm, source_row
    FROM known JOIN work.course_window ON ady BETWEEN first_day AND last_day WHERE prefl = 'N'
),
chosen AS (
    FROM placed
    QUALIFY row_number() OVER (PARTITION BY usubjid, name ORDER BY distance, adtm DESC, source_row DESC) = 1
),
wide AS (
    SELECT usubjid,
           max(aval) FILTER (name = 'pta_base') AS pta_base, max(ady) FILTER (name = 'pta_base') AS pta_base_dy,
           max(aval) FILTER (name = 'pta_week_1') AS pta_week_1, max(ady) FILTER (name = 'pta_week_1') AS pta_week_1_dy,
           max(aval) FILTER (name = 'pta_week_4') AS pta_week_4, max(ady) FILTER (name = 'pta_week_4') AS pta_week_4_dy,
           max(aval) FILTER (name = 'pta_week_12') AS pta_week_12, max(ady) FILTER (name = 'pta_week_12') AS pta_week_12_dy,
           max(aval) FILTER (name = 'bili_base') AS bilirubin_base,
           max(aval) FILTER (name = 'bili_week_4') AS bilirubin_week_4,
           max(aval) FILTER (name = 'bili_week_12') AS bilirubin_week_12
    FROM chosen GROUP BY usubjid
)
SELECT usubjid, trt01p, trt01pn, wide.* EXCLUDE (usubjid),
       work.study_day(least(dthdt, ltdt), anchordt) AS end_day,
       CASE WHEN ltdt <= coalesce(dthdt, ltdt) THEN 'TRANSPLANT' WHEN dthdt IS NOT NULL THEN 'DEATH' END AS end_kind,
       work.study_day(CAST(left(data_cutoff, 10) AS DATE), anchordt) AS cutoff_day
FROM adam.adsl CROSS JOIN meta.snapshot LEFT JOIN wide USING (usubjid)
WHERE randfl = 'Y'
ORDER BY usubjid;
