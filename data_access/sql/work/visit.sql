-- One row per collected visit name that is a planned visit after baseline: its name and number in tables.
-- Only for studies without visit windows of their own. A visit counts by the number in its name (WEEK 16 -> 16)
-- where all visits count in one unit, else by VISITNUM; unscheduled visits and visits without a number have none.
CREATE TABLE work.visit AS
WITH collected AS (
    SELECT DISTINCT visit, visitnum, visitdy FROM sdtm.lb WHERE visit IS NOT NULL
    UNION SELECT DISTINCT visit, visitnum, visitdy FROM sdtm.vs WHERE visit IS NOT NULL
    UNION SELECT DISTINCT visit, visitnum, visitdy FROM sdtm.cp WHERE visit IS NOT NULL
    UNION SELECT DISTINCT visit, visitnum, visitdy FROM sdtm.rs WHERE visit IS NOT NULL
),
named AS (
    SELECT visit, min(visitnum) AS visitnum, min(visitdy) AS planned_day,
           regexp_extract(upper(visit), '^(WEEK|DAY|MONTH|YEAR|VISIT|V|W|D|M|第)', 1) AS unit,
           TRY_CAST(regexp_extract(visit, '^\D*?(\d+(\.\d+)?)', 1) AS DOUBLE) AS number,
           array_to_string(list_transform(
               string_split(visit, ' '), lambda word: upper(word[1]) || lower(word[2:])), ' ') AS title
    FROM collected
    WHERE NOT regexp_matches(upper(visit), 'UNSCHED|UNPLANNED|计划外')
      AND regexp_matches(upper(visit), '^(WEEK|DAY|MONTH|YEAR|VISIT|V|W|D|M)[ _.-]*\d|^第 *\d')
    GROUP BY visit
)
SELECT visit, title AS avisit, planned_day,
       CASE WHEN (SELECT count(DISTINCT unit) FROM named) = 1 THEN number ELSE visitnum END AS avisitn
FROM named
WHERE number > 0 AND NOT EXISTS (FROM work.visit_window);
