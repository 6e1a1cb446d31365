-- Results that are worse than the one before: they reach a higher display level, or a higher grade of encephalopathy.

CREATE MACRO work.display_level(number, amber_least, amber_most, red_least, red_most) AS
    CASE WHEN number BETWEEN red_least AND red_most THEN 2 WHEN number BETWEEN amber_least AND amber_most THEN 1
         WHEN number IS NOT NULL THEN 0 END;

-- One row per value of a parameter with display limits. masked: a treatment made it look better than the patient is
-- (plasma, dialysis), so that it can say that something is at least as bad, and never that it is better. graft: from
-- after a transplant. run: counts the values that nothing masked; the masked ones after such a value share its run.
CREATE TABLE work.watched AS
WITH value AS (
    SELECT usubjid, paramcd, aval, avalu, adt, adtm, adtf, ady, srcseq[1] AS seq, confound, 'LB' AS source_domain,
           source_file, source_row
    FROM adam.adlb WHERE paramcd IN (SELECT paramcd FROM work.display_limit)
    UNION ALL BY NAME
    SELECT usubjid, paramcd, aval, avalu, adt, adtm, adtf, ady, rsseq AS seq, 'RS' AS source_domain,
           source_file, source_row
    FROM adam.adrs WHERE paramcd IN (SELECT paramcd FROM work.display_limit)
    UNION ALL BY NAME
    SELECT usubjid, paramcd, aval, avalu, adt, adtm, adtf, work.study_day(adt, anchordt) AS ady, 'VS' AS source_domain,
           source_file, source_row
    FROM work.ward_sign JOIN (SELECT usubjid, anchordt FROM adam.adsl) USING (usubjid)
),
placed AS (
    SELECT row_number() OVER (ORDER BY value.usubjid, paramcd, adtm, seq, value.source_file, value.source_row) AS rid,
           value.*, confound IS NOT NULL AS masked, ltdt IS NOT NULL AND adt > ltdt AS graft
    FROM value JOIN (SELECT usubjid, ltdt FROM adam.adsl WHERE randfl = 'Y') USING (usubjid)
    WHERE aval IS NOT NULL AND adtm IS NOT NULL
)
SELECT *, count(*) FILTER (NOT masked) OVER (PARTITION BY usubjid, paramcd, graft ORDER BY rid) AS run FROM placed;

-- One row per value and threshold: what the threshold looks at (number), and the value that it compares with.
-- A value compares with one that nothing masked where it can: what rises after plasma has worn off is no worsening.
CREATE TABLE work.signal AS
SELECT rid, 'LEVEL' AS measure, aval AS number,
       coalesce(lag(CASE WHEN NOT masked THEN aval END IGNORE NULLS) OVER earlier, lag(aval) OVER earlier) AS before
FROM work.watched WINDOW earlier AS (PARTITION BY usubjid, paramcd, graft ORDER BY rid)
UNION ALL
SELECT rid, 'WORST 24 H', CASE paramcd WHEN 'MAP' THEN low ELSE high END,
       lag(aval) OVER (PARTITION BY usubjid, paramcd, graft ORDER BY rid)
FROM (SELECT *, min(aval) OVER day AS low, max(aval) OVER day AS high FROM work.watched WHERE paramcd IN ('MAP', 'TEMP')
      WINDOW day AS (PARTITION BY usubjid, paramcd, graft ORDER BY adtm
                     RANGE BETWEEN INTERVAL 24 HOUR PRECEDING AND CURRENT ROW))
UNION ALL
SELECT rid, 'STEP', aval - before, before
FROM (SELECT *, lag(aval) OVER (PARTITION BY usubjid, paramcd, graft ORDER BY rid) AS before FROM work.watched
      WHERE paramcd = 'HEGRADE')
UNION ALL
SELECT rid, unnest(['ABOVE LOWEST 48 H', 'TIMES LOWEST 7 D']), unnest([aval - low48h, aval / nullif(low7d, 0)]),
       unnest([low48h, low7d])
FROM (SELECT *, min(aval) FILTER (NOT masked)
                OVER (PARTITION BY usubjid, graft ORDER BY adtm RANGE BETWEEN INTERVAL 2 DAY PRECEDING AND CURRENT ROW) AS low48h,
             min(aval) FILTER (NOT masked)
                OVER (PARTITION BY usubjid, graft ORDER BY adtm RANGE BETWEEN INTERVAL 7 DAY PRECEDING AND CURRENT ROW) AS low7d
      FROM work.watched WHERE paramcd = 'CREAT')
UNION ALL
-- As adam.latest has it: the value nearest to 7 days earlier, within 5 to 10 days, one that nothing masked if there is
-- any; else a masked one: the rise may be smaller than it looks, and the bad direction is the safe one.
SELECT * FROM (
    SELECT now.rid, '7 DAYS', round(now.aval - earlier.aval, 6), earlier.aval
    FROM work.watched AS now JOIN work.watched AS earlier
      ON earlier.usubjid = now.usubjid AND earlier.paramcd = now.paramcd AND earlier.graft = now.graft
     AND earlier.adtm BETWEEN now.adtm - INTERVAL 10 DAY AND now.adtm - INTERVAL 5 DAY
    WHERE now.paramcd = 'MELD'
    QUALIFY row_number() OVER (
        PARTITION BY now.rid ORDER BY earlier.masked, abs(epoch(earlier.adtm - (now.adtm - INTERVAL 7 DAY))), earlier.rid) = 1
)
UNION ALL
-- The fall by the day from the value of the last 72 hours from which it is the steepest; within a day, the fall itself.
SELECT now.rid, 'FALL PER DAY', round(max(fall), 6), arg_max(earlier.aval, fall)
FROM work.watched AS now JOIN work.watched AS earlier
  ON earlier.usubjid = now.usubjid AND earlier.paramcd = now.paramcd AND earlier.graft = now.graft
 AND earlier.adtm BETWEEN now.adtm - INTERVAL 72 HOUR AND now.adtm AND earlier.rid < now.rid,
LATERAL (SELECT (earlier.aval - now.aval) / greatest(1, epoch(now.adtm - earlier.adtm) / 86400) AS fall)
WHERE now.paramcd = 'HGB' GROUP BY now.rid;

-- The rise of bilirubin by the day against the value nearest to 24 hours earlier, within 18 to 72 hours; and the
-- smaller one of this rise and that of the value before, for a rise on two days running.
CREATE TABLE work.daily_rise AS
WITH risen AS (
    SELECT now.rid, now.usubjid, now.graft, now.adtm, earlier.aval AS before,
           round((now.aval - earlier.aval) / (epoch(now.adtm - earlier.adtm) / 86400), 6) AS rise
    FROM work.watched AS now JOIN work.watched AS earlier
      ON earlier.usubjid = now.usubjid AND earlier.paramcd = now.paramcd AND earlier.graft = now.graft
     AND earlier.adtm BETWEEN now.adtm - INTERVAL 72 HOUR AND now.adtm - INTERVAL 18 HOUR
    WHERE now.paramcd = 'BILI' AND NOT earlier.masked
    QUALIFY row_number() OVER (
        PARTITION BY now.rid ORDER BY abs(epoch(earlier.adtm - (now.adtm - INTERVAL 24 HOUR))), earlier.rid) = 1
)
SELECT *, CASE WHEN lag(adtm) OVER course BETWEEN adtm - INTERVAL 72 HOUR AND adtm - INTERVAL 18 HOUR
               THEN least(rise, lag(rise) OVER course) END AS rise_twice
FROM risen WINDOW course AS (PARTITION BY usubjid, graft ORDER BY rid);

-- One row per value and threshold: its level (0, 1 amber, 2 red), and the number that gives it: what a masked value
-- shows counts where it is as bad as the last one that nothing masked, else that one still stands.
CREATE TABLE work.levelled AS
WITH signalled AS (
    FROM work.signal
    UNION ALL SELECT rid, 'PER DAY', rise, before FROM work.daily_rise
    UNION ALL SELECT rid, 'PER DAY TWICE', rise_twice, before FROM work.daily_rise
),
effective AS (
    SELECT rid, usubjid, paramcd, graft, adt, measure, code, place, lasting, before, signalled.number AS own,
           CASE WHEN rising THEN max(own) OVER since ELSE min(own) OVER since END AS worst,
           work.display_level(own, amber_least, amber_most, red_least, red_most) AS own_level,
           work.display_level(worst, amber_least, amber_most, red_least, red_most) AS level
    FROM work.watched JOIN work.display_limit USING (paramcd) LEFT JOIN signalled USING (rid, measure)
    WINDOW since AS (PARTITION BY usubjid, graft, place, run ORDER BY rid)
)
SELECT * EXCLUDE (own, worst, own_level), CASE WHEN own_level = level THEN own ELSE worst END AS number FROM effective;

-- One row per result that is worse than the one before; of several thresholds the weightiest.
-- level: 1 amber, 2 red. A level counts against the last known one: a first value crosses nothing, but a first
-- change does, for it is a comparison already. Every higher grade of encephalopathy counts. Of the native liver only.
CREATE TABLE work.crossing AS
WITH compared AS (
    SELECT rid, measure, code, place, before, level,
           coalesce(lag(level IGNORE NULLS) OVER (PARTITION BY usubjid, place ORDER BY rid),
                    CASE WHEN measure IN ('LEVEL', 'WORST 24 H') THEN level ELSE 0 END) AS level_before
    FROM work.levelled WHERE NOT graft
),
worse AS (
    SELECT rid, code, before, level FROM compared WHERE level > level_before OR measure = 'STEP' AND level > 0
    QUALIFY row_number() OVER (PARTITION BY rid ORDER BY level DESC, place) = 1
)
SELECT watched.* EXCLUDE (confound, masked, graft, run), code, before,
       CASE WHEN paramcd = 'HEGRADE' AND aval BETWEEN red_least AND red_most THEN 2 ELSE level END AS level
FROM worse JOIN work.watched USING (rid)
CROSS JOIN (SELECT red_least, red_most FROM work.display_limit WHERE code = 'HE');
