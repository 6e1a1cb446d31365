-- One row per laboratory result drawn under renal replacement: within 7 days after a session, and whether MELD
-- then counts creatinine as 4.0 mg/dL.
CREATE TABLE work.renal_state AS
SELECT rid, bool_or(kind = 'MELD4') AS dialysis
FROM work.lab JOIN work.confounder USING (usubjid)
WHERE kind IN ('DIALYSIS', 'MELD4') AND adtm >= start AND adtm <= stop
  AND paramcd IN (SELECT source FROM work.score_source)
GROUP BY rid;
