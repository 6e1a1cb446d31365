-- One row per randomised patient, derived score and time point: the value that stands for it, or why none does.
-- Of the unconfounded values on the native liver it is the one closest to the planned day, of two equally close ones
-- the later; at baseline the last before the first dose. Without visits, a week holds the 3 days around its day.
-- status, as of the planned day where there is no value: CONFOUNDED (only such values), TRANSPLANTED, DEAD,
-- NOT_REACHED by the data cut-off, NOT_SEEN (last seen before), NO_VALUE.
CREATE TABLE adam.adscwk AS
WITH by_week AS (SELECT coalesce(bool_or(by_week), false) AS weekly FROM work.time_point),
candidate AS (
    SELECT adscore.*, point.avisitn AS point, abs(date_diff('day', anchordt, adt) - point.day_offset) AS distance
    FROM adam.adscore JOIN (SELECT usubjid, anchordt FROM adam.adsl) USING (usubjid) CROSS JOIN by_week
    JOIN work.time_point AS point
      ON point.avisitn = CASE WHEN prefl = 'Y' THEN 0
                              WHEN weekly THEN floor((date_diff('day', anchordt, adt) + 3) / 7) ELSE adscore.avisitn END
     AND (prefl = 'Y') = (point.avisitn = 0)
    WHERE aval IS NOT NULL AND native = 'Y'
),
chosen AS (
    FROM candidate
    QUALIFY row_number() OVER (PARTITION BY usubjid, paramcd, point
        ORDER BY confound IS NOT NULL, CASE WHEN point > 0 THEN distance END, adtm DESC, source_row DESC) = 1
),
expected AS (
    SELECT usubjid, trt01p, trt01pn, paramcd, time_point.*, anchordt + day_offset AS planned_dt, dthdt, ltdt, lstalvdt,
           CAST(left(data_cutoff, 10) AS DATE) AS cutoff
    FROM (FROM adam.adsl WHERE randfl = 'Y') CROSS JOIN work.time_point CROSS JOIN meta.snapshot
    CROSS JOIN (SELECT DISTINCT paramcd FROM adam.adscore WHERE aval IS NOT NULL)
)
SELECT expected.usubjid, expected.trt01p, expected.trt01pn, expected.paramcd, expected.avisit, expected.avisitn, day_offset,
       CASE WHEN chosen.usubjid IS NOT NULL AND confound IS NULL THEN 'VALUE'
            WHEN chosen.usubjid IS NOT NULL THEN 'CONFOUNDED'
            WHEN ltdt <= planned_dt THEN 'TRANSPLANTED' WHEN dthdt <= planned_dt THEN 'DEAD'
            WHEN cutoff < planned_dt THEN 'NOT_REACHED' WHEN lstalvdt < planned_dt THEN 'NOT_SEEN' ELSE 'NO_VALUE' END AS status,
       CASE WHEN confound IS NULL THEN chosen.aval END AS aval, adt, ady, source_file, source_row
FROM expected LEFT JOIN chosen ON chosen.usubjid = expected.usubjid AND chosen.paramcd = expected.paramcd
     AND chosen.point = expected.avisitn
ORDER BY expected.paramcd, expected.avisitn, expected.usubjid;
