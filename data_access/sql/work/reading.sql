-- One row per laboratory result that can be read, in the standard unit of its test, before anybody asks how sure it is.
-- The standardised result where its unit is known, else the reported one. '<0.2' has no number: aval is NULL,
-- avalc keeps it in the standard unit ('<3.42'), lborres as reported. A numeric result in an unknown unit is
-- left out (a data check lists it); so is a test that is not done.
CREATE TABLE work.reading AS
WITH result AS (
    SELECT lb.*, lb.rowid AS rid, standard.factor AS std_factor, original.factor AS org_factor,
           code.paramcd, code.param, code.parcat1, code.avalu, code.known,
           plain_result(lborres) AS reported, plain_result(lbstresc) AS standardised,
           is_limit(standardised) AS std_limit, is_limit(reported) AS org_limit
    FROM sdtm.lb
    JOIN work.lab_code AS code ON code.lbtestcd = lb.lbtestcd AND code.fluid = coalesce(work.fluid(lbspec, lbcat), '')
    LEFT JOIN work.lab_unit AS standard ON standard.lbtestcd = lb.lbtestcd AND standard.fluid = code.fluid
          AND standard.unit = coalesce(lbstresu, '')
    LEFT JOIN work.lab_unit AS original ON original.lbtestcd = lb.lbtestcd AND original.fluid = code.fluid
          AND original.unit = coalesce(lborresu, '')
    WHERE upper(coalesce(lbstat, '')) <> 'NOT DONE'
),
sided AS (
    SELECT *, CASE WHEN std_factor IS NOT NULL AND (lbstresn IS NOT NULL OR std_limit) THEN 'STANDARD'
                   WHEN org_factor IS NOT NULL AND (org_limit OR TRY_CAST(reported AS DOUBLE) IS NOT NULL)
                   THEN 'ORIGINAL'
                   WHEN known AND lbstresn IS NULL AND NOT coalesce(org_limit, std_limit, false)
                        AND TRY_CAST(reported AS DOUBLE) IS NULL AND coalesce(standardised, reported) IS NOT NULL
                   THEN 'TEXT' END AS side,
           CASE WHEN side = 'STANDARD' THEN std_factor ELSE org_factor END AS factor,
           CASE WHEN side = 'STANDARD' THEN standardised ELSE reported END AS written,
           CASE WHEN side = 'STANDARD' THEN lbstresn ELSE TRY_CAST(reported AS DOUBLE) END AS number,
           CASE WHEN is_limit(written) THEN regexp_extract(written, '^[<>]=?') END AS sign,
           limit_number(written) AS limited,
           std_factor IS NOT NULL AND (lbstnrlo IS NOT NULL OR lbstnrhi IS NOT NULL) AS std_range,
           lower_limit(lbornrlo) AS org_low,
           coalesce(upper_limit(lbornrhi), CASE WHEN upper_limit(lbornrlo) > org_low OR org_low IS NULL THEN upper_limit(lbornrlo) END)
               AS org_high
    FROM result
)
SELECT rid, usubjid, '' AS tpt, CASE WHEN number IS NULL THEN sign END AS sign, work.exact(limited * factor) AS bound, lbseq AS seq, paramcd, param, parcat1, avalu, side,
       CASE WHEN side <> 'TEXT' THEN CASE WHEN factor = 1 THEN number ELSE work.exact(number * factor) END END AS aval,
       CASE WHEN sign IS NOT NULL THEN sign || work.as_text(work.exact(limited * factor))
            WHEN factor = 1 OR side = 'TEXT' THEN written ELSE work.as_text(work.exact(number * factor)) END AS avalc,
       work.exact(CASE WHEN std_range THEN lbstnrlo * std_factor ELSE org_low * org_factor END) AS anrlo,
       work.exact(CASE WHEN std_range THEN lbstnrhi * std_factor ELSE org_high * org_factor END) AS anrhi,
       upper(lbnrind) AS lbnrind, dtc_date(lbdtc) AS adt, dtc_timestamp(lbdtc) AS adtm, work.open_part(lbdtc) AS adtf,
       visit, visitnum, work.flag(lbblfl, lblobxfl) AS flag, lborres, lborresu,
       CASE WHEN sign IS NOT NULL THEN 'reported only as a limit' WHEN side = 'TEXT' THEN 'not a number' END AS reason,
       source_file, source_row
FROM sided WHERE side IS NOT NULL;
