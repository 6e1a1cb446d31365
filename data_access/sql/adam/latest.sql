-- One row per subject and parameter: the newest result that is not questioned, of the liver that the patient has, and what it was a week before.
-- chg7d: the change of this result from the one nearest to 7 days earlier, within 5 to 10 days, one that nothing masked
-- if there is any, of the same liver. chgconf: what masked this result or the one before (plasma, dialysis, trial.md
-- 3.3), NULL where nothing did: such a change is not the liver's own and is never shown without saying so.
-- chgday, dayconf: the same by the day, for what changes from one round to the next.
-- clean_aval: the newest result that nothing masked. graft: Y of a transplanted liver, whose native_aval is the newest
-- result of the patient's own one.
CREATE TABLE adam.latest AS
WITH series AS (
    SELECT given.*, CASE WHEN given.adt > adsl.ltdt THEN 'Y' ELSE 'N' END AS graft,
           CASE WHEN adsl.ltdt IS NOT NULL THEN 'Y' ELSE 'N' END AS transplanted
    FROM (
        SELECT usubjid, paramcd, param, aval, avalc, avalu, adt, adtm, ady, visit, araw,
               anrlo, anrhi, anrind, base, chg, confound, certainty, srcseq, source_file, source_row
        FROM adam.adlb
        UNION ALL BY NAME
        SELECT usubjid, paramcd, param, aval, avalc, avalu, adt, adtm, ady, visit,
               base, chg, source_file, source_row
        FROM adam.adrs
        UNION ALL BY NAME
        SELECT usubjid, paramcd, param, aval, avalc, avalu, adt, adtm, ady, visit,
               base, chg, source_file, source_row
        FROM adam.advs WHERE upper(coalesce(vspos, '')) <> 'STANDING'
    ) AS given
    JOIN adam.adsl USING (usubjid)
    WHERE adtm IS NOT NULL AND (aval IS NOT NULL OR avalc IS NOT NULL) AND certainty IS DISTINCT FROM 'QUESTIONED'
),
newest AS (
    SELECT * EXCLUDE (transplanted) FROM series WHERE graft = transplanted
    QUALIFY row_number() OVER (PARTITION BY usubjid, paramcd ORDER BY adtm DESC, source_row DESC) = 1
),
clean AS (
    SELECT usubjid, paramcd, aval AS clean_aval, adtm AS clean_adtm FROM series
    WHERE graft = transplanted AND confound IS NULL AND aval IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY usubjid, paramcd ORDER BY adtm DESC, source_row DESC) = 1
),
before AS (
    SELECT newest.usubjid, newest.paramcd, series.aval AS prev_aval, series.adtm AS prev_adtm,
           series.confound AS prev_confound
    FROM newest
    JOIN series ON series.usubjid = newest.usubjid AND series.paramcd = newest.paramcd AND series.graft = newest.graft
     AND series.aval IS NOT NULL
     AND series.adtm BETWEEN newest.adtm - INTERVAL 10 DAY AND newest.adtm - INTERVAL 5 DAY
    QUALIFY row_number() OVER (
        PARTITION BY newest.usubjid, newest.paramcd
        ORDER BY series.confound IS NOT NULL, abs(epoch(series.adtm - (newest.adtm - INTERVAL 7 DAY))),
                 series.source_row) = 1
),
-- By the day, against the value nearest to 24 hours earlier, within 18 to 72 hours.
yesterday AS (
    SELECT newest.usubjid, newest.paramcd, series.confound AS day_confound,
           round((newest.aval - series.aval) / (epoch(newest.adtm - series.adtm) / 86400), 6) AS chgday
    FROM newest
    JOIN series ON series.usubjid = newest.usubjid AND series.paramcd = newest.paramcd AND series.graft = newest.graft
     AND series.aval IS NOT NULL
     AND series.adtm BETWEEN newest.adtm - INTERVAL 72 HOUR AND newest.adtm - INTERVAL 18 HOUR
    QUALIFY row_number() OVER (
        PARTITION BY newest.usubjid, newest.paramcd
        ORDER BY series.confound IS NOT NULL, abs(epoch(series.adtm - (newest.adtm - INTERVAL 24 HOUR))),
                 series.source_row) = 1
),
native AS (
    SELECT usubjid, paramcd, aval AS native_aval, adtm AS native_adtm FROM series
    WHERE graft = 'N' AND transplanted = 'Y' AND aval IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY usubjid, paramcd ORDER BY adtm DESC, source_row DESC) = 1
)
SELECT newest.*, clean_aval, clean_adtm, prev_aval, prev_adtm, round(newest.aval - prev_aval, 6) AS chg7d,
       CASE WHEN chg7d IS NOT NULL THEN nullif(concat_ws(';', confound, prev_confound), '') END AS chgconf,
       chgday, CASE WHEN chgday IS NOT NULL THEN nullif(concat_ws(';', confound, day_confound), '') END AS dayconf,
       native_aval, native_adtm
FROM newest
LEFT JOIN clean USING (usubjid, paramcd)
LEFT JOIN before USING (usubjid, paramcd)
LEFT JOIN yesterday USING (usubjid, paramcd)
LEFT JOIN native USING (usubjid, paramcd)
ORDER BY usubjid, paramcd;
