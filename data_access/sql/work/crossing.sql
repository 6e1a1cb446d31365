-- Results that are worse than the one before: they reach a higher display level, or a higher grade of encephalopathy.

-- One row per value that the native liver and kidney made themselves, of a parameter with display limits.
CREATE TABLE work.watched AS
WITH value AS (
    SELECT usubjid, paramcd, aval, avalu, adt, adtm, adtf, ady, srcseq[1] AS seq, 'LB' AS source_domain,
           source_file, source_row
    FROM adam.adlb WHERE confound IS NULL AND paramcd IN (SELECT paramcd FROM work.display_limit)
    UNION ALL BY NAME
    SELECT usubjid, paramcd, aval, avalu, adt, adtm, adtf, ady, rsseq AS seq, 'RS' AS source_domain,
           source_file, source_row
    FROM adam.adrs WHERE paramcd IN (SELECT paramcd FROM work.display_limit)
)
SELECT row_number() OVER (ORDER BY value.usubjid, paramcd, adtm, seq, value.source_file, value.source_row) AS rid, value.*
FROM value JOIN (SELECT usubjid, ltdt FROM adam.adsl WHERE randfl = 'Y') USING (usubjid)
WHERE aval IS NOT NULL AND adtm IS NOT NULL AND (ltdt IS NULL OR adt <= ltdt);

-- One row per value and threshold: what the threshold looks at (number), and the value that it compares with.
CREATE TABLE work.signal AS
SELECT rid, 'LEVEL' AS measure, aval AS number, lag(aval) OVER (PARTITION BY usubjid, paramcd ORDER BY rid) AS before
FROM work.watched
UNION ALL
SELECT rid, 'STEP', aval - before, before
FROM (SELECT *, lag(aval) OVER (PARTITION BY usubjid, paramcd ORDER BY rid) AS before FROM work.watched
      WHERE paramcd = 'HEGRADE')
UNION ALL
SELECT rid, unnest(['ABOVE LOWEST 48 H', 'TIMES LOWEST 7 D']), unnest([aval - low48h, aval / nullif(low7d, 0)]),
       unnest([low48h, low7d])
FROM (SELECT *, min(aval) OVER (PARTITION BY usubjid ORDER BY adtm
                                RANGE BETWEEN INTERVAL 2 DAY PRECEDING AND CURRENT ROW) AS low48h,
             min(aval) OVER (PARTITION BY usubjid ORDER BY adtm
                             RANGE BETWEEN INTERVAL 7 DAY PRECEDING AND CURRENT ROW) AS low7d
      FROM work.watched WHERE paramcd = 'CREAT')
UNION ALL
-- As adam.latest has it: the value nearest to 7 days earlier, within 5 to 10 days.
SELECT * FROM (
    SELECT now.rid, '7 DAYS', round(now.aval - earlier.aval, 6), earlier.aval
    FROM work.watched AS now JOIN work.watched AS earlier
      ON earlier.usubjid = now.usubjid AND earlier.paramcd = now.paramcd
     AND earlier.adtm BETWEEN now.adtm - INTERVAL 10 DAY AND now.adtm - INTERVAL 5 DAY
    WHERE now.paramcd = 'MELD'
    QUALIFY row_number() OVER (
        PARTITION BY now.rid ORDER BY abs(epoch(earlier.adtm - (now.adtm - INTERVAL 7 DAY))), earlier.rid) = 1
);

-- One row per result that is worse than the one before; of several thresholds the weightiest.
-- level: 1 amber, 2 red. A level counts against the last known one: a first value crosses nothing, but a first
-- change does, for it is a comparison already. Every higher grade of encephalopathy counts.
CREATE TABLE work.crossing AS
WITH levelled AS (
    SELECT rid, usubjid, paramcd, measure, code, place, before, CASE WHEN number BETWEEN red_least AND red_most THEN 2
               WHEN number BETWEEN amber_least AND amber_most THEN 1 WHEN number IS NOT NULL THEN 0 END AS level
    FROM work.signal JOIN (SELECT rid, usubjid, paramcd FROM work.watched) USING (rid)
    JOIN work.display_limit USING (paramcd, measure)
),
compared AS (
    SELECT rid, measure, code, place, before, level,
           coalesce(lag(level IGNORE NULLS) OVER (PARTITION BY usubjid, place ORDER BY rid),
                    CASE measure WHEN 'LEVEL' THEN level ELSE 0 END) AS level_before
    FROM levelled
),
worse AS (
    SELECT rid, code, before, level FROM compared WHERE level > level_before OR measure = 'STEP' AND level > 0
    QUALIFY row_number() OVER (PARTITION BY rid ORDER BY level DESC, place) = 1
)
SELECT watched.*, code, before,
       CASE WHEN paramcd = 'HEGRADE' AND aval BETWEEN red_least AND red_most THEN 2 ELSE level END AS level
FROM worse JOIN work.watched USING (rid)
CROSS JOIN (SELECT red_least, red_most FROM work.display_limit WHERE code = 'HE');
