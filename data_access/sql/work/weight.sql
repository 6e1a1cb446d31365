-- One row per subject: weight and height at baseline, to one decimal, half up, as the published ADSL has them.
-- The flagged record, as the published ADSL has it; only a study that flags none uses the last before treatment.
CREATE TABLE work.weight AS
WITH measured AS (
    SELECT vs.usubjid, upper(vstestcd) AS test, vsstresn, dtc_date(vsdtc) AS day, vsdtc, vsseq,
           coalesce(upper(vsblfl) = 'Y' OR upper(vslobxfl) = 'Y', false) AS flagged,
           coalesce(dtc_date(rfxstdtc), dtc_date(rfstdtc)) AS first_dose
    FROM sdtm.vs JOIN sdtm.dm USING (usubjid)
    WHERE upper(vstestcd) IN ('WEIGHT', 'HEIGHT') AND vsstresn IS NOT NULL
),
baseline AS (
    SELECT usubjid, test, CAST(round(CAST(vsstresn AS DECIMAL(18, 6)), 1) AS DOUBLE) AS value FROM measured
    WHERE CASE WHEN test IN (SELECT test FROM measured WHERE flagged) THEN flagged
               ELSE day <= first_dose OR first_dose IS NULL END
    QUALIFY row_number() OVER (PARTITION BY usubjid, test ORDER BY vsdtc DESC, vsseq DESC) = 1
)
SELECT usubjid, max(value) FILTER (test = 'WEIGHT') AS weightbl, max(value) FILTER (test = 'HEIGHT') AS heightbl
FROM baseline GROUP BY usubjid;
