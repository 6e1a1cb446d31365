-- title: Supplemental qualifier without a record to belong to
-- severity: warning
SELECT usubjid, domain, source_file, source_row, detail FROM orphan_qualifier
