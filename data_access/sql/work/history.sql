-- One row per subject with a medical history: the liver disease that decides which scores apply.
-- Cirrhosis is 'N' only where somebody recorded that there is none.
CREATE TABLE work.history AS
WITH item AS (
    SELECT usubjid, upper(mhcat) AS category, coalesce(mhdecod, mhterm) AS term,
           upper(coalesce(mhdecod, mhterm)) AS name, upper(coalesce(mhoccur, 'Y')) = 'Y' AS present
    FROM sdtm.mh
)
SELECT usubjid,
       string_agg(DISTINCT term, '; ' ORDER BY term)
           FILTER (category IN ('AETIOLOGY', 'ETIOLOGY', '病因') AND present) AS etiol,
       CASE bool_or(present) FILTER (regexp_matches(name, 'CIRRHOSIS|肝硬化'))
            WHEN true THEN 'Y' WHEN false THEN 'N' END AS cirrhfl,
       CASE WHEN bool_or(present AND regexp_matches(
                name, 'ACUTE.ON.CHRONIC (LIVER|HEPATIC) FAILURE|慢加急性肝衰竭')) THEN 'ACLF'
            WHEN bool_or(present AND regexp_matches(name, '^ACUTE (LIVER|HEPATIC) FAILURE|^急性肝衰竭')) THEN 'ALF'
       END AS dxtype
FROM item GROUP BY usubjid;
