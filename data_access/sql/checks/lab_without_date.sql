-- title: Laboratory result without a complete date
-- severity: warning
SELECT usubjid, 'lb' AS domain, source_file, source_row,
       concat(lbtestcd, ' ', coalesce(lborres, lbstresc), ' at ', coalesce(visit, 'no visit')) AS detail
FROM sdtm.lb WHERE dtc_date(lbdtc) IS NULL AND coalesce(lborres, lbstresc) IS NOT NULL
