-- One row per temperature (in C) and mean arterial pressure (in mmHg, computed where it was not recorded) that can be
-- true. A value in an unknown unit, or one that nobody can have, decides nothing; nor does a pressure while standing.
CREATE TABLE work.ward_sign AS
WITH sign AS (
    SELECT usubjid, 'TEMP' AS paramcd, CASE WHEN unit IN ('F', '°F', '℉', 'DEGF') THEN round((aval - 32) / 1.8, 2)
               WHEN unit IN ('C', '°C', '℃', 'DEGC') THEN aval END AS aval, '°C' AS avalu, adt, adtm, adtf,
           source_file, source_row
    FROM adam.advs, LATERAL (SELECT replace(upper(avalu), ' ', '') AS unit) WHERE paramcd = 'TEMP'
    UNION ALL BY NAME
    SELECT usubjid, paramcd, value AS aval, 'mmHg' AS avalu, adt, adtm, adtf, source_file, source_row
    FROM work.organ_finding WHERE paramcd = 'MAP' AND replace(upper(avalu), ' ', '') = 'MMHG'
)
SELECT * FROM sign WHERE CASE paramcd WHEN 'TEMP' THEN aval BETWEEN 25 AND 45 ELSE aval BETWEEN 20 AND 200 END;
