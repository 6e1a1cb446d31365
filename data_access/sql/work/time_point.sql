-- One row per time point at which patients are compared: baseline (0), then the planned visits, at their days from
-- the anchor (0 = study day 1): the visit windows of the protocol, else the planned visits that the study collected
-- (on their planned day, else on the middle one of the days seen), else weeks.
CREATE TABLE work.time_point AS
WITH collected AS (
    SELECT visit.avisitn, any_value(visit.avisit) AS avisit, any_value(planned_day) AS planned_day,
           quantile_disc(date_diff('day', anchordt, adscore.adt), 0.5) AS seen_at
    FROM work.visit JOIN adam.adscore USING (visit) JOIN (SELECT usubjid, anchordt FROM adam.adsl) USING (usubjid)
    WHERE adscore.aval IS NOT NULL AND prefl = 'N' GROUP BY visit.avisitn
),
weeks AS (SELECT CAST(max("offset") / 7 + 0.5 AS INTEGER) AS last FROM adam.adscore WHERE prefl = 'N' AND aval IS NOT NULL)
SELECT CAST(0 AS DOUBLE) AS avisitn, 'Baseline' AS avisit, CAST(0 AS INTEGER) AS day_offset, false AS by_week
UNION ALL
SELECT avisitn, avisit, CAST(avisitn AS INTEGER) - 1, false FROM work.visit_window
UNION ALL
SELECT avisitn, avisit, CAST(coalesce(planned_day - 1, seen_at) AS INTEGER), false FROM collected
UNION ALL
SELECT week, 'Week ' || week, CAST(7 * week AS INTEGER), true FROM weeks, range(1, last + 1) AS each(week)
WHERE NOT EXISTS (FROM work.visit_window) AND NOT EXISTS (FROM collected);
