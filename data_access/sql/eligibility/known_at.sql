-- One row per subject and moment: what was known then, named as the fields of the eligibility check.
WITH moment AS (
    SELECT DISTINCT unnest($subjects) AS usubjid, CAST(unnest($moments) AS TIMESTAMP) AS judged_at
),
lab AS (
    SELECT usubjid, paramcd, adtm, anrhi,
           coalesce(CAST(aval AS VARCHAR), avalc || ' ' || coalesce(avalu, '')) AS reported
    FROM adam.adlb
    WHERE usubjid IN (SELECT usubjid FROM moment) AND adtm IS NOT NULL
      AND paramcd IN ('BILI', 'INR', 'PTA', 'CREAT', 'SODIUM', 'ALB')
      AND (aval IS NOT NULL OR regexp_matches(avalc, '^[<>]')) AND certainty IS DISTINCT FROM 'QUESTIONED'
),
latest AS (
    SELECT moment.usubjid, moment.judged_at, wanted.paramcd, lab.adtm, lab.reported, lab.anrhi,
           epoch(moment.judged_at - lab.adtm) / 3600.0 AS age_hours
    FROM moment CROSS JOIN (SELECT DISTINCT paramcd FROM lab) AS wanted
    ASOF JOIN lab ON lab.usubjid = moment.usubjid AND lab.paramcd = wanted.paramcd AND moment.judged_at >= lab.adtm
),
labs AS (
    SELECT usubjid, judged_at,
           any_value(reported) FILTER (paramcd = 'BILI') AS bilirubin_umol_l,
           any_value(anrhi) FILTER (paramcd = 'BILI') AS bilirubin_uln_umol_l,
           any_value(age_hours) FILTER (paramcd = 'BILI') AS bilirubin_age_hours,
           any_value(adtm) FILTER (paramcd = 'BILI') AS bilirubin_at,
           any_value(reported) FILTER (paramcd = 'INR') AS inr,
           any_value(age_hours) FILTER (paramcd = 'INR') AS inr_age_hours,
           any_value(adtm) FILTER (paramcd = 'INR') AS inr_at,
           any_value(reported) FILTER (paramcd = 'PTA') AS pta_percent,
           any_value(age_hours) FILTER (paramcd = 'PTA') AS pta_age_hours,
           any_value(adtm) FILTER (paramcd = 'PTA') AS pta_at,
           any_value(reported) FILTER (paramcd = 'CREAT') AS creatinine_umol_l,
           any_value(age_hours) FILTER (paramcd = 'CREAT') AS creatinine_age_hours,
           any_value(reported) FILTER (paramcd = 'SODIUM') AS sodium_mmol_l,
           any_value(age_hours) FILTER (paramcd = 'SODIUM') AS sodium_age_hours,
           any_value(reported) FILTER (paramcd = 'ALB') AS albumin_g_l
    FROM latest GROUP BY usubjid, judged_at
),
exchange AS (
    SELECT usubjid, coalesce(aendtm, astdtm) AS ended, category FROM adam.adproc
    WHERE category IN ('PE', 'DPMAS', 'ADSORPTION', 'ALSS', 'FFP') AND coalesce(aendtm, astdtm) IS NOT NULL
),
-- The earlier bilirubin of the pair: undisturbed by an exchange if there is one, then nearest to 24 h.
pair AS (
    SELECT labs.usubjid, labs.judged_at, lab.reported, lab.adtm,
           epoch(labs.bilirubin_at - lab.adtm) / 3600.0 AS hours,
           EXISTS (
               FROM exchange
               WHERE exchange.usubjid = lab.usubjid AND category <> 'FFP'
                 AND epoch(lab.adtm - ended) BETWEEN 0 AND 3600.0 * $exchange_hours
           ) AS disturbed,
           EXISTS (
               FROM exchange
               WHERE exchange.usubjid = lab.usubjid AND category <> 'FFP'
                 AND ended > lab.adtm AND ended < labs.bilirubin_at
           ) AS lowered
    FROM labs JOIN lab ON lab.usubjid = labs.usubjid AND lab.paramcd = 'BILI'
     AND epoch(labs.bilirubin_at - lab.adtm) / 3600.0 BETWEEN $rise_shortest_hours AND $rise_longest_hours
    QUALIFY row_number() OVER (PARTITION BY labs.usubjid, labs.judged_at ORDER BY disturbed, lowered, abs(hours - 24)) = 1
),
signs AS (
    SELECT moment.usubjid, moment.judged_at,
           max_by(aval, adtm) FILTER (paramcd = 'HEGRADE') AS encephalopathy_grade,
           epoch(moment.judged_at - max(adtm) FILTER (paramcd = 'HEGRADE')) / 3600.0 AS encephalopathy_age_hours,
           max(aval) FILTER (paramcd = 'HEGRADE') AS encephalopathy_worst,
           min(adt) FILTER (paramcd = 'HEGRADE' AND aval >= 1) AS encephalopathy_seen,
           max_by(aval, adtm) FILTER (paramcd = 'ASCITES') AS ascites,
           epoch(moment.judged_at - max(adtm) FILTER (paramcd = 'ASCITES')) / 3600.0 AS ascites_age_hours,
           min(adt) FILTER (paramcd = 'ASCITES' AND aval >= 1) AS ascites_seen
    FROM moment JOIN adam.adrs ON adrs.usubjid = moment.usubjid AND adrs.adtm <= moment.judged_at
    GROUP BY moment.usubjid, moment.judged_at
),
procedures AS (
    SELECT moment.usubjid, moment.judged_at,
           count(*) FILTER (category = 'DIALYSIS') >= 2
           OR coalesce(sum(epoch(least(coalesce(aendtm, moment.judged_at), moment.judged_at) - astdtm) / 3600.0)
                       FILTER (category = 'CRRT'), 0) >= 24 AS dialysed
    FROM moment JOIN adam.adproc ON adproc.usubjid = moment.usubjid
     AND category IN ('DIALYSIS', 'CRRT') AND astdtm <= moment.judged_at
     AND coalesce(aendtm, moment.judged_at) > moment.judged_at - INTERVAL 7 DAY
    GROUP BY moment.usubjid, moment.judged_at
),
study AS (SELECT count(*) > 0 AS records_procedures FROM sdtm.pr)
SELECT
    usubjid, judged_at,
    adsl.age AS age_years,
    CASE adsl.sex WHEN 'M' THEN 'male' WHEN 'F' THEN 'female' END AS sex,
    CASE
        WHEN regexp_matches(lower(etiol), 'hepatitis b|hbv') THEN 'hbv'
        WHEN regexp_matches(lower(etiol), 'hepatitis c|hcv') THEN 'hcv'
        WHEN regexp_matches(lower(etiol), 'alcohol') THEN 'alcohol'
        WHEN regexp_matches(lower(etiol), 'drug|herb|dili|toxic') THEN 'drug'
        WHEN regexp_matches(lower(etiol), 'autoimmun') THEN 'autoimmune'
        WHEN regexp_matches(lower(etiol), 'cholesta|biliary|sclerosing') THEN 'cholestatic'
        WHEN regexp_matches(lower(etiol), 'cryptogenic|unknown cause') THEN 'cryptogenic'
        WHEN etiol IS NOT NULL THEN 'other'
    END AS etiology,
    encephalopathy_grade, encephalopathy_age_hours,
    CASE WHEN encephalopathy_worst >= 1 THEN 'yes' END AS encephalopathy_ever,
    list_extract(['none', 'mild', 'moderate'], CAST(least(ascites, 2) AS INTEGER) + 1) AS ascites, ascites_age_hours,
    CAST(ascites_seen AS VARCHAR) AS ascites_date,
    CAST(encephalopathy_seen AS VARCHAR) AS encephalopathy_date,
    labs.* EXCLUDE (usubjid, judged_at, bilirubin_at, inr_at, pta_at),
    pair.reported AS earlier_bilirubin_umol_l,
    pair.hours AS hours_between_bilirubins,
    CASE WHEN pair.disturbed THEN 'yes' WHEN pair.lowered THEN 'between' WHEN pair.usubjid IS NOT NULL AND records_procedures THEN 'no'
    END AS exchange_before_earlier_bilirubin,
    CASE WHEN dialysed THEN 'yes' WHEN records_procedures THEN 'no' END AS dialysis_past_week,
    (SELECT min(epoch(coalesce(inr_at, pta_at) - ended) / 3600.0) FROM exchange
     WHERE exchange.usubjid = moment.usubjid AND ended <= coalesce(inr_at, pta_at)
       AND category NOT IN ('DPMAS', 'ADSORPTION')) AS coagulation_hours_after_plasma,
    (SELECT min(epoch(bilirubin_at - ended) / 3600.0) FROM exchange
     WHERE exchange.usubjid = moment.usubjid AND ended <= bilirubin_at AND category <> 'FFP'
    ) AS bilirubin_hours_after_exchange
FROM moment
JOIN adam.adsl USING (usubjid)
CROSS JOIN study
LEFT JOIN labs USING (usubjid, judged_at)
LEFT JOIN pair USING (usubjid, judged_at)
LEFT JOIN signs USING (usubjid, judged_at)
LEFT JOIN procedures USING (usubjid, judged_at)
ORDER BY usubjid, judged_at
