-- One row per immune cell subset of a subject at one moment (SDTM CP); avalu says of what the percentage is.
CREATE TABLE work.cells AS
SELECT rowid AS rid, usubjid, coalesce(cpspec, '') AS tpt, cpseq AS seq, upper(cptestcd) AS paramcd, cptest AS param,
       coalesce(cpstresn, TRY_CAST(cporres AS DOUBLE)) AS aval, coalesce(cpstresc, cporres) AS avalc,
       coalesce(cpstresu, cporresu) AS avalu, cpmethod, cpgrpid, cpspec,
       cpstnrlo AS anrlo, cpstnrhi AS anrhi, upper(cpnrind) AS anrind,
       dtc_date(cpdtc) AS adt, dtc_timestamp(cpdtc) AS adtm, work.open_part(cpdtc) AS adtf,
       visit, visitnum, work.flag(cpblfl, cplobxfl) AS flag, source_file, source_row
FROM sdtm.cp WHERE cptestcd IS NOT NULL AND upper(coalesce(cpstat, '')) <> 'NOT DONE';

CREATE TABLE adam.adcp AS
SELECT usubjid, paramcd, param, aval, avalc, avalu, cpmethod, cpgrpid, cpspec, anrlo, anrhi, anrind,
       analysed.* EXCLUDE (rid), adt, adtm, adtf, visit, visitnum, seq AS cpseq, source_file, source_row
FROM work.cells JOIN work.bds('work.cells') AS analysed USING (rid)
ORDER BY usubjid, paramcd, adtm, cpseq;
