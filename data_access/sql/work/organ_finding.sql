-- One row per finding that says something about one of the six organs: least and most points it can mean.
-- A result beyond a limit ('>510') is at least what the limit gives; '<27' at most that. Blood pressure while
-- standing is left out; without a recorded mean it is computed. Oxygen needs FiO2: a saturation alone says nothing.
CREATE TABLE work.organ_finding AS
WITH oxygen AS (
    SELECT usubjid, adtm, vsseq, paramcd, aval, avalu, source_file, source_row FROM adam.advs
    WHERE paramcd IN ('OXYSAT', 'SPO2', 'FIO2') AND aval > 0
),
inspired AS (
    SELECT usubjid, adtm, max(CASE WHEN aval > 1 THEN aval / 100 ELSE aval END) AS fraction
    FROM oxygen WHERE paramcd = 'FIO2' AND (aval BETWEEN 0.2 AND 1 OR aval BETWEEN 20 AND 100) GROUP BY usubjid, adtm
),
pressure AS (
    SELECT usubjid, adtm, adt, adtf, vspos, vstpt, max(aval) FILTER (paramcd = 'SYSBP') AS systolic,
           max(aval) FILTER (paramcd = 'DIABP') AS diastolic, any_value(source_file) AS source_file,
           min(source_row) FILTER (paramcd = 'SYSBP') AS source_row
    FROM adam.advs
    WHERE paramcd IN ('SYSBP', 'DIABP', 'MAP') AND aval IS NOT NULL AND upper(coalesce(vspos, '')) <> 'STANDING'
    GROUP BY ALL
    HAVING count(*) FILTER (paramcd = 'MAP') = 0 AND systolic IS NOT NULL AND diastolic IS NOT NULL
),
measured AS (
    SELECT usubjid, paramcd, adt, adtm, aval AS value, avalc, avalu, confound, 'LB' AS source_domain, source_file, source_row,
           CASE WHEN aval IS NULL THEN left(avalc, 1) END AS beyond, contains(coalesce(confound, ''), 'DIALYSIS') AS replaced
    FROM adam.adlb SEMI JOIN work.finding USING (paramcd)
    WHERE paramtyp IS NULL AND certainty IS DISTINCT FROM 'QUESTIONED'
    UNION ALL BY NAME
    SELECT usubjid, paramcd, adt, adtm, aval AS value, avalc, avalu, 'RS' AS source_domain, source_file, source_row
    FROM adam.adrs WHERE paramcd = 'HEGRADE'
    UNION ALL BY NAME
    SELECT usubjid, paramcd, adt, adtm, adtf, aval AS value, avalc, avalu, 'VS' AS source_domain, source_file, source_row
    FROM adam.advs SEMI JOIN work.finding USING (paramcd) WHERE upper(coalesce(vspos, '')) <> 'STANDING'
    UNION ALL BY NAME
    SELECT usubjid, 'MAP' AS paramcd, adt, adtm, adtf, round(mean_pressure(systolic, diastolic), 1) AS value,
           work.as_text(systolic) || '/' || work.as_text(diastolic) AS avalc, 'mmHg' AS avalu, 'VS' AS source_domain,
           source_file, source_row
    FROM pressure
    UNION ALL BY NAME
    SELECT usubjid, 'SPO2FIO2' AS paramcd, CAST(adtm AS DATE) AS adt, adtm, round(aval / fraction, 1) AS value,
           work.as_text(aval) || '/' || work.as_text(fraction) AS avalc, 'VS' AS source_domain, source_file, source_row
    FROM oxygen JOIN inspired USING (usubjid, adtm) WHERE paramcd IN ('OXYSAT', 'SPO2')
),
limited AS (
    SELECT *, coalesce(value, CASE WHEN beyond IN ('<', '>') THEN TRY_CAST(ltrim(avalc, '<>= ') AS DOUBLE) END) AS limited
    FROM measured
),
-- Where a study records no medication, nobody can say that no vasopressor was running.
pressors AS (
    SELECT usubjid, adt, bool_or(certain) AS certain FROM work.organ_support WHERE paramcd = 'VASOPRES' GROUP BY ALL
),
scored AS (
    SELECT limited.*, organ, worse, fails_from, fewest, highest, organ_points(paramcd, limited) AS scored,
           organ = 'CIRCULATION' AND (NOT EXISTS (FROM sdtm.cm) OR pressors.certain = false) AS support_unknown
    FROM limited JOIN work.finding USING (paramcd) LEFT JOIN pressors USING (usubjid, adt)
)
SELECT usubjid, organ, fails_from, adt, adtm, adtf, paramcd, coalesce(value, limited) AS value, avalc, avalu, confound,
       CASE WHEN replaced THEN highest WHEN beyond = '<' THEN fewest ELSE scored END AS least,
       CASE WHEN replaced OR beyond = '>' OR support_unknown THEN highest ELSE scored END AS most,
       CASE worse WHEN 'LOW' THEN -value ELSE coalesce(value, limited) END AS severity,
       source_domain, source_file, source_row
FROM scored WHERE adt IS NOT NULL AND scored IS NOT NULL
UNION ALL BY NAME
SELECT usubjid, organ, fails_from, adt, CAST(adt AS TIMESTAMP) AS adtm, paramcd, name AS avalc,
       highest AS least, highest AS most, source_domain, source_file, source_row
FROM work.organ_support JOIN work.finding USING (paramcd) WHERE certain;
