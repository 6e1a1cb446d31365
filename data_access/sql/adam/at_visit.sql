-- One row per subject, parameter and visit, baseline being visit 0: the result that represents the visit.
-- Sorted by parameter first, so that a page about one parameter reads its rows only, however long the laboratory
-- table is. source: LB, RS or CP. A cell subset of a specimen other than blood is a parameter of its own.
-- after_transplant: the result belongs to another liver. base_confound: why the baseline it is compared with is not
-- the liver's own value.
CREATE TABLE adam.at_visit AS
WITH series AS (
    SELECT 'LB' AS source, usubjid, paramcd, param, avalu, NULL AS part_of, aval, base, basetype, chg, pchg, confound,
           ablfl, anl01fl, eotfl, adt, ady, avisit, avisitn
    FROM adam.adlb
    UNION ALL BY NAME
    SELECT 'RS' AS source, usubjid, paramcd, param, avalu, aval, base, basetype, chg, pchg,
           ablfl, anl01fl, eotfl, adt, ady, avisit, avisitn
    FROM adam.adrs
    UNION ALL BY NAME
    SELECT 'CP' AS source, usubjid, paramcd || coalesce('.' || nullif(upper(cpspec), 'BLOOD'), '') AS paramcd,
           concat_ws(', ', param, nullif(upper(cpspec), 'BLOOD')) AS param, avalu, cpgrpid AS part_of,
           aval, base, basetype, chg, pchg, ablfl, anl01fl, eotfl, adt, ady, avisit, avisitn
    FROM adam.adcp
),
compared AS (
    SELECT *, max(confound) FILTER (ablfl = 'Y') OVER (PARTITION BY source, usubjid, paramcd) AS base_confound
    FROM series WHERE anl01fl = 'Y' AND aval IS NOT NULL
)
SELECT source, paramcd, param, avalu, part_of, usubjid, avisit, avisitn, aval, base, basetype, chg, pchg,
       confound, base_confound, ablfl, eotfl, ady, coalesce(adt > ltdt, false) AS after_transplant
FROM compared JOIN (SELECT usubjid, ltdt FROM adam.adsl) USING (usubjid)
ORDER BY source, paramcd, usubjid, avisitn;
