-- One row per dose given (SDTM EX): an infusion or injection, or an interval of daily doses (doseno NULL).
-- doseno counts planned doses, so a missed one leaves a gap; delay_days is against the planned day.
CREATE TABLE adam.adex AS
WITH planned AS (
    SELECT usubjid, number AS doseno, anchordt + (day - 1) AS planned_dt
    FROM adam.adsl CROSS JOIN work.planned_dose WHERE nplan IS NOT NULL
)
SELECT usubjid, exseq, extrt, exdose, exdosu, exroute, volume_ml, dose.exstdtc, dose.exendtc, astdt, astdtm,
       work.open_part(dose.exstdtc) AS astdtf, aendt,
       coalesce(aendtm, CASE WHEN aendt = astdt THEN astdtm END) AS aendtm,
       work.study_day(astdt, anchordt) AS astdy, work.study_day(aendt, anchordt) AS aendy,
       work.study_day(astdt, randdt) AS randdy, doseno, date_diff('day', planned_dt, astdt) AS delay_days,
       CASE WHEN exadj IS NULL THEN 'N' ELSE 'Y' END AS interrupted, exadj,
       dose.source_file, dose.source_row
FROM work.dose
JOIN (SELECT usubjid, anchordt, randdt FROM adam.adsl) USING (usubjid)
LEFT JOIN (SELECT usubjid, day, doseno FROM work.dose_number WHERE given = 'Y') AS numbered
       ON numbered.usubjid = dose.usubjid AND numbered.day = dose.astdt AND dose.astdt = dose.aendt
LEFT JOIN planned USING (usubjid, doseno)
ORDER BY usubjid, astdtm, exseq;
