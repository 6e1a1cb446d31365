-- One row per infusion, planned or given: how many of the looks due were assessed, how many signs are flagged.
-- A look is one sign at one planned time point; the signs of allergy are one look together, assessed if all were
-- answered. n_no_pre: values after the infusion whose change cannot be judged, there being no value before it.
CREATE TABLE adam.adinfn AS
WITH look AS (
    SELECT usubjid, doseno, tptnum, look, bool_and(state = 'ASSESSED') AS assessed,
           bool_or(state IN ('ASSESSED', 'NOT ASSESSED')) AS due
    FROM adam.adinf GROUP BY ALL
),
looked AS (
    SELECT usubjid, doseno, count(*) FILTER (due) AS n_due, count(*) FILTER (assessed) AS n_assessed
    FROM look GROUP BY ALL
),
flagged AS (
    SELECT usubjid, doseno, count(*) AS n_prompts, count(*) FILTER (len(entries) = 0) AS n_without_entry
    FROM adam.adprompt GROUP BY ALL
),
entered AS (SELECT usubjid, doseno, count(*) AS n_events FROM adam.adae WHERE inf24fl = 'Y' GROUP BY ALL),
unjudged AS (
    SELECT usubjid, doseno, count(*) AS n_no_pre FROM adam.adsign
    WHERE in_window AND aval IS NOT NULL AND pre IS NULL AND source_domain = 'VS' GROUP BY ALL
)
SELECT usubjid, doseno, status, day, start, stop, date_diff('second', start, stop) / 60.0 AS end_minutes,
       coalesce(n_due, 0) AS n_due, coalesce(n_assessed, 0) AS n_assessed, coalesce(n_prompts, 0) AS n_prompts,
       coalesce(n_without_entry, 0) AS n_without_entry, coalesce(n_events, 0) AS n_events,
       coalesce(n_no_pre, 0) AS n_no_pre
FROM (SELECT usubjid, doseno, coalesce(status, 'GIVEN') AS status, day, start, stop
      FROM (SELECT usubjid, doseno, status FROM adam.adplan) FULL JOIN work.infusion USING (usubjid, doseno))
LEFT JOIN looked USING (usubjid, doseno) LEFT JOIN flagged USING (usubjid, doseno)
LEFT JOIN entered USING (usubjid, doseno) LEFT JOIN unjudged USING (usubjid, doseno)
ORDER BY usubjid, doseno;
