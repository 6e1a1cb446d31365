-- title: Infusion given outside its window
-- severity: warning
SELECT usubjid, 'ex' AS domain, source_file, source_row,
       concat('dose ', adplan.doseno, ' on ', given_dt, ', window ', window_lo, ' to ', window_hi) AS detail
FROM adam.adplan LEFT JOIN adam.adex USING (usubjid, exseq)
WHERE given_dt NOT BETWEEN window_lo AND window_hi
