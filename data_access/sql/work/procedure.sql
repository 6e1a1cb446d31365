-- One row per kind of procedure, transplant or plasma product in a row of PR, CM or DS, named by what it does to
-- laboratory values (clinical.patient.treatment_kind; work.treatment_kind holds the names of the study).
CREATE TABLE work.procedure AS
WITH treatment AS (
    SELECT usubjid, prdecod AS coded, prtrt AS reported, coalesce(prdecod, prtrt) AS label, prstdtc AS stdtc,
           prendtc AS endtc, prdose AS amount, prdosu AS unit, 'PR' AS source_domain, source_file, source_row
    FROM sdtm.pr WHERE upper(proccur) IS DISTINCT FROM 'N'
    UNION ALL
    SELECT usubjid, cmdecod, cmtrt, coalesce(cmdecod, cmtrt), cmstdtc,
           cmendtc, cmdose, cmdosu, 'CM', source_file, source_row
    FROM sdtm.cm WHERE upper(cmoccur) IS DISTINCT FROM 'N'
    UNION ALL
    SELECT usubjid, dsdecod, dsterm, dsdecod, dsstdtc, NULL, NULL, NULL, 'DS', source_file, source_row
    FROM sdtm.ds WHERE upper(dsdecod) LIKE '%TRANSPLANT%'
),
sorted AS (
    SELECT treatment.*, category FROM treatment JOIN work.treatment_kind AS kind
      ON kind.source_domain = treatment.source_domain AND kind.coded = coalesce(treatment.coded, '')
     AND kind.reported = coalesce(treatment.reported, '')
)
SELECT usubjid, category, label, stdtc, endtc, dtc_date(stdtc) AS astdt, dtc_timestamp(stdtc) AS astdtm,
       dtc_date(endtc) AS aendt, dtc_timestamp(endtc) AS aendtm, amount, unit, source_domain, source_file, source_row
FROM sorted
-- Other medication and disposition belong elsewhere; other procedures stay on the time axis. What DS says of a
-- transplant counts where no procedure says it.
WHERE source_domain = 'PR' OR source_domain = 'CM' AND category <> 'OTHER'
   OR source_domain = 'DS' AND category = 'TRANSPLANT'
      AND usubjid NOT IN (SELECT usubjid FROM sorted WHERE source_domain = 'PR' AND category = 'TRANSPLANT');
