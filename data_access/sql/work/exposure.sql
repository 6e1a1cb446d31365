-- One row per subject with study treatment: first and last day, and how many doses.
-- The first dose is RFXSTDTC, with the time of the first EX row where that is the same day.
CREATE TABLE work.exposure AS
WITH given AS (
    SELECT usubjid, min(exstdtc) AS first_row, max(coalesce(aendt, astdt)) AS trtedt FROM work.dose GROUP BY usubjid
),
counted AS (SELECT usubjid, count(DISTINCT doseno) AS ndose FROM work.dose_number WHERE given = 'Y' GROUP BY usubjid)
SELECT usubjid, coalesce(trtedt, dtc_date(rfxendtc)) AS trtedt,
       CASE WHEN left(first_row, 10) = left(rfxstdtc, 10) AND length(first_row) > length(rfxstdtc) THEN first_row
            ELSE coalesce(rfxstdtc, first_row) END AS trtsdtc,
       -- An interval of daily doses does not say how many were taken.
       CASE WHEN given.usubjid IS NULL THEN 0 ELSE ndose END AS ndose
FROM sdtm.dm LEFT JOIN given USING (usubjid) LEFT JOIN counted USING (usubjid);
