-- One row per subject, organ and day on which something is known of that organ, by the EASL-CLIF definitions.
-- points: 1 to 3, the worst of the day, the least it can be. failing: 'Y' from the points on from which this organ
-- fails (the kidney from 2), 'N', or NULL where it cannot be said. An organ without any finding on a day has no row:
-- unknown is not normal.
-- Kidney: renal replacement counts on its days and for creatinine drawn within 7 days after, as in the scores
-- (confound DIALYSIS); a study that records no procedures is taken to have none, as in MELD.
-- Circulation: it fails with terlipressin or a catecholamine, and only then (Moreau 2013), so a mean pressure below 70
-- has 2 points and is not failing. Where the study records no medication at all, or nothing on the end of a
-- vasopressor begun before, failing is NULL.
-- paramcd, aval, avalc, avalu, basis: the deciding finding (of equal ones the worst value); confound is its own.
-- afterlt: 'Y' from the day after a liver transplant, another liver.
CREATE TABLE adam.adorgan AS
WITH worst AS (
    SELECT *, max(least) OVER day AS points, max(most) OVER day AS at_most
    FROM work.organ_finding
    WINDOW day AS (PARTITION BY usubjid, organ, adt)
    QUALIFY row_number() OVER (
        PARTITION BY usubjid, organ, adt
        ORDER BY least DESC, most DESC, severity DESC NULLS LAST, adtm, source_domain, source_file, source_row) = 1
)
SELECT usubjid, organ, adt, work.study_day(adt, anchordt) AS ady, CAST(points AS INTEGER) AS points,
       CASE WHEN points >= fails_from THEN 'Y' WHEN at_most >= fails_from THEN NULL ELSE 'N' END AS failing,
       confound, paramcd, value AS aval, avalc, avalu,
       concat_ws(' ', paramcd, coalesce(avalc, work.as_text(value)), nullif(avalu, '')) AS basis,
       CASE WHEN adt > ltdt THEN 'Y' ELSE 'N' END AS afterlt, source_domain, source_file, source_row
FROM worst JOIN (SELECT usubjid, anchordt, ltdt FROM adam.adsl) USING (usubjid)
ORDER BY usubjid, organ, adt;
