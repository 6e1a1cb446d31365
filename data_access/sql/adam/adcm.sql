-- One row per medication or procedure given to a subject (SDTM CM, PR): what it is for, from when to when.
-- cmgroup: the group of clinical/patient/medication.py; what no list knows is OTHER, another procedure PROCEDURE.
-- astlo and aenhi: the first day on which it can have begun and the last on which it can have ended, equal to
-- astdt and aendt where those are known. ongofl: 'Y' ongoing as reported, 'N' ended, NULL without any word on its end.
CREATE TABLE adam.adcm AS
WITH given AS (
    SELECT usubjid, cmtrt, cmdecod, cmroute, cmclascd, cmclas, cmcat, cmindc, cmdose, cmdostxt, cmdosu, cmdosfrq, cmdostot,
           cmstdtc, cmendtc, upper(coalesce(cmenrtpt, cmenrf)) AS end_word, cmseq, 'CM' AS source_domain,
           source_file, source_row
    FROM sdtm.cm WHERE upper(cmoccur) IS DISTINCT FROM 'N'
    UNION ALL BY NAME
    SELECT usubjid, prtrt AS cmtrt, prdecod AS cmdecod, prcat AS cmcat, prindc AS cmindc, prdose AS cmdose,
           prdosu AS cmdosu, prstdtc AS cmstdtc, coalesce(prendtc, prstdtc) AS cmendtc, prseq AS cmseq,
           'PR' AS source_domain, source_file, source_row
    FROM sdtm.pr WHERE upper(proccur) IS DISTINCT FROM 'N'
),
dated AS (
    SELECT given.*, anchordt, randdt, dtc_date(cmstdtc) AS astdt, dtc_timestamp(cmstdtc) AS astdtm,
           dtc_date(cmendtc) AS aendt, dtc_timestamp(cmendtc) AS aendtm,
           CASE WHEN end_word = 'BEFORE' AND cmendtc IS NULL THEN anchordt - 1 ELSE work.last_day(cmendtc) END AS aenhi
    FROM given JOIN (SELECT usubjid, anchordt, randdt FROM adam.adsl) USING (usubjid)
),
named AS (
    SELECT usubjid, source_domain, source_file, source_row, min(category) AS category FROM work.procedure GROUP BY ALL
)
SELECT dated.usubjid, cmseq, coalesce(CASE WHEN upper(cmdecod) <> 'UNCODED' THEN cmdecod END, cmtrt) AS cmdecod, cmtrt,
       coalesce(category_group.cmgroup,
                CASE WHEN source_domain = 'PR' AND drug_group.cmgroup = 'OTHER' THEN 'PROCEDURE' END,
                drug_group.cmgroup) AS cmgroup,
       cmcat, cmclas, cmindc, cmdose, cmdostxt, cmdosu, cmdosfrq, cmdostot, cmroute, cmstdtc, cmendtc,
       astdt, astdtm, work.open_part(cmstdtc) AS astdtf, aendt, aendtm, work.open_part(cmendtc) AS aendtf,
       work.first_day(cmstdtc) AS astlo, aenhi,
       work.study_day(astdt, anchordt) AS astdy, work.study_day(aendt, anchordt) AS aendy,
       CASE WHEN cmendtc IS NOT NULL OR end_word = 'BEFORE' THEN 'N'
            WHEN end_word IN ('ONGOING', 'AFTER', 'DURING/AFTER') THEN 'Y' END AS ongofl,
       source_domain, source_file, source_row
FROM dated
LEFT JOIN named USING (usubjid, source_domain, source_file, source_row)
LEFT JOIN work.category_group USING (category)
LEFT JOIN work.drug_group ON drug_group.decod = coalesce(dated.cmdecod, '') AND drug_group.trt = coalesce(dated.cmtrt, '')
      AND drug_group.route = coalesce(dated.cmroute, '') AND drug_group.clascd = coalesce(dated.cmclascd, '')
      AND drug_group.clas = coalesce(dated.cmclas, '')
ORDER BY usubjid, cmstdtc, cmseq;
