-- One row per value of a derived score of a randomised patient at one draw, or per such patient without the score.
-- The derived rows of adlb, sorted by score: a page that draws all patients reads one score, not the laboratory.
-- offset: days from the anchor, 0 on study day 1. native: N after a liver transplant. inputs: what the value was
-- computed from, as measured, with the row of the source.
CREATE TABLE adam.adscore AS
SELECT score.usubjid, trt01p, trt01pn, score.paramcd, score.param, score.aval, araw, score.adt, score.adtm, ady, prefl,
       epoch(score.adtm - CAST(anchordt AS TIMESTAMP)) / 86400.0 AS "offset",
       CASE WHEN score.adt > ltdt THEN 'N' WHEN score.adt IS NOT NULL THEN 'Y' END AS native,
       avisit, avisitn, visit, confound, reason, note, inputs, source_file, source_row
FROM work.score JOIN work.analysed USING (rid)
JOIN (SELECT usubjid, trt01p, trt01pn, anchordt, ltdt FROM adam.adsl WHERE randfl = 'Y') USING (usubjid)
ORDER BY score.paramcd, score.usubjid, score.adtm, seq;
