-- One row per laboratory result drawn while a treatment set its value: the treatments, joined by ';'.
-- Plasma exchange replaces what the liver makes and clears; adsorption takes bilirubin and bile acids; plasma brings
-- clotting factors; dialysis clears creatinine and urea (trial.md 3.3).
CREATE TABLE work.confounded AS
SELECT rid, string_agg(DISTINCT kind, ';' ORDER BY kind) AS confound
FROM work.lab JOIN work.confounder USING (usubjid)
WHERE CASE kind WHEN 'PE48' THEN parcat1 IN ('LIVER', 'COAG') WHEN 'ADS48' THEN paramcd IN ('BILI', 'BILDIR', 'BILEAC')
                WHEN 'FFP24' THEN parcat1 = 'COAG'
                WHEN 'DIALYSIS' THEN paramcd IN ('CREAT', 'UREA') ELSE false END
  AND adtm + CASE WHEN adtf IS NULL THEN INTERVAL 0 HOUR ELSE INTERVAL 24 HOUR END > start
  AND adtm <= stop
GROUP BY rid;
