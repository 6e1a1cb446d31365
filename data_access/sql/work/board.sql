-- One row per randomised subject: how the patient is at the data cut-off, before marks and order.
CREATE TABLE work.board AS
WITH snapshot AS (SELECT CAST(left(data_cutoff, 10) AS DATE) AS cutoff FROM meta.snapshot),
figures AS (
    PIVOT (SELECT usubjid, paramcd, aval FROM adam.latest)
    ON paramcd IN ('BILI', 'INR', 'PTA', 'CREAT', 'SODIUM', 'PLAT', 'MELD', 'HEGRADE', 'ALT')
    USING first(aval) GROUP BY usubjid
),
meld AS (
    SELECT usubjid, chg7d AS meld_chg7d, confound AS meld_confound, chgconf AS meld_chgconf, araw AS meld_araw
    FROM adam.latest WHERE paramcd = 'MELD'
),
-- The sparkline: the score that counts here, or bilirubin where the study has no score; of the liver that he has.
trend AS (
    SELECT usubjid, list(aval ORDER BY adtm) FILTER (paramcd = 'MELD') AS meld_trend,
           list(aval ORDER BY adtm) FILTER (paramcd = 'BILI') AS bili_trend
    FROM adam.adlb JOIN adam.adsl USING (usubjid)
    WHERE paramcd IN ('MELD', 'BILI') AND aval IS NOT NULL AND (ltdt IS NULL OR adt > ltdt)
    GROUP BY usubjid
),
-- The newest result; of what the row shows the oldest of its figures, and which of them a treatment made look better.
age AS (
    SELECT usubjid, max(adtm) AS newest_adtm, min(adtm) FILTER (shown) AS oldest_adtm,
           coalesce(list(paramcd) FILTER (shown AND confound IS NOT NULL), []) AS masked
    FROM (SELECT *, paramcd IN ('BILI', 'INR', 'PTA', 'CREAT', 'MELD', 'HEGRADE') AS shown FROM adam.latest)
    GROUP BY usubjid
),
doses AS (
    SELECT usubjid, min(planned_dt) FILTER (status IN ('DUE', 'OVERDUE', 'PLANNED')) AS next_due,
           coalesce(bool_or(status = 'OVERDUE'), false) AS overdue
    FROM adam.adplan GROUP BY usubjid
),
-- The visit that comes next: due, overdue, or still to come. Amber in its window from the planned day on, red after it.
visits AS (
    SELECT usubjid, avisit AS visit, planned_dt AS visit_due, window_hi AS visit_until, status AS visit_status
    FROM adam.advisit WHERE status IN ('DUE', 'OVERDUE', 'PLANNED')
    QUALIFY row_number() OVER (PARTITION BY usubjid ORDER BY planned_dt, place) = 1
),
-- An infection is red where it is serious or severe, amber where it is moderate or nobody says how bad it is.
events AS (
    SELECT usubjid,
           count(*) FILTER (coalesce(aetoxgr >= 3, aesev = 'SEVERE') AND astdt > cutoff - 7) AS n_grade3_7d,
           max(CASE WHEN aeser = 'Y' OR coalesce(aetoxgr >= 3, aesev = 'SEVERE', false) THEN 2
                    WHEN coalesce(aetoxgr >= 2, aesev <> 'MILD', true) THEN 1 END)
               FILTER (ongofl = 'Y' AND aecomp = 'INFECTION') AS infection_level
    FROM adam.adae, snapshot GROUP BY usubjid
),
support AS (
    SELECT usubjid, max(astdt) FILTER (category IN ('PE', 'DPMAS', 'ADSORPTION', 'ALSS', 'FFP')) AS last_plasma
    FROM adam.adproc GROUP BY usubjid
)
SELECT usubjid, trt01p, trt01pn, trtsdt, randdt, anchordt, dthdt, ltdt, coalesce(ndose, 0) AS ndose,
       coalesce(nplan, 0) AS nplan, next_due, coalesce(overdue, false) AS overdue,
       visit, visit_due, visit_until, visit_status, least(next_due, visit_due) AS first_due,
       CASE WHEN dthfl = 'Y' THEN 'DEAD' WHEN ltfl = 'Y' THEN 'TRANSPLANTED'
            WHEN eosstt IS NOT NULL AND eosstt <> 'ONGOING' THEN eosstt
            WHEN next_due IS NOT NULL THEN 'ON TREATMENT' ELSE 'FOLLOW-UP' END AS status,
       least(cutoff, coalesce(dthdt, cutoff), coalesce(eosdt, cutoff)) AS asof,
       date_diff('day', anchordt, "asof") + CASE WHEN "asof" >= anchordt THEN 1 ELSE 0 END AS study_day,
       figures.* EXCLUDE (usubjid), meld_chg7d, meld_confound, meld_chgconf, meld_araw,
       coalesce(meld_trend, bili_trend) AS trend, CASE WHEN meld_trend IS NULL THEN 'BILI' ELSE 'MELD' END AS trend_of,
       newest_adtm, date_diff('day', CAST(newest_adtm AS DATE), cutoff) AS newest_age_days,
       date_diff('day', CAST(oldest_adtm AS DATE), cutoff) AS oldest_age_days, coalesce(masked, []) AS masked,
       coalesce(n_grade3_7d, 0) AS n_grade3_7d, CASE infection_level WHEN 2 THEN 'red' WHEN 1 THEN 'amber' END AS infection,
       last_plasma, CASE WHEN visit_status = 'OVERDUE' THEN 'red'
                         WHEN visit_status = 'DUE' AND visit_due <= "asof" THEN 'amber' END AS visit_level
FROM adam.adsl CROSS JOIN snapshot
LEFT JOIN figures USING (usubjid) LEFT JOIN meld USING (usubjid) LEFT JOIN trend USING (usubjid)
LEFT JOIN age USING (usubjid) LEFT JOIN doses USING (usubjid) LEFT JOIN events USING (usubjid)
LEFT JOIN support USING (usubjid) LEFT JOIN visits USING (usubjid)
WHERE randfl = 'Y'
ORDER BY usubjid;

-- One row per randomised subject and display threshold of which something is known: the number that decides, with
-- masked values as in work.levelled. What does not last (all but the levels of the liver and the like) is left out when
-- it is older than work.display_age. Of the liver that the patient has.
CREATE TABLE work.standing AS
WITH patient AS (SELECT usubjid, "asof", ltdt IS NOT NULL AS transplanted FROM work.board),
today AS (
    SELECT usubjid, code, number FROM work.levelled JOIN patient USING (usubjid)
    WHERE graft = transplanted AND adt <= "asof" AND measure <> 'STEP'
    QUALIFY row_number() OVER (PARTITION BY usubjid, place ORDER BY rid DESC) = 1
        AND (lasting OR adt > "asof" - (SELECT days FROM work.display_age))
),
-- Encephalopathy counts against its lowest grade of a week, whichever assessment it rose at.
steps AS (
    SELECT usubjid, 'HE_RISE' AS code, arg_max(aval, rid) - min(aval) AS number
    FROM work.watched JOIN patient USING (usubjid)
    WHERE paramcd = 'HEGRADE' AND graft = transplanted AND adt <= "asof" AND adt > "asof" - 7 GROUP BY usubjid
),
-- A vasopressor runs where it was given on the last day; dialysis sets creatinine for a week.
support AS (
    SELECT usubjid, CASE paramcd WHEN 'RRT' THEN 'RRT' ELSE 'PRESSOR' END AS code, 1.0 AS number
    FROM work.organ_support JOIN patient USING (usubjid)
    WHERE certain AND adt <= "asof" AND adt > "asof" - CASE paramcd WHEN 'RRT' THEN 7 ELSE 1 END
      AND paramcd IN ('RRT', 'VASOPRES') GROUP BY ALL
),
vital AS (
    SELECT usubjid, count(*) FILTER (met) AS n_met
    FROM (
        SELECT usubjid, paramcd, bool_or(CASE paramcd WHEN 'TEMP' THEN aval > 38 OR aval < 36 WHEN 'HR' THEN aval > 90
                                              WHEN 'RESP' THEN aval > 20 ELSE aval > 12 OR aval < 4 END) AS met
        FROM (
            SELECT usubjid, paramcd, aval, adt FROM adam.advs WHERE paramcd IN ('HR', 'RESP')
            UNION ALL SELECT usubjid, paramcd, aval, adt FROM work.watched WHERE paramcd IN ('TEMP', 'WBC')
        ) JOIN patient USING (usubjid)
        WHERE aval IS NOT NULL AND adt BETWEEN "asof" - 1 AND "asof" GROUP BY usubjid, paramcd
    ) GROUP BY usubjid
),
marked AS (
    SELECT usubjid, bool_or(code IN ('WBC', 'PCT', 'TEMP') AND number BETWEEN amber_least AND amber_most) AS infected,
           coalesce(bool_or(code = 'MAP' AND number BETWEEN amber_least AND amber_most), false)
           OR usubjid IN (SELECT usubjid FROM support WHERE code = 'PRESSOR') AS shocked
    FROM today JOIN work.display_limit USING (code) GROUP BY usubjid
)
FROM today UNION ALL BY NAME FROM steps UNION ALL BY NAME FROM support UNION ALL BY NAME
SELECT usubjid, 'SEPSIS' AS code, 1.0 AS number FROM marked LEFT JOIN vital USING (usubjid)
WHERE infected AND (shocked OR n_met >= 2);
