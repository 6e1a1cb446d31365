-- One row per subject, organ support and day: renal replacement, vasopressor, mechanical ventilation.
-- certain: false on the days after the start of a vasopressor of whose end nothing is said.
-- Support without a start to the day has no row; one that goes on ends with the patient's last known day.
CREATE TABLE work.organ_support AS
WITH known AS (
    SELECT usubjid, least(lstalvdt, coalesce(dthdt, lstalvdt)) AS until FROM adam.adsl
),
support AS (
    SELECT usubjid, 'RRT' AS paramcd, label AS name, astdt, coalesce(aendt, astdt) AS aendt, true AS end_known,
           source_domain, source_file, source_row
    FROM adam.adproc WHERE category IN ('DIALYSIS', 'CRRT')
    UNION ALL
    SELECT adcm.usubjid, 'VASOPRES', cmdecod, astdt, coalesce(aenhi, until, astdt), aenhi IS NOT NULL OR ongofl = 'Y',
           source_domain, source_file, source_row
    FROM adam.adcm LEFT JOIN known USING (usubjid) WHERE cmgroup = 'VASOPRESSOR'
    UNION ALL
    SELECT usubjid, 'VENTIL', coalesce(prdecod, prtrt), dtc_date(prstdtc), coalesce(dtc_date(prendtc), dtc_date(prstdtc)),
           true, 'PR', source_file, source_row
    FROM sdtm.pr SEMI JOIN work.ventilation
      ON ventilation.name = coalesce(prdecod, prtrt, '') AND ventilation.indication = coalesce(prindc, '')
    WHERE upper(proccur) IS DISTINCT FROM 'N'
)
SELECT usubjid, paramcd, name, CAST(day AS DATE) AS adt, coalesce(end_known, false) OR day = astdt AS certain,
       source_domain, source_file, source_row
FROM support, unnest(generate_series(CAST(astdt AS TIMESTAMP), CAST(greatest(astdt, aendt) AS TIMESTAMP), INTERVAL 1 DAY))
     AS days(day)
WHERE astdt IS NOT NULL;
