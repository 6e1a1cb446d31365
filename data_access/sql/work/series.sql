-- One row per laboratory result or derived score, before baseline, visits and grades.
CREATE TABLE work.series AS
SELECT lab.* EXCLUDE (side), confound, CAST(NULL AS VARCHAR) AS paramtyp, CAST(NULL AS DOUBLE) AS araw,
       CAST(NULL AS VARCHAR) AS note, CASE WHEN seq IS NOT NULL THEN [seq] END AS srcseq
FROM work.lab LEFT JOIN work.confounded USING (rid)
UNION ALL BY NAME
SELECT * EXCLUDE (inputs) FROM work.score;

CREATE TABLE work.analysed AS FROM work.bds('work.series');
