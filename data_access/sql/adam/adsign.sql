-- One row per sign observed, or recorded as not done, around an infusion (vital signs; signs of allergy 1 or 0).
-- named: the record itself names the planned time point tptnum. pre: the last value before the infusion; chgpre: change from it. levelfl, changefl: the display flags of
-- clinical.infusions.window, Y or N, NULL before the infusion, after its window (24 h after the end, or the planned
-- point of that name), or where they cannot be judged: no value, an unknown unit, for changefl no value before.
CREATE TABLE adam.adsign AS
WITH earlier AS (
    SELECT usubjid, doseno, paramcd, vspos, arg_max(aval, adtm) AS pre FROM work.sign_point
    WHERE before AND aval IS NOT NULL GROUP BY ALL
),
judged AS (
    SELECT sign_point.*, pre,
           NOT before AND (tptnum IS NOT NULL OR minutes <= coalesce(end_minutes, 0) + 24 * 60) AS in_window
    FROM work.sign_point LEFT JOIN earlier
      ON earlier.usubjid = sign_point.usubjid AND earlier.doseno = sign_point.doseno
     AND earlier.paramcd = sign_point.paramcd AND earlier.vspos IS NOT DISTINCT FROM sign_point.vspos
)
SELECT usubjid, doseno, paramcd, tptnum, tpt, named, vspos, aval, avalc, avalu, derived, adt, adtm, adtf, minutes AS atptn,
       CASE WHEN before THEN 'Y' WHEN NOT before THEN 'N' END AS prefl, in_window, pre,
       CASE WHEN NOT before THEN round(aval - pre, 10) END AS chgpre,
       CASE WHEN in_window THEN substr('NY', 1 + sign_level(paramcd, avalu, aval), 1) END AS levelfl,
       CASE WHEN in_window THEN substr('NY', 1 + sign_change(paramcd, avalu, aval, pre), 1) END AS changefl,
       not_done, reasnd, source_domain, source_file, source_row
FROM judged
ORDER BY usubjid, doseno, paramcd, adtm, source_row;
