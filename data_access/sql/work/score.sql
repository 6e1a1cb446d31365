-- One row per derived score: a value at the moment of its first input, or the reason why there is none.
-- A subject for whom a score can never be computed has one row without a date.
CREATE TABLE work.score AS
SELECT -1 - row_number() OVER (ORDER BY score_value.usubjid, score_value.paramcd, adtm, seq) AS rid,
       score_value.usubjid, '' AS tpt, seq, score_value.paramcd, score_name.param, 'SCORE' AS parcat1, '' AS avalu,
       score_value.aval, adt, adtm, adtf, visit, visitnum, CAST(NULL AS INTEGER) AS flag,
       score_value.confound, 'DERIVED' AS paramtyp, araw, score_value.reason, note, srcseq, inputs, source_file, source_row
FROM work.score_value
JOIN work.score_name USING (paramcd)
LEFT JOIN work.lab ON lab.rid = score_value.anchor;
