-- One row per procedure or plasma product that matters on the time axis.
CREATE TABLE adam.adproc AS
SELECT usubjid, category, label, stdtc, endtc, astdt, astdtm, aendt, aendtm,
       work.study_day(astdt, anchordt) AS astdy, work.study_day(aendt, anchordt) AS aendy,
       work.study_day(astdt, randdt) AS randdy, amount, unit, source_domain, source_file, source_row
FROM work.procedure JOIN (SELECT usubjid, anchordt, randdt FROM adam.adsl) USING (usubjid)
ORDER BY usubjid, astdtm, category;
