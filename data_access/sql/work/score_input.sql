-- One row per value that a score can use, or limit (low to high) that may decide it: laboratory results, encephalopathy, ascites, mean arterial pressure.
-- file: the place of its source file in work.score_file.
CREATE TABLE work.score_file AS
SELECT source_file, CAST(row_number() OVER (ORDER BY source_file) - 1 AS INTEGER) AS file
FROM (SELECT source_file FROM work.lab UNION SELECT source_file FROM adam.adrs UNION SELECT source_file FROM adam.advs
      UNION SELECT source_file FROM adam.adsl);

CREATE TABLE work.score_input AS
WITH used AS (
    SELECT usubjid, paramcd AS source, adtm, adtf, aval, low, high, avalc, anrhi AS uln, seq, confound, rid, source_file, source_row,
           coalesce(dialysis, false) AS dialysis, renal_state.rid IS NOT NULL AS rrt
    FROM work.lab LEFT JOIN work.confounded USING (rid) LEFT JOIN work.renal_state USING (rid)
    UNION ALL BY NAME
    SELECT usubjid, paramcd AS source, adtm, adtf, aval, source_file, source_row FROM adam.adrs
    UNION ALL BY NAME
    SELECT usubjid, paramcd AS source, adtm, adtf, aval, source_file, source_row FROM adam.advs WHERE paramcd = 'MAP'
)
SELECT usubjid, source, CAST(epoch(adtm) AS BIGINT) AS second, adtf IS NULL AS timed, aval, coalesce(aval, low) AS low, coalesce(aval, high) AS high,
       CASE WHEN aval IS NULL THEN avalc END AS limited, uln, seq, confound, rid,
       coalesce(dialysis, false) AS dialysis, coalesce(rrt, false) AS rrt, file, source_row
FROM used LEFT JOIN work.score_file USING (source_file)
WHERE coalesce(aval, low) IS NOT NULL AND adtm IS NOT NULL AND source IN (SELECT source FROM work.score_source)
ORDER BY usubjid, second, seq;
