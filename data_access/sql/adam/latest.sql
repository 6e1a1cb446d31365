-- One row per subject and parameter: the newest result and what it was a week before.
-- "Before" is the result nearest to 7 days earlier, within 5 to 10 days; both must be unconfounded, so that
-- a fall after plasma exchange or a plasma pulse never counts as a change of the liver (trial.md 3.3).
-- Results after a transplant belong to another liver and are left out.
CREATE TABLE adam.latest AS
WITH native AS (
    SELECT series.*
    FROM (
        SELECT usubjid, paramcd, param, aval, avalc, avalu, adt, adtm, ady, visit,
               anrlo, anrhi, anrind, base, chg, confound, srcseq, source_file, source_row
        FROM adam.adlb
        UNION ALL BY NAME
        SELECT usubjid, paramcd, param, aval, avalc, avalu, adt, adtm, ady, visit,
               base, chg, source_file, source_row
        FROM adam.adrs
    ) AS series
    JOIN adam.adsl USING (usubjid)
    WHERE adtm IS NOT NULL
      AND (aval IS NOT NULL OR avalc IS NOT NULL)
      AND (adsl.ltdt IS NULL OR series.adt <= adsl.ltdt)
),
newest AS (
    SELECT * FROM native
    QUALIFY row_number() OVER (PARTITION BY usubjid, paramcd ORDER BY adtm DESC, source_row DESC) = 1
),
clean AS (
    SELECT usubjid, paramcd, aval AS clean_aval, adtm AS clean_adtm FROM native
    WHERE confound IS NULL AND aval IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY usubjid, paramcd ORDER BY adtm DESC, source_row DESC) = 1
),
before AS (
    SELECT clean.usubjid, clean.paramcd, native.aval AS prev_aval, native.adtm AS prev_adtm
    FROM clean
    JOIN native ON native.usubjid = clean.usubjid AND native.paramcd = clean.paramcd
     AND native.confound IS NULL AND native.aval IS NOT NULL
     AND native.adtm BETWEEN clean.clean_adtm - INTERVAL 10 DAY AND clean.clean_adtm - INTERVAL 5 DAY
    QUALIFY row_number() OVER (
        PARTITION BY clean.usubjid, clean.paramcd
        ORDER BY abs(epoch(native.adtm - (clean.clean_adtm - INTERVAL 7 DAY))), native.source_row) = 1
),
lowest AS (
    SELECT clean.usubjid, clean.paramcd,
           min(native.aval) FILTER (native.adtm >= clean.clean_adtm - INTERVAL 2 DAY) AS min48h_aval,
           min(native.aval) AS min7d_aval
    FROM clean
    JOIN native ON native.usubjid = clean.usubjid AND native.paramcd = clean.paramcd
     AND native.confound IS NULL
     AND native.adtm BETWEEN clean.clean_adtm - INTERVAL 7 DAY AND clean.clean_adtm
    GROUP BY ALL
)
SELECT newest.*, clean_aval, clean_adtm, prev_aval, prev_adtm, min48h_aval, min7d_aval,
       round(clean_aval - prev_aval, 6) AS chg7d
FROM newest
LEFT JOIN clean USING (usubjid, paramcd)
LEFT JOIN before USING (usubjid, paramcd)
LEFT JOIN lowest USING (usubjid, paramcd)
ORDER BY usubjid, paramcd;
