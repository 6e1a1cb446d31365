-- One row per laboratory result that CTCAE v4.03 can grade: its grade. A limit is graded where both of its ends agree.
-- Before treatment nothing is above baseline yet: such a result is graded by its own range only.
CREATE TABLE work.grade AS
SELECT rid,
       ctcae_grade(paramcd, coalesce(aval, low), coalesce(aval, high), anrlo, anrhi,
                   CASE WHEN prefl = 'N' THEN base ELSE aval END) AS atoxgr
FROM work.series JOIN work.analysed USING (rid)
WHERE paramtyp IS NULL AND coalesce(aval, low) IS NOT NULL;
