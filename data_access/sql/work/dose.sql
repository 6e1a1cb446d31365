-- One row per EX row: a dose, or an interval of daily doses, with its end closed.
-- An open last interval ends at RFENDTC, as the published ADSL of the CDISC pilot closes it (RFXENDTC
-- ignores the open row); an open single dose ends on the day it began.
CREATE TABLE work.dose AS
WITH dated AS (
    SELECT ex.*, dm.rfendtc, dtc_date(exstdtc) AS astdt, dtc_timestamp(exstdtc) AS astdtm,
           row_number() OVER (PARTITION BY ex.usubjid ORDER BY exstdtc DESC, exseq DESC) = 1 AS last_row,
           upper(exdosfrq) = 'ONCE' OR EXISTS (FROM work.planned_dose) AS single
    FROM sdtm.ex LEFT JOIN sdtm.dm USING (usubjid)
)
SELECT usubjid, exseq, extrt, exdose, exdosu, exroute, exdosfrq, exadj, visitnum, exstdtc, exendtc, astdt, astdtm,
       CASE WHEN upper(exvamtu) = 'ML' THEN exvamt WHEN upper(exvamtu) = 'L' THEN 1000 * exvamt END AS volume_ml,
       coalesce(dtc_date(exendtc), CASE WHEN single THEN astdt WHEN last_row THEN dtc_date(rfendtc) END) AS aendt,
       dtc_timestamp(exendtc) AS aendtm, source_file, source_row
FROM dated;
