-- One row per randomised subject and time to event. cnsr 0: the event happened; aval = days from startdt + 1.
-- From the first dose, or randomisation where there was none. OS: death; TFS: death or liver transplantation;
-- without the event censored on the last day known alive (adsl.lstalvdt), at the latest at the data cut: what happened
-- after it is no event yet.
-- TTDE: first treatment-emergent dermatologic event, only of the trial that planned it (work.own_endpoint), by the
-- published query of the CDISC pilot (its CQ01): the skin
-- disorders without sweating and hair loss, and reactions named after the application site, dermatitis, erythema
-- or blister. Censored at the end of the reference period (RFENDTC). Studies with a protocol name their endpoints.
CREATE TABLE adam.adtte AS
WITH subject AS (
    SELECT adsl.usubjid, anchordt AS startdt, dthdt, ltdt, lstalvdt, dtc_date(rfendtc) AS rfendt
    FROM adam.adsl JOIN sdtm.dm USING (usubjid) WHERE randfl = 'Y' AND anchordt IS NOT NULL
),
skin AS (
    SELECT usubjid, min(astdt) AS day FROM adam.adae
    WHERE trtemfl = 'Y' AND (regexp_matches(upper(aedecod), 'APPLICATION|DERMATITIS|ERYTHEMA|BLISTER')
        OR upper(aebodsys) = 'SKIN AND SUBCUTANEOUS TISSUE DISORDERS'
           AND upper(aedecod) NOT IN ('COLD SWEAT', 'HYPERHIDROSIS', 'ALOPECIA'))
    GROUP BY usubjid
),
endpoint AS (
    SELECT usubjid, 'OS' AS paramcd, 'Overall survival' AS param, startdt, dthdt AS event, 'DEATH' AS evntdesc,
           lstalvdt AS censored, 'LAST KNOWN ALIVE' AS cnsdtdsc
    FROM subject
    UNION ALL
    SELECT usubjid, 'TFS', 'Transplant-free survival', startdt, least(dthdt, ltdt),
           CASE WHEN ltdt <= coalesce(dthdt, ltdt) THEN 'LIVER TRANSPLANTATION' ELSE 'DEATH' END,
           lstalvdt, 'LAST KNOWN ALIVE WITHOUT TRANSPLANTATION'
    FROM subject
    UNION ALL
    SELECT usubjid, 'TTDE', 'Time to first dermatologic event', startdt, day, 'DERMATOLOGIC EVENT',
           rfendt, 'END OF STUDY'
    FROM subject LEFT JOIN skin USING (usubjid)
    WHERE EXISTS (FROM sdtm.ae WHERE aebodsys IS NOT NULL)
)
SELECT usubjid, paramcd, param, startdt, coalesce(event, least(censored, cutoff)) AS adt, date_diff('day', startdt, adt) + 1 AS aval,
       CASE WHEN event IS NULL THEN 1 ELSE 0 END AS cnsr,
       CASE WHEN event IS NOT NULL THEN evntdesc END AS evntdesc, CASE WHEN event IS NULL THEN cnsdtdsc END AS cnsdtdsc
FROM (SELECT * REPLACE (CASE WHEN event > cutoff THEN NULL ELSE event END AS event)
      FROM endpoint CROSS JOIN (SELECT CAST(left(data_cutoff, 10) AS DATE) AS cutoff FROM meta.snapshot))
WHERE paramcd IN (FROM work.endpoint) OR NOT EXISTS (FROM work.endpoint) AND paramcd IN ('OS', 'TFS')
   OR paramcd IN (FROM work.own_endpoint)
ORDER BY paramcd, usubjid;
