-- One row per planned arm, infusion, planned time point and sign: the values of its patients together.
-- Quartiles interpolate between values (type 7). change: from the last value before the infusion, itself 0.
-- n_present: for a sign of allergy, in how many it was present; n_flagged: with a display flag.
CREATE TABLE adam.adinfmed AS
SELECT trt01p, any_value(trt01pn) AS trt01pn, doseno, tptnum, any_value(tpt) AS tpt, paramcd,
       any_value(avalu) AS avalu, median(atptn) AS atptn, count(aval) AS n,
       median(aval) AS value, quantile_cont(aval, 0.25) AS value_q1, quantile_cont(aval, 0.75) AS value_q3,
       min(aval) AS value_low, max(aval) AS value_high, count(pre) FILTER (aval IS NOT NULL) AS n_change,
       median(aval - pre) AS change, quantile_cont(aval - pre, 0.25) AS change_q1,
       quantile_cont(aval - pre, 0.75) AS change_q3, min(aval - pre) AS change_low, max(aval - pre) AS change_high,
       count(*) FILTER (source_domain = 'FA' AND aval = 1) AS n_present,
       count(*) FILTER (levelfl = 'Y' OR changefl = 'Y') AS n_flagged
FROM work.sign_at_point JOIN adam.adsl USING (usubjid)
WHERE aval IS NOT NULL AND trt01p IS NOT NULL
GROUP BY trt01p, doseno, tptnum, paramcd
ORDER BY trt01pn, trt01p, paramcd, doseno, tptnum;
