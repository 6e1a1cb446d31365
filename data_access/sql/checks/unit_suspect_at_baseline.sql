-- title: Baseline value too low for liver failure, but not in another unit
-- severity: warning
SELECT usubjid, 'lb' AS domain, adlb.source_file, adlb.source_row,
       concat(adlb.paramcd, ' ', coalesce(aval, avalq), ' ', avalu, ' at baseline; meant in ', other_unit, ' it would be ', round(coalesce(aval, avalq) * ratio, 1))
           AS detail
FROM adam.adlb JOIN adam.adsl USING (usubjid) JOIN known_test USING (paramcd)
JOIN unit_ratio ON unit_ratio.paramcd = adlb.paramcd AND unit = coalesce(lborresu, '')
WHERE paramtyp IS NULL AND ablfl = 'Y' AND dxtype IS NOT NULL
  AND coalesce(aval, avalq) < suspect_below AND coalesce(aval, avalq) * ratio BETWEEN suspect_below AND plausible_high
