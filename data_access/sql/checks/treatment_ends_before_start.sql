-- title: Dose, medication or procedure that ends before it starts
-- severity: error
SELECT usubjid, domain, source_file, source_row, concat(what, ': from ', started, ' to ', ended) AS detail
FROM (
    SELECT usubjid, 'ex' AS domain, extrt AS what, exstdtc AS started, exendtc AS ended, source_file, source_row
    FROM sdtm.ex
    UNION ALL SELECT usubjid, 'ec', ectrt, ecstdtc, ecendtc, source_file, source_row FROM sdtm.ec
    UNION ALL SELECT usubjid, 'cm', cmtrt, cmstdtc, cmendtc, source_file, source_row FROM sdtm.cm
    UNION ALL SELECT usubjid, 'pr', prtrt, prstdtc, prendtc, source_file, source_row FROM sdtm.pr
)
WHERE dtc_after(started, ended)
