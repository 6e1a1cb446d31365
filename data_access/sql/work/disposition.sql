-- One row per subject of DM: randomisation, end of study, why not enrolled.
-- End of study is the last disposition event that is not about treatment alone (DSSCAT of SDTMIG 3.3).
CREATE TABLE work.disposition AS
WITH milestone AS (
    SELECT usubjid, min(dsstdtc) FILTER (upper(dsdecod) IN ('RANDOMIZED', 'RANDOMISED')) AS randdtc,
           any_value(dsterm) FILTER (upper(dsdecod) = 'SCREEN FAILURE') AS failure
    FROM sdtm.ds GROUP BY usubjid
),
final AS (
    SELECT usubjid, upper(dsdecod) AS decod, dsstdtc FROM sdtm.ds
    WHERE upper(coalesce(dscat, 'DISPOSITION EVENT')) = 'DISPOSITION EVENT' AND dsdecod IS NOT NULL
      AND NOT regexp_matches(upper(dsdecod), 'RANDOMI.ED|CONSENT OBTAINED')
      AND NOT contains(upper(coalesce(dsscat, '')), 'TREATMENT')
    QUALIFY row_number() OVER (PARTITION BY usubjid ORDER BY dsstdtc DESC NULLS LAST, dsseq DESC) = 1
),
criteria AS (
    SELECT usubjid, string_agg(DISTINCT coalesce(ietestcd, ietest), ', ' ORDER BY coalesce(ietestcd, ietest)) AS failed
    FROM sdtm.ie
    WHERE (upper(iecat) = 'INCLUSION' AND upper(coalesce(iestresc, ieorres)) = 'N')
       OR (upper(iecat) = 'EXCLUSION' AND upper(coalesce(iestresc, ieorres)) = 'Y')
    GROUP BY usubjid
)
SELECT dm.usubjid, randdtc, final.decod AS eosdecod, final.dsstdtc AS eosdtc, coalesce(failed, failure) AS scrfreas,
       upper(coalesce(arm, '')) IN ('', 'SCREEN FAILURE', 'NOT ASSIGNED', 'NOT RANDOMIZED', 'NOT RANDOMISED')
           OR upper(coalesce(armcd, '')) IN ('SCRNFAIL', 'NOTASSGN') AS not_randomised,
       upper(coalesce(arm, '')) = 'SCREEN FAILURE' OR upper(coalesce(armcd, '')) = 'SCRNFAIL'
           OR upper(coalesce(armnrs, '')) = 'SCREEN FAILURE'
           OR coalesce(final.decod, '') = 'SCREEN FAILURE' AS screen_failure
FROM sdtm.dm
LEFT JOIN milestone USING (usubjid) LEFT JOIN final USING (usubjid) LEFT JOIN criteria USING (usubjid);
