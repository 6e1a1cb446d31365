-- title: Sequence number used twice for one subject
-- severity: error
SELECT usubjid, domain, source_file, source_row, concat('sequence number ', seq, ', also in row ', first_row) AS detail
FROM (
    SELECT *, row_number() OVER same AS place, first_value(source_row) OVER same AS first_row
    FROM every_key WINDOW same AS (PARTITION BY domain, usubjid, seq ORDER BY source_file, source_row)
)
WHERE place > 1
