-- One row per item of history (MH) and per exclusion noted at screening (IE) of the subjects asked for.
SELECT 'MH' AS domain, usubjid, coalesce(mhdecod, mhterm) AS term, mhterm AS reported, upper(mhoccur) AS occurred,
       mhpresp IS NOT NULL AS asked, mhsev AS severity,
       mhendtc IS NOT NULL OR upper(mhenrtpt) = 'BEFORE' OR upper(mhenrf) = 'BEFORE' AS ended,
       mhstdtc AS started, coalesce(mhdtc, mhstdtc) AS noted, source_file, source_row
FROM sdtm.mh WHERE usubjid IN (SELECT unnest($subjects)) AND coalesce(mhdecod, mhterm) IS NOT NULL
UNION ALL
SELECT 'IE', usubjid, ietest, ietest, CASE WHEN upper(coalesce(iestresc, ieorres)) IN ('N', 'NO') THEN 'N' ELSE 'Y' END,
       false, NULL, false, NULL, iedtc, source_file, source_row
FROM sdtm.ie WHERE usubjid IN (SELECT unnest($subjects)) AND ietest IS NOT NULL AND upper(iecat) = 'EXCLUSION'
ORDER BY usubjid, domain DESC, source_file, source_row
