-- One row per analysed laboratory result or derived score.
-- anrind compares the value with the range of its own record in standard units; a result without a number keeps
-- the laboratory's own judgement. btoxgr is the grade of the baseline record.
CREATE TABLE adam.adlb AS
WITH grade_before AS (
    SELECT usubjid, paramcd, atoxgr AS btoxgr
    FROM work.analysed JOIN work.grade USING (rid) JOIN (SELECT rid, usubjid, paramcd FROM work.series) USING (rid)
    WHERE ablfl = 'Y'
)
SELECT usubjid, paramcd, param, parcat1, paramtyp, aval, avalc, avalu, araw, base, basetype, chg, pchg, r2base,
       ablfl, lobxfl, prefl, adt, adtm, adtf, ady, randdy, visit, visitnum, avisit, avisitn, anl01fl, eotfl,
       anrlo, anrhi,
       CASE WHEN aval IS NULL OR (anrlo IS NULL AND anrhi IS NULL) THEN lbnrind
            WHEN aval > anrhi THEN 'HIGH' WHEN aval < anrlo THEN 'LOW' ELSE 'NORMAL' END AS anrind,
       work.exact(aval / nullif(anrhi, 0)) AS r2anrhi, atoxgr, btoxgr,
       lborres, lborresu, confound,
       CASE WHEN certwhy IS NOT NULL THEN 'QUESTIONED' WHEN aval IS NULL AND low IS NOT NULL THEN 'LIMIT'
            WHEN aval IS NOT NULL AND confound IS NOT NULL THEN 'CONFOUNDED' WHEN aval IS NOT NULL THEN 'PLAUSIBLE'
       END AS certainty, certwhy, certnote, avalq, reason, note, srcseq, source_file, source_row
FROM work.series JOIN work.analysed USING (rid)
LEFT JOIN work.grade USING (rid) LEFT JOIN grade_before USING (usubjid, paramcd)
ORDER BY usubjid, paramcd, adtm, seq;
