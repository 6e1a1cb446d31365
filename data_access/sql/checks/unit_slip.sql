-- title: Laboratory value that fits its neighbours only in another unit
-- severity: error
-- A slip is one value out of line by the factor between two units of the test (bilirubin mg/dL against umol/L:
-- 17.1): read in the other unit it lies within a factor of 2 of the results before and after it.
WITH series AS (
    SELECT usubjid, paramcd, aval, avalu, adt, coalesce(lborresu, '') AS lborresu, source_file, source_row,
           lag(aval) OVER course AS before, lead(aval) OVER course AS after,
           lag(adt) OVER course AS adt_before, lead(adt) OVER course AS adt_after
    FROM adam.adlb WHERE paramtyp IS NULL AND aval > 0 AND adt IS NOT NULL
    WINDOW course AS (PARTITION BY usubjid, paramcd ORDER BY adtm, source_row)
),
near AS (
    SELECT *, CASE WHEN adt - adt_before <= 14 THEN before END AS near_before,
           CASE WHEN adt_after - adt <= 14 THEN after END AS near_after
    FROM series
)
SELECT usubjid, 'lb' AS domain, source_file, source_row,
       concat(near.paramcd, ' ', aval, ' ', avalu, ' on ', adt, ' between ', coalesce(near_before::VARCHAR, 'nothing'), ' and ',
              coalesce(near_after::VARCHAR, 'nothing'), '; meant in ', other_unit, ' it would be ', round(aval * ratio, 2))
           AS detail
FROM near JOIN unit_ratio ON unit_ratio.paramcd = near.paramcd AND unit = lborresu
WHERE coalesce(near_before, near_after) IS NOT NULL
  AND coalesce(abs(ln(aval * ratio / near_before)) < ln(2), true)
  AND coalesce(abs(ln(aval * ratio / near_after)) < ln(2), true)
