-- One row per stretch of time in which a treatment, not the liver or the kidney, sets a laboratory value.
-- PE48: 48 h after plasma exchange, or an artificial liver whose mode is not said. ADS48: 48 h after bilirubin was
-- adsorbed (DPMAS, MARS, perfusion), which leaves clotting factors alone. FFP24: 24 h after plasma. DIALYSIS: 7 days after any renal
-- replacement. MELD4: creatinine counts as 4.0 mg/dL in MELD, two sessions or 24 h of CRRT within 7 days.
-- A treatment without a time may have been at any time of its day.
CREATE TABLE work.confounder AS
WITH session AS (
    SELECT usubjid, category, astdtm AS start, dtc_precision(endtc) = 'DATETIME' AS end_known,
           CASE WHEN dtc_precision(endtc) = 'DATETIME' THEN aendtm
                WHEN aendt IS NOT NULL THEN CAST(aendt + 1 AS TIMESTAMP)
                WHEN work.open_part(stdtc) IS NULL THEN astdtm ELSE CAST(astdt + 1 AS TIMESTAMP) END AS stop
    FROM work.procedure WHERE astdtm IS NOT NULL
),
renal AS (
    SELECT usubjid, category, start, stop, lag(start) OVER (PARTITION BY usubjid ORDER BY start) AS before
    FROM session WHERE category IN ('DIALYSIS', 'CRRT')
)
SELECT usubjid, 'PE48' AS kind, start, stop + INTERVAL 48 HOUR AS stop FROM session WHERE category IN ('PE', 'ALSS')
UNION ALL
SELECT usubjid, 'ADS48', start, stop + INTERVAL 48 HOUR FROM session WHERE category IN ('DPMAS', 'ADSORPTION')
UNION ALL
SELECT usubjid, 'FFP24', start, stop + INTERVAL 24 HOUR FROM session WHERE category = 'FFP'
UNION ALL
SELECT usubjid, 'DIALYSIS', start, stop + INTERVAL 7 DAY FROM renal
UNION ALL
SELECT usubjid, 'MELD4', start, before + INTERVAL 7 DAY FROM renal WHERE start < before + INTERVAL 7 DAY
UNION ALL
SELECT usubjid, 'MELD4', start + INTERVAL 24 HOUR, stop + INTERVAL 6 DAY FROM renal
WHERE category = 'CRRT' AND stop >= start + INTERVAL 24 HOUR;
