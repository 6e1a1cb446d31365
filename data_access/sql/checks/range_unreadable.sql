-- title: Reference limit that is no number: the result is kept without it
-- severity: warning
SELECT usubjid, domain, source_file, source_row, concat("column", ': ', "text") AS detail
FROM meta.unread_cell
