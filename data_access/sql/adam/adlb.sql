-- One row per analysed laboratory result or derived score.
-- anrind compares the value with the range of its own record in standard units; a result without a number keeps
-- the laboratory's own judgement. Times of the upper limit are rounded to ten digits before any comparison.
CREATE TABLE work.series AS
SELECT lab.* EXCLUDE (side), confound, NULL AS paramtyp, NULL::DOUBLE AS araw, NULL AS note,
       CASE WHEN seq IS NOT NULL THEN [seq] END AS srcseq
FROM work.lab LEFT JOIN work.confounded USING (rid)
UNION ALL BY NAME
SELECT * FROM work.score;

CREATE TABLE adam.adlb AS
WITH joined AS (
    SELECT series.*, analysed.* EXCLUDE (rid), work.exact(aval / nullif(anrhi, 0)) AS r2anrhi,
           -- Before treatment nothing is above baseline yet: such a result is graded by its own range only.
           ctcae_grade(paramcd, aval, anrlo, anrhi, CASE WHEN prefl = 'N' THEN base ELSE aval END) AS atoxgr
    FROM work.series JOIN work.bds('work.series') AS analysed USING (rid)
),
grade_before AS (SELECT usubjid, paramcd, atoxgr AS btoxgr FROM joined WHERE ablfl = 'Y')
SELECT usubjid, paramcd, param, parcat1, paramtyp, aval, avalc, avalu, araw, base, basetype, chg, pchg, r2base,
       ablfl, lobxfl, prefl, adt, adtm, adtf, ady, randdy, visit, visitnum, avisit, avisitn, anl01fl, eotfl,
       anrlo, anrhi,
       CASE WHEN aval IS NULL OR (anrlo IS NULL AND anrhi IS NULL) THEN lbnrind
            WHEN aval > anrhi THEN 'HIGH' WHEN aval < anrlo THEN 'LOW' ELSE 'NORMAL' END AS anrind,
       r2anrhi, atoxgr, btoxgr, lborres, lborresu, confound, reason, note, srcseq, source_file, source_row
FROM joined LEFT JOIN grade_before USING (usubjid, paramcd)
ORDER BY usubjid, paramcd, adtm, srcseq[1];
