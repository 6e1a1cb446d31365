-- title: Laboratory value beyond what is seen in patients
-- severity: warning
SELECT usubjid, 'lb' AS domain, source_file, source_row,
       concat(paramcd, ' ', coalesce(CASE WHEN starts_with(avalc, '>') THEN avalc END, CAST(avalq AS VARCHAR)), ' ', avalu,
              ' on ', adt, ', seen are ', plausible_low, ' to ', plausible_high) AS detail
FROM adam.adlb JOIN known_test USING (paramcd)
WHERE paramtyp IS NULL AND avalq NOT BETWEEN plausible_low AND plausible_high
