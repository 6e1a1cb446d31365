-- One row per subject of DM, screening failures included: arms, populations, treatment, outcome.
-- Population flags as SUPPDM delivers them (a subject it does not name has none), else: safety = treated, intention
-- to treat = randomised, per protocol = enough planned infusions and no major deviation (NULL without a protocol).
-- lstalvdt is the end of participation (RFPENDTC), else the last day anything was observed, up to the cut-off.
CREATE TABLE adam.adsl AS
WITH facts AS (
    SELECT dm.*, exposure.* EXCLUDE (usubjid), disposition.* EXCLUDE (usubjid), death.* EXCLUDE (usubjid, dthdtc),
           history.* EXCLUDE (usubjid), weight.* EXCLUDE (usubjid), seen, to_json(dm) AS qualifiers,
           death.usubjid IS NOT NULL AS died, transplanted, CAST(left(data_cutoff, 10) AS DATE) AS cutoff,
           NOT not_randomised AS randomised, NOT not_randomised AND NOT coalesce(actarm, '') = ''
               AND upper(actarm) NOT IN ('SCREEN FAILURE', 'NOT ASSIGNED', 'NOT TREATED') AS treated_as
    FROM sdtm.dm CROSS JOIN meta.snapshot
    LEFT JOIN work.exposure USING (usubjid) LEFT JOIN work.disposition USING (usubjid)
    LEFT JOIN work.death USING (usubjid) LEFT JOIN work.last_seen USING (usubjid)
    LEFT JOIN work.history USING (usubjid) LEFT JOIN work.weight USING (usubjid)
    LEFT JOIN (SELECT usubjid, min(astdt) AS transplanted FROM work.procedure CROSS JOIN meta.snapshot
               WHERE category = 'TRANSPLANT' AND NOT coalesce(astdt > CAST(left(data_cutoff, 10) AS DATE), false)
               GROUP BY usubjid) USING (usubjid)
),
placed AS (
    SELECT facts.*, planned.role, planned.position, actual.position AS actual_position, CASE WHEN randomised THEN coalesce(randdtc, rfstdtc) END AS randomdtc,
           randomised AND EXISTS (FROM work.planned_dose) AND (planned.role = 'EXPERIMENTAL' OR arm IN (
               SELECT arm FROM work.dose JOIN sdtm.dm USING (usubjid))) AS infusions_planned
    FROM facts LEFT JOIN work.study_arm AS planned USING (arm)
    LEFT JOIN work.study_arm AS actual ON actual.arm = actarm
),
dated AS (
    SELECT *, dtc_date(trtsdtc) AS trtsdt, dtc_date(randomdtc) AS randdt,
           CASE WHEN rfpendtc IS NOT NULL THEN least(dtc_date(rfpendtc), cutoff) ELSE seen END AS contact
    FROM placed
)
SELECT studyid, usubjid, subjid, siteid, age, ageu, sex, race, ethnic, country, arm, actarm,
       CASE WHEN randomised THEN arm END AS trt01p, CASE WHEN treated_as THEN actarm END AS trt01a,
       CASE WHEN randomised THEN position END AS trt01pn, CASE WHEN treated_as THEN actual_position END AS trt01an,
       CASE WHEN randomised THEN role END AS armrole,
       CASE WHEN randomised THEN 'Y' ELSE 'N' END AS randfl,
       CASE WHEN count(qualifiers->>'safety') OVER () > 0 THEN coalesce(upper(qualifiers->>'safety'), 'N')
            WHEN randomised AND trtsdt IS NOT NULL THEN 'Y' ELSE 'N' END AS saffl,
       CASE WHEN count(qualifiers->>'itt') OVER () > 0 THEN coalesce(upper(qualifiers->>'itt'), 'N')
            WHEN randomised THEN 'Y' ELSE 'N' END AS ittfl,
       CASE WHEN count(qualifiers->>'pprot') OVER () > 0 THEN coalesce(upper(qualifiers->>'pprot'), 'N')
            WHEN NOT randomised THEN 'N' WHEN per_protocol_doses IS NULL THEN NULL
           WHEN usubjid IN (SELECT usubjid FROM sdtm.dv WHERE upper(dvcat) LIKE '%MAJOR%')
             OR infusions_planned AND ndose < per_protocol_doses THEN 'N' ELSE 'Y' END AS pprotfl,
       CASE WHEN screen_failure AND not_randomised THEN 'Y' ELSE 'N' END AS scrffl,
       CASE WHEN screen_failure AND not_randomised THEN scrfreas END AS scrfreas,
       randdt, work.open_part(randomdtc) AS randdtf, dtc_timestamp(randomdtc) AS randdtm,
       trtsdt, dtc_timestamp(trtsdtc) AS trtsdtm, work.open_part(trtsdtc) AS trtsdtf, trtedt,
       date_diff('day', trtsdt, trtedt) + 1 AS trtdurd,
       CASE WHEN died THEN 'Y' ELSE 'N' END AS dthfl, dthdt, dthcaus,
       CASE WHEN transplanted IS NOT NULL THEN 'Y' ELSE 'N' END AS ltfl, transplanted AS ltdt,
       least(contact, coalesce(dthdt, contact)) AS lstalvdt,
       CASE WHEN eosdecod = 'COMPLETED' THEN 'COMPLETED' WHEN eosdecod IS NOT NULL THEN 'DISCONTINUED'
            WHEN died THEN 'DISCONTINUED' ELSE 'ONGOING' END AS eosstt,
       dtc_date(eosdtc) AS eosdt, nullif(eosdecod, 'COMPLETED') AS dcsreas,
       etiol, cirrhfl, dxtype, dtc_date(rficdtc) AS rficdt, coalesce(trtsdt, randdt) AS anchordt,
       CASE WHEN randomised THEN ndose END AS ndose,
       CASE WHEN infusions_planned THEN (SELECT count(*) FROM work.planned_dose) END AS nplan,
       weightbl, heightbl, round(weightbl / (heightbl / 100) ^ 2, 1) AS bmibl, source_file, source_row
FROM dated LEFT JOIN work.per_protocol ON true
ORDER BY usubjid;
