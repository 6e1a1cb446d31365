-- title: Result in standard units that does not follow from the result as reported
-- severity: warning
-- Rounding may move a result by 5 percent or by half of the last place; more is a slip.
SELECT usubjid, 'lb' AS domain, source_file, source_row,
       concat(lb.lbtestcd, ': ', lborres, ' ', lborresu, ' given as ', lbstresn, ' ', lbstresu) AS detail
FROM sdtm.lb
JOIN unit_factor AS original ON original.lbtestcd = lb.lbtestcd AND original.unit = coalesce(lborresu, '')
JOIN unit_factor AS standard ON standard.lbtestcd = lb.lbtestcd AND standard.unit = coalesce(lbstresu, '')
WHERE abs(TRY_CAST(lborres AS DOUBLE) * original.factor - lbstresn * standard.factor)
      > greatest(0.05 * abs(lbstresn * standard.factor), 0.5 * standard.factor)
