-- One row per clinical classification of a subject at one moment: HEGRADE (West Haven 0-4), ASCITES (0 none, 1
-- mild, 2 moderate or severe), and whatever else SDTM RS holds.
CREATE TABLE work.response AS
SELECT rowid AS rid, usubjid, '' AS tpt, rsseq AS seq, upper(rstestcd) AS paramcd, rstest AS param,
       coalesce(rsstresn, TRY_CAST(rsorres AS DOUBLE)) AS aval, coalesce(rsstresc, rsorres) AS avalc, rsstresu AS avalu,
       dtc_date(rsdtc) AS adt, dtc_timestamp(rsdtc) AS adtm, work.open_part(rsdtc) AS adtf,
       visit, visitnum, work.flag(rsblfl, rslobxfl) AS flag, source_file, source_row
FROM sdtm.rs WHERE rstestcd IS NOT NULL AND upper(coalesce(rsstat, '')) <> 'NOT DONE';

CREATE TABLE adam.adrs AS
SELECT usubjid, paramcd, param, aval, avalc, avalu, analysed.* EXCLUDE (rid), adt, adtm, adtf, visit, visitnum,
       seq AS rsseq, source_file, source_row
FROM work.response JOIN work.bds('work.response') AS analysed USING (rid)
ORDER BY usubjid, paramcd, adtm, rsseq;
