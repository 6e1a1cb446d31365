-- title: Treated in another arm than planned
-- severity: note
SELECT usubjid, 'dm' AS domain, source_file, source_row, concat('planned ', arm, ', actual ', actarm) AS detail
FROM sdtm.dm WHERE arm <> actarm
