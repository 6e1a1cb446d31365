-- One row per infusion, planned time point and sign that was looked at: the observation that stands for it, one with
-- a value before one without, one that names the point before one that lies near it, then the latest.
CREATE TABLE work.sign_at_point AS
SELECT * FROM adam.adsign WHERE tptnum IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY usubjid, doseno, tptnum, paramcd
                           ORDER BY aval IS NULL, NOT named, adtm DESC, source_row DESC) = 1;
