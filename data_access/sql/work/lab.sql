-- One row per laboratory result that can be analysed. A questioned one has no aval: its number is avalq, and nothing
-- that looks for values finds it. low and high: the ends of what a result known only as a limit leaves open.
CREATE TABLE work.lab AS
SELECT reading.* EXCLUDE (aval, reason, sign, bound), CASE WHEN certwhy IS NULL THEN aval END AS aval,
       CASE WHEN certwhy IS NOT NULL THEN coalesce(aval, bound) END AS avalq, certwhy, detail AS certnote,
       CASE WHEN certwhy IS NULL THEN work.limit_low(sign, bound) END AS low,
       CASE WHEN certwhy IS NULL THEN work.limit_high(sign, bound) END AS high,
       CASE certwhy WHEN 'OTHER UNIT' THEN 'questioned: probably in another unit'
                    WHEN 'OUTSIDE RANGE' THEN 'questioned: outside what is seen in patients' ELSE reason END AS reason
FROM work.reading LEFT JOIN work.questioned USING (rid);
