-- One row per randomised subject: how the patient is at the data cut-off, before marks and order.
CREATE TABLE work.board AS
WITH snapshot AS (SELECT CAST(left(data_cutoff, 10) AS DATE) AS cutoff FROM meta.snapshot),
figures AS (
    PIVOT (SELECT usubjid, paramcd, aval FROM adam.latest)
    ON paramcd IN ('BILI', 'INR', 'PTA', 'CREAT', 'SODIUM', 'PLAT', 'MELD', 'HEGRADE', 'ALT')
    USING first(aval) GROUP BY usubjid
),
meld AS (SELECT usubjid, chg7d AS meld_chg7d, confound AS meld_confound FROM adam.latest WHERE paramcd = 'MELD'),
kidney AS (SELECT usubjid, clean_aval - min48h_aval AS creat_rise48h, clean_aval / nullif(min7d_aval, 0) AS creat_x7d
           FROM adam.latest WHERE paramcd = 'CREAT'),
coma AS (SELECT usubjid, aval - prev_aval AS he_chg7d FROM adam.latest WHERE paramcd = 'HEGRADE'),
-- The sparkline: the score that counts here, or bilirubin where the study has no score.
trend AS (
    SELECT usubjid, list(aval ORDER BY adtm) FILTER (paramcd = 'MELD') AS meld_trend,
           list(aval ORDER BY adtm) FILTER (paramcd = 'BILI') AS bili_trend
    FROM adam.adlb JOIN adam.adsl USING (usubjid)
    WHERE paramcd IN ('MELD', 'BILI') AND aval IS NOT NULL AND (ltdt IS NULL OR adt <= ltdt)
    GROUP BY usubjid
),
age AS (SELECT usubjid, max(adtm) AS newest_adtm FROM adam.latest GROUP BY usubjid),
doses AS (
    SELECT usubjid, min(planned_dt) FILTER (status IN ('DUE', 'OVERDUE', 'PLANNED')) AS next_due,
           coalesce(bool_or(status = 'OVERDUE'), false) AS overdue
    FROM adam.adplan GROUP BY usubjid
),
events AS (
    SELECT usubjid,
           count(*) FILTER (coalesce(aetoxgr >= 3, aesev = 'SEVERE') AND astdt > cutoff - 7) AS n_grade3_7d,
           coalesce(bool_or(ongofl = 'Y' AND aecomp = 'INFECTION'), false) AS infection
    FROM adam.adae, snapshot GROUP BY usubjid
),
support AS (
    SELECT usubjid, max(astdt) FILTER (category IN ('PE', 'DPMAS', 'FFP')) AS last_plasma
    FROM adam.adproc GROUP BY usubjid
)
SELECT usubjid, trt01p, trt01pn, trtsdt, randdt, anchordt, dthdt, ltdt, coalesce(ndose, 0) AS ndose,
       coalesce(nplan, 0) AS nplan, next_due, coalesce(overdue, false) AS overdue,
       CASE WHEN dthfl = 'Y' THEN 'DEAD' WHEN ltfl = 'Y' THEN 'TRANSPLANTED'
            WHEN eosstt IS NOT NULL AND eosstt <> 'ONGOING' THEN eosstt
            WHEN next_due IS NOT NULL THEN 'ON TREATMENT' ELSE 'FOLLOW-UP' END AS status,
       least(cutoff, coalesce(dthdt, cutoff), coalesce(eosdt, cutoff)) AS asof,
       date_diff('day', anchordt, "asof") + CASE WHEN "asof" >= anchordt THEN 1 ELSE 0 END AS study_day,
       figures.* EXCLUDE (usubjid), meld_chg7d, meld_confound, creat_rise48h, creat_x7d, he_chg7d,
       coalesce(meld_trend, bili_trend) AS trend, CASE WHEN meld_trend IS NULL THEN 'BILI' ELSE 'MELD' END AS trend_of,
       newest_adtm, date_diff('day', CAST(newest_adtm AS DATE), cutoff) AS newest_age_days,
       coalesce(n_grade3_7d, 0) AS n_grade3_7d, coalesce(infection, false) AS infection, last_plasma
FROM adam.adsl CROSS JOIN snapshot
LEFT JOIN figures USING (usubjid) LEFT JOIN meld USING (usubjid) LEFT JOIN kidney USING (usubjid)
LEFT JOIN coma USING (usubjid) LEFT JOIN trend USING (usubjid) LEFT JOIN age USING (usubjid)
LEFT JOIN doses USING (usubjid) LEFT JOIN events USING (usubjid) LEFT JOIN support USING (usubjid)
WHERE randfl = 'Y'
ORDER BY usubjid;
