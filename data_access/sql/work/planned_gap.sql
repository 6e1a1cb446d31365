-- One row per planned dose, with the planned days to the next one; of the last dose those since the one before it, of
-- the only dose of a plan its tolerance and a day.
CREATE TABLE work.planned_gap AS
SELECT *, coalesce(lead(day) OVER by_day - day, day - lag(day) OVER by_day, tolerance_days + 1) AS gap_days
FROM work.planned_dose WINDOW by_day AS (ORDER BY number);
