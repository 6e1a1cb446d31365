-- One row per subject and laboratory term of CTCAE v4.03 with any grade: of the baseline, and the worst after it.
-- Unscheduled visits count; results after the day of a transplant do not, nor questioned ones; a limit counts where it
-- decides. A test with two terms (sodium) is graded by each alone. worst is NULL without a result after the first dose.
CREATE TABLE adam.adshift AS
WITH result AS (
    SELECT adlb.*, term, CASE WHEN sides = 1 OR atoxgr = 0 OR aval IS NULL THEN atoxgr
                              ELSE ctcae_term_grade(term, aval, aval, anrlo, anrhi, CASE WHEN prefl = 'N' THEN base ELSE aval END)
                         END AS grade
    FROM adam.adlb JOIN work.grade_term USING (paramcd) JOIN (SELECT usubjid, ltdt FROM adam.adsl) USING (usubjid)
    WHERE atoxgr IS NOT NULL AND (ltdt IS NULL OR adt <= ltdt)
),
shift AS (
    SELECT usubjid, paramcd, term, max(grade) FILTER (ablfl = 'Y') AS base, max(grade) FILTER (prefl = 'N') AS worst,
           count(*) FILTER (prefl = 'N' AND confound IS NOT NULL) AS confounded,
           arg_max({'ady': ady, 'file': source_file, 'row': source_row}, {'grade': grade, 'first': -epoch(adtm)})
               FILTER (prefl = 'N' AND grade IS NOT NULL) AS found
    FROM result GROUP BY ALL
)
SELECT usubjid, paramcd, term, base, worst, found.ady AS ady, confounded, found.file AS source_file,
       found.row AS source_row
FROM shift ORDER BY term, usubjid;
