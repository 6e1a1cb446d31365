-- One row per happening of a randomised patient: what a reader who looked before wants to hear, weightiest rank first.
-- code and rank as clinical/ward/news.py has them; of several by one result only the weightiest. term: the event, the threshold (TO_RED, TO_AMBER), the organ or the
-- number of the infusion. aval and base: the value and the one that it was compared with. adtc: as far as the date is known;
-- adtlast: the last day that it can have been. newskey names the happening by what it is, whichever row of whichever
-- file says so. known: Y if the previous data cut knew it, N if not, NULL without one. latefl: Y if it was entered late:
-- unknown to that cut though dated up to its day.
-- Values are the native liver's. What looks worse in spite of plasma or dialysis is worse; what looks better under them
-- says nothing (trial.md 3.3).
CREATE TABLE adam.adnews AS
WITH patient AS (
    SELECT usubjid, anchordt, dthdt, dthcaus, ltdt, eosdt, dcsreas, CAST(left(data_cutoff, 10) AS DATE) AS cutoff
    FROM adam.adsl CROSS JOIN meta.snapshot WHERE randfl = 'Y'
),
death AS (
    SELECT usubjid, 'DEATH' AS code, dthcaus AS term, dthdt AS adt, source_domain, source_file, source_row
    FROM patient JOIN work.death_report USING (usubjid)
    QUALIFY row_number() OVER (PARTITION BY usubjid ORDER BY dtc IS NULL, rank) = 1
),
treatment AS (
    SELECT usubjid, CASE category WHEN 'TRANSPLANT' THEN 'TRANSPLANT' ELSE 'DIALYSIS' END AS code, label AS term,
           CASE WHEN category <> 'TRANSPLANT' THEN 'RRT' END AS paramcd, astdt AS adt, astdtm AS adtm,
           work.open_part(stdtc) AS adtf, source_domain, source_file, source_row,
           lag(astdt) OVER (PARTITION BY usubjid, category = 'TRANSPLANT' ORDER BY astdtm, source_file, source_row) AS before
    FROM work.procedure WHERE category IN ('TRANSPLANT', 'DIALYSIS', 'CRRT') AND astdt IS NOT NULL
),
event AS (
    SELECT usubjid, CASE WHEN aeser = 'Y' THEN 'SERIOUS' WHEN coalesce(aetoxgr >= 3, aesev = 'SEVERE') THEN 'GRADE3'
                         WHEN upper(aebodsys) LIKE 'INFECTIONS%' THEN 'INFECTION' END AS code,
           aedecod AS term, aetoxgr AS grade, aesev AS avalc, astdt AS adt, astdtm AS adtm, astdtf AS adtf,
           CASE WHEN astdt IS NULL THEN coalesce(aestdtc, '') END AS partial,
           least(aendt, CASE astdtf WHEN 'MONTH' THEN last_day(work.first_day(aestdtc))
                                    WHEN 'YEAR' THEN CAST(work.first_day(aestdtc) + INTERVAL 1 YEAR AS DATE) - 1 END) AS last,
           concat_ws('|', aeterm, aestdtc, aetoxgr) AS name, 'AE' AS source_domain, source_file, source_row
    FROM adam.adae WHERE code IS NOT NULL
),
-- An organ begins to fail where it did not the last time that it was known, or where nothing was known and treatment had
-- begun: what fails at entry is how the patient came. Plasma makes INR look better than the liver is: what fails in
-- spite of it fails, and what does not says nothing.
organ AS (
    SELECT *, lag(aval) OVER course AS earlier, lag(paramcd) OVER course AS earlier_of,
           coalesce(lag(failing) OVER course, CASE WHEN ady >= 1 THEN 'N' END) AS before
    FROM adam.adorgan WHERE failing IS NOT NULL AND afterlt = 'N' AND (confound IS NULL OR organ = 'KIDNEY' OR failing = 'Y')
    WINDOW course AS (PARTITION BY usubjid, organ ORDER BY adt)
),
refusal AS (
    SELECT usubjid, doseno, ec.source_file, ec.source_row, day FROM work.dose_number JOIN sdtm.ec USING (usubjid)
    WHERE given = 'N' AND upper(ecoccur) = 'N' AND dtc_date(ecstdtc) = day
    QUALIFY row_number() OVER (PARTITION BY usubjid, doseno ORDER BY ec.source_file, ec.source_row) = 1
),
-- What could no longer be given is no news beside the death, the transplant or the end that made it so. A dose without
-- any record counts as missed once a later one is given, or the planned gap after its day.
missed AS (
    SELECT adplan.usubjid, doseno, reason, planned_dt, refusal.source_file, refusal.source_row,
           coalesce(day, least(later, planned_dt + gap_days)) AS adt
    FROM adam.adplan JOIN patient USING (usubjid) LEFT JOIN refusal USING (usubjid, doseno)
    LEFT JOIN (SELECT doses.usubjid, doses.doseno, min(after.given_dt) AS later
               FROM adam.adplan AS doses JOIN adam.adplan AS after
                 ON after.usubjid = doses.usubjid AND after.doseno > doses.doseno GROUP BY ALL) USING (usubjid, doseno)
    WHERE status = 'MISSED' AND (least(dthdt, ltdt, eosdt) > window_hi OR least(dthdt, ltdt, eosdt) IS NULL
        OR day < least(dthdt, ltdt, eosdt))
),
happened AS (
    SELECT *, strftime(adt, '%Y-%m-%d') AS name FROM death
    UNION ALL BY NAME
    SELECT * EXCLUDE (before), strftime(adt, '%Y-%m-%d') AS name FROM treatment
    WHERE before IS NULL OR code = 'DIALYSIS' AND adt > before + 7
    UNION ALL BY NAME
    SELECT usubjid, 'ORGAN' AS code, organ AS term, paramcd, CASE WHEN earlier_of = paramcd THEN earlier END AS base,
           aval, avalc, avalu, adt, organ || '|' || strftime(adt, '%Y-%m-%d') AS name, source_domain, source_file, source_row
    FROM organ WHERE failing = 'Y' AND before = 'N'
    UNION ALL BY NAME
    FROM event
    UNION ALL BY NAME
    SELECT usubjid, CASE WHEN paramcd = 'HEGRADE' THEN CASE level WHEN 2 THEN 'COMA' ELSE 'HE' END
                         WHEN level = 2 THEN 'TO_RED' ELSE 'TO_AMBER' END AS code,
           code AS term, CASE level WHEN 2 THEN 'red' ELSE 'amber' END AS level, paramcd, aval, before AS base, avalu,
           adt, adtm, adtf, strftime(adtm, '%Y-%m-%d %H:%M') AS name, source_domain, source_file, source_row
    FROM work.crossing
    UNION ALL BY NAME
    SELECT usubjid, 'LEFT' AS code, dcsreas AS term, eosdt AS adt, dcsreas AS name, 'DS' AS source_domain,
           ds.source_file, ds.source_row
    FROM patient JOIN sdtm.ds USING (usubjid)
    WHERE upper(dsdecod) = dcsreas AND dtc_date(dsstdtc) IS NOT DISTINCT FROM eosdt
      AND dthdt IS NULL AND NOT contains(dcsreas, 'TRANSPLANT')
    QUALIFY row_number() OVER (PARTITION BY usubjid ORDER BY ds.source_file, ds.source_row) = 1
    UNION ALL BY NAME
    SELECT usubjid, 'MISSED' AS code, CAST(doseno AS VARCHAR) AS term, reason AS avalc, adt, CAST(doseno AS VARCHAR) AS name,
           CASE WHEN source_file IS NOT NULL THEN 'EC' END AS source_domain, source_file, source_row
    FROM missed
),
named AS (
    SELECT happened.* EXCLUDE (last, name, partial), rank, work.study_day(adt, anchordt) AS ady,
           coalesce(partial, left(strftime(adtm, '%Y-%m-%d %H:%M'), CASE WHEN adtf IS NULL THEN 16 ELSE 10 END),
                    strftime(adt, '%Y-%m-%d')) AS adtc,
           coalesce(adt, last, cutoff) AS adtlast, concat_ws('|', happened.code, paramcd, level, name) AS newskey
    FROM happened JOIN patient USING (usubjid) JOIN work.happening ON happening.code = happened.code
    QUALIFY row_number() OVER (PARTITION BY usubjid, paramcd, source_domain, source_file, coalesce(CAST(source_row AS VARCHAR), newskey)
                               ORDER BY rank, newskey) = 1
)
SELECT usubjid, named.code, rank, term, paramcd, level, grade, base, aval, avalc, avalu, adt, adtm, adtc, adtlast, ady, newskey,
       CASE WHEN previous.data_cutoff IS NOT NULL THEN CASE WHEN seen.newskey IS NULL THEN 'N' ELSE 'Y' END END AS known,
       CASE WHEN known = 'N' AND adt <= CAST(left(previous.data_cutoff, 10) AS DATE) THEN 'Y' WHEN known IS NOT NULL THEN 'N'
       END AS latefl, source_domain, source_file, source_row
FROM named LEFT JOIN meta.previous AS previous ON true
LEFT JOIN (SELECT DISTINCT usubjid, newskey FROM meta.previous_news) AS seen USING (usubjid, newskey)
ORDER BY usubjid, rank, adtlast DESC, newskey, source_file, source_row;
