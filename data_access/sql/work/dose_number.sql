-- One row per EX row that is one dose: which dose of the patient it is, doses not given being counted too.
-- EX rows of one day are one dose. Doses recorded as not given (EC, ECOCCUR = 'N') keep their number. Where
-- a planned study records none, a dose takes the number of the planned day nearest to it, never going back.
CREATE TABLE work.dose_number AS
WITH happened AS (
    SELECT usubjid, astdt AS day, 'Y' AS given, NULL AS reason FROM work.dose WHERE astdt = aendt
    UNION
    SELECT usubjid, dtc_date(ecstdtc), 'N', coalesce(ecreasoc, ecadj) FROM sdtm.ec WHERE upper(ecoccur) = 'N'
),
ordered AS (
    SELECT *, dense_rank() OVER (PARTITION BY usubjid ORDER BY day) AS position,
           date_diff('day', min(day) FILTER (given = 'Y') OVER (PARTITION BY usubjid), day) + 1 AS dose_day
    FROM happened WHERE day IS NOT NULL
),
nearest AS (
    SELECT ordered.*, (SELECT arg_min(number, abs(dose_day - planned_dose.day)) FROM work.planned_dose) AS planned
    FROM ordered
),
recorded AS (SELECT EXISTS (FROM happened WHERE given = 'N') AS every_dose)
SELECT usubjid, day, given, reason,
       position + CASE WHEN every_dose OR planned IS NULL THEN 0 ELSE greatest(0, max(planned - position) OVER (
           PARTITION BY usubjid ORDER BY position)) END AS doseno
FROM nearest CROSS JOIN recorded;
