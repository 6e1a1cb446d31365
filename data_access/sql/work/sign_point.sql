-- One row per sign around an infusion that stands for a planned time point: the point its record names, else the
-- one in whose window of minutes it lies, of two the nearer.
CREATE TABLE work.sign_point AS
WITH numbered AS (
    SELECT infusion_sign.*, row_number() OVER () AS place FROM work.infusion_sign
),
ended AS (
    SELECT usubjid, doseno, date_diff('second', start, stop) / 60.0 AS end_minutes FROM work.infusion
)
SELECT numbered.* EXCLUDE (place, tptnum, tpt), coalesce(numbered.tptnum, point.tptnum) AS tptnum,
       coalesce(point.tpt, numbered.tpt) AS tpt, numbered.tptnum IS NOT NULL AS named, end_minutes
FROM numbered LEFT JOIN ended USING (usubjid, doseno)
LEFT JOIN work.planned_time_point AS point
       ON point.tptnum = numbered.tptnum OR numbered.tptnum IS NULL
      AND numbered.minutes - point.after_minutes - CASE WHEN from_end THEN end_minutes ELSE 0 END
          BETWEEN -early_minutes AND late_minutes
QUALIFY row_number() OVER (PARTITION BY place ORDER BY abs(
    numbered.minutes - point.after_minutes - CASE WHEN from_end THEN end_minutes ELSE 0 END), point.tptnum) = 1;
