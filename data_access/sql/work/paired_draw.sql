-- One row per bilirubin result of the patient's own liver with the ALT nearest to it on its day, neither
-- confounded nor questioned: what the separation of both is looked for in.
CREATE TABLE work.paired_draw AS
WITH usable AS (
    SELECT usubjid, paramcd, aval, adt, adtm, ady, source_file, source_row
    FROM adam.adlb JOIN (SELECT usubjid, ltdt FROM adam.adsl) USING (usubjid)
    WHERE paramcd IN ('ALT', 'BILI') AND aval IS NOT NULL AND adt IS NOT NULL AND confound IS NULL
      AND (ltdt IS NULL OR adt <= ltdt)
),
paired AS (
    SELECT bili.*, alt.aval AS alt FROM usable AS bili
    JOIN usable AS alt ON alt.usubjid = bili.usubjid AND alt.adt = bili.adt AND alt.paramcd = 'ALT'
    WHERE bili.paramcd = 'BILI'
    QUALIFY row_number() OVER (PARTITION BY bili.source_file, bili.source_row
                               ORDER BY abs(epoch(alt.adtm - bili.adtm)), alt.source_row) = 1
)
SELECT row_number() OVER (ORDER BY usubjid, adtm, source_file, source_row) - 1 AS place,
       dense_rank() OVER (ORDER BY usubjid) AS subject, epoch(adtm) / 86400.0 AS day,
       usubjid, adt, adtm, ady, alt, aval AS bili, source_file, source_row
FROM paired;
