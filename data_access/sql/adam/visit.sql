-- One row per visit at which the study has results, baseline being 0: its name and the study days it stands for.
-- first_day, last_day: its window, where the protocol has windows. until_day: who died up to this day died by the
-- visit: the end of the window, else the planned day, else the middle of the days on which it took place.
CREATE TABLE adam.visit AS
WITH held AS (
    SELECT avisitn, min(avisit) AS avisit, median(ady) AS middle_day FROM adam.at_visit GROUP BY avisitn
),
planned AS (SELECT avisitn, min(planned_day) AS planned_day FROM work.visit GROUP BY avisitn)
SELECT held.avisitn, held.avisit, first_day, last_day,
       CASE WHEN held.avisitn = 0 THEN 0 ELSE CAST(coalesce(last_day, planned_day, middle_day) AS INTEGER) END AS until_day
FROM held LEFT JOIN work.visit_window USING (avisitn) LEFT JOIN planned USING (avisitn)
ORDER BY avisitn;
