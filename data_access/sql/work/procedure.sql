-- One row per procedure, transplant or plasma product, named by what it does to laboratory values.
CREATE TABLE work.procedure AS
WITH treatment AS (
    SELECT usubjid, upper(coalesce(prdecod, prtrt)) AS name, coalesce(prdecod, prtrt) AS label, prstdtc AS stdtc,
           prendtc AS endtc, prdose AS amount, prdosu AS unit, 'PR' AS source_domain, source_file, source_row
    FROM sdtm.pr WHERE upper(proccur) IS DISTINCT FROM 'N'
    UNION ALL
    SELECT usubjid, upper(coalesce(cmdecod, cmtrt)), coalesce(cmdecod, cmtrt), cmstdtc,
           cmendtc, cmdose, cmdosu, 'CM', source_file, source_row
    FROM sdtm.cm WHERE upper(cmoccur) IS DISTINCT FROM 'N'
    UNION ALL
    SELECT usubjid, upper(dsdecod), dsdecod, dsstdtc, NULL, NULL, NULL, 'DS', source_file, source_row
    FROM sdtm.ds WHERE upper(dsdecod) LIKE '%TRANSPLANT%'
      AND usubjid NOT IN (SELECT usubjid FROM sdtm.pr WHERE upper(coalesce(prdecod, prtrt)) LIKE '%TRANSPLANT%')
),
sorted AS (
    SELECT *, CASE
        WHEN regexp_matches(name, '(LIVER|HEPATIC).*TRANSPLANT|TRANSPLANT.*(LIVER|HEPATIC)|肝移植') THEN 'TRANSPLANT'
        WHEN regexp_matches(name, 'DPMAS|DOUBLE PLASMA|双重血浆') THEN 'DPMAS'
        WHEN regexp_matches(name, 'PLASMA EXCHANGE|PLASMAPHERESIS|\bTPE\b|血浆置换') THEN 'PE'
        WHEN regexp_matches(name, 'CRRT|CVVH|CONTINUOUS.*(RENAL|HA?EMO)|HA?EMO(DIA)?FILTRATION|连续性肾')
            THEN 'CRRT'
        -- Albumin dialysis (MARS) cleans the liver's load, not creatinine.
        WHEN regexp_matches(name, 'DIALYSIS|透析') AND NOT contains(name, 'ALBUMIN') THEN 'DIALYSIS'
        WHEN regexp_matches(name, '(FRESH|FROZEN).*PLASMA|^PLASMA$|PLASMA TRANSFUSION|血浆') THEN 'FFP'
        WHEN regexp_matches(name, '(HUMAN|SERUM) ALBUMIN|^ALBUMIN( |$)|白蛋白')
             AND NOT contains(name, 'DIALYSIS') THEN 'ALBUMIN'
        ELSE 'OTHER' END AS category
    FROM treatment
)
SELECT usubjid, category, label, stdtc, endtc, dtc_date(stdtc) AS astdt, dtc_timestamp(stdtc) AS astdtm,
       dtc_date(endtc) AS aendt, dtc_timestamp(endtc) AS aendtm, amount, unit, source_domain, source_file, source_row
FROM sorted
-- Other medication belongs to CM; other procedures stay on the time axis.
WHERE source_domain = 'PR' OR category <> 'OTHER';
