-- One row per infusion (numbered dose) given. start and stop are NULL where their time is not known; EX rows of
-- one day are one infusion. What the record itself says is taken by mouth, through the skin or every day is none.
CREATE TABLE work.infusion AS
SELECT usubjid, doseno, min(astdt) AS day, CASE WHEN bool_and(astdtf IS NULL) THEN min(astdtm) END AS start,
       CASE WHEN bool_and(exendtc IS NOT NULL AND work.open_part(exendtc) IS NULL) AND max(aendtm) >= start
            THEN max(aendtm) END AS stop
FROM adam.adex LEFT JOIN (SELECT source_file, source_row, exdosfrq FROM work.dose) USING (source_file, source_row)
WHERE doseno IS NOT NULL
  AND NOT regexp_matches(upper(coalesce(exroute, '')), 'ORAL|DERMAL|TOPIC|CUTAN|PATCH|NASAL|INHAL|RECTAL|SUBLING|BUCCAL|OPHTHALM|口服|经皮|外用|吸入')
  AND NOT regexp_matches(upper(coalesce(exdosfrq, '')), '^(QD|BID|TID|QID|Q\d+H|QAM|QPM|QHS|DAILY|EVERY DAY|\d TIMES PER DAY|每日|每天)')
GROUP BY ALL;

-- One row per infusion and key of what may belong to it: its number, and each day around it. A join by this key grows
-- with the rows, where a join by patient would grow with rows times infusions.
CREATE TABLE work.infusion_near AS
SELECT infusion.*, unnest(list_concat(['#' || doseno], list_transform(
           generate_series(least(day, coalesce(CAST(start - INTERVAL 2 HOUR AS DATE), day)),
                           greatest(day + 1, coalesce(CAST(coalesce(stop, start) + INTERVAL 26 HOUR AS DATE), day + 1)),
                           INTERVAL 1 DAY),
           lambda near: strftime(near, '%Y-%m-%d')))) AS near
FROM work.infusion;

-- The key of something observed: the infusion that it refers to ('INFUSION 2'), else its day.
CREATE MACRO work.near_infusion(reference, adt) AS
    coalesce('#' || TRY_CAST(nullif(regexp_extract(upper(reference), 'INFUSION *(\d+)', 1), '') AS INTEGER), strftime(adt, '%Y-%m-%d'));

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
