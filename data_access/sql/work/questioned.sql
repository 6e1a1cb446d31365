-- One row per laboratory result that cannot be taken as it stands: why, and what a data manager reads of it.
-- OUTSIDE RANGE: beyond what is seen in patients (clinical.laboratory.tests). OTHER UNIT: one value out of line by the
-- factor between two units of its test (bilirubin mg/dL against umol/L: 17.1): read in the other unit it lies within a
-- factor of 2 of the results of the 14 days before and after it. Where both hold, the unit says more.
CREATE TABLE work.questioned AS
WITH judged AS (
    SELECT reading.*, plausible_low, plausible_high,
           coalesce(aval NOT BETWEEN plausible_low AND plausible_high OR left(sign, 1) = '>' AND bound > plausible_high
                    OR left(sign, 1) = '<' AND bound <= 0, false) AS outside
    FROM work.reading JOIN work.known_test USING (paramcd)
),
series AS (
    SELECT *, lag(CASE WHEN NOT outside THEN aval END IGNORE NULLS) OVER course AS before,
           lead(CASE WHEN NOT outside THEN aval END IGNORE NULLS) OVER course AS after,
           lag(CASE WHEN NOT outside THEN adt END IGNORE NULLS) OVER course AS adt_before,
           lead(CASE WHEN NOT outside THEN adt END IGNORE NULLS) OVER course AS adt_after
    FROM judged WHERE aval > 0 AND adt IS NOT NULL
    WINDOW course AS (PARTITION BY usubjid, paramcd ORDER BY adtm, source_row)
),
near AS (
    SELECT *, CASE WHEN adt - adt_before <= 14 THEN before END AS near_before,
           CASE WHEN adt_after - adt <= 14 THEN after END AS near_after
    FROM series
),
slip AS (
    SELECT rid, concat(near.paramcd, ' ', aval, ' ', avalu, ' on ', adt, ' between ', coalesce(near_before::VARCHAR, 'nothing'),
                       ' and ', coalesce(near_after::VARCHAR, 'nothing'), '; meant in ', other_unit, ' it would be ',
                       round(aval * ratio, 2)) AS detail
    FROM near JOIN work.unit_ratio ON unit_ratio.paramcd = near.paramcd AND unit = coalesce(lborresu, '')
    WHERE coalesce(near_before, near_after) IS NOT NULL
      AND coalesce(abs(ln(aval * ratio / near_before)) < ln(2), true)
      AND coalesce(abs(ln(aval * ratio / near_after)) < ln(2), true)
    QUALIFY row_number() OVER (PARTITION BY rid ORDER BY other_unit) = 1
)
SELECT rid, CASE WHEN slip.rid IS NOT NULL THEN 'OTHER UNIT' ELSE 'OUTSIDE RANGE' END AS certwhy,
       coalesce(detail, concat(paramcd, ' ', coalesce(CAST(aval AS VARCHAR), avalc), ' ', avalu, ' on ', adt, ', seen are ',
                               plausible_low, ' to ', plausible_high)) AS detail
FROM judged LEFT JOIN slip USING (rid) WHERE outside OR slip.rid IS NOT NULL;
