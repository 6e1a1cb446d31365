-- One row per parameter that the study has at a visit: what a page can offer without a look at any result.
-- part_of: of what a percentage is one (cell subsets). after_baseline: how many of its results come after baseline.
-- n_confounded: how many of them a treatment set (work.confounded).
CREATE TABLE adam.parameter AS
SELECT source, paramcd, mode(param) AS param, mode(avalu) AS avalu, mode(part_of) AS part_of,
       count(DISTINCT usubjid) AS n_subjects, count(*) FILTER (avisitn > 0) AS after_baseline,
       count(confound) AS n_confounded
FROM adam.at_visit
GROUP BY source, paramcd
ORDER BY source, paramcd;
