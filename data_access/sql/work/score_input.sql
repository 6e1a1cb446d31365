-- One row per value that a score can use: laboratory results, encephalopathy, ascites, mean arterial pressure.
CREATE TABLE work.score_input AS
WITH used AS (
    SELECT usubjid, paramcd AS source, adtm, adtf, aval, anrhi AS uln, seq, confound, rid,
           coalesce(dialysis, false) AS dialysis, renal_state.rid IS NOT NULL AS rrt
    FROM work.lab LEFT JOIN work.confounded USING (rid) LEFT JOIN work.renal_state USING (rid)
    UNION ALL BY NAME
    SELECT usubjid, paramcd AS source, adtm, adtf, aval FROM adam.adrs
    UNION ALL BY NAME
    SELECT usubjid, paramcd AS source, adtm, adtf, aval FROM adam.advs WHERE paramcd = 'MAP'
)
SELECT usubjid, source, CAST(epoch(adtm) AS BIGINT) AS second, adtf IS NULL AS timed, aval, uln, seq, confound, rid,
       coalesce(dialysis, false) AS dialysis, coalesce(rrt, false) AS rrt
FROM used
WHERE aval IS NOT NULL AND adtm IS NOT NULL AND source IN (SELECT source FROM work.score_source)
ORDER BY usubjid, second, seq;
