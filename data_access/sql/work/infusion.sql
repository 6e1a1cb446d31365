-- One row per infusion (numbered dose) given. start and stop are NULL where their time is not known; EX rows of
-- one day are one infusion.
CREATE TABLE work.infusion AS
SELECT usubjid, doseno, min(astdt) AS day, CASE WHEN bool_and(astdtf IS NULL) THEN min(astdtm) END AS start,
       CASE WHEN bool_and(exendtc IS NOT NULL AND work.open_part(exendtc) IS NULL) AND max(aendtm) >= start
            THEN max(aendtm) END AS stop
FROM adam.adex WHERE doseno IS NOT NULL
GROUP BY ALL;

-- Whether something observed belongs to an infusion: by its reference ('INFUSION 2'); else by the clock, from 2 h
-- before the start to 26 h after the end (the planned 24 h and their tolerance); where times are not known, by the
-- date of a record that bears the name of a planned time point.
CREATE MACRO work.around_infusion(reference, tptnum, adt, adtm, adtf, doseno, day, start, stop) AS CASE
    WHEN regexp_matches(upper(reference), 'INFUSION *\d')
    THEN doseno = TRY_CAST(regexp_extract(upper(reference), 'INFUSION *(\d+)', 1) AS INTEGER)
    WHEN adtf IS NULL AND start IS NOT NULL
    THEN adtm BETWEEN start - INTERVAL 2 HOUR AND coalesce(stop, start) + INTERVAL 26 HOUR
    ELSE tptnum IS NOT NULL AND adt BETWEEN day AND day + 1
END;

-- Minutes since the start of the infusion, where both times are known.
CREATE MACRO work.minutes_since(start, adtm, adtf) AS
    CASE WHEN adtf IS NULL THEN date_diff('second', start, adtm) / 60.0 END;
