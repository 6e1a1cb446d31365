-- title: Second result of the same test of the same specimen at the same moment
-- severity: warning
-- Where the date has no time, two results of different visits or time points are no duplicates.
WITH placed AS (
    SELECT *, row_number() OVER same AS place, first_value(coalesce(lborres, lbstresc)) OVER same AS first_result,
           first_value(source_row) OVER same AS first_row
    FROM sdtm.lb
    WHERE lbdtc IS NOT NULL AND coalesce(lborres, lbstresc) IS NOT NULL
    WINDOW same AS (
        PARTITION BY usubjid, lbtestcd, lbcat, lbspec, lbmethod, lbdtc,
                     CASE WHEN dtc_precision(lbdtc) <> 'DATETIME' THEN visitnum END,
                     CASE WHEN dtc_precision(lbdtc) <> 'DATETIME' THEN lbtpt END
        ORDER BY source_file, source_row
    )
)
SELECT usubjid, 'lb' AS domain, source_file, source_row,
       concat(lbtestcd, ' on ', lbdtc, ': ', coalesce(lborres, lbstresc), ', and ', first_result, ' in row ', first_row)
           AS detail
FROM placed WHERE place > 1
