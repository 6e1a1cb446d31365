-- SDTM dates stay text; these read them. A date is ISO 8601 and may end early: 2014, 2014-03, 2014-03-05,
-- 2014-03-05T13:20. Parts may be left out in the middle (2014---05), and 2014-03-05/2014-03-09 is an interval.

-- 'DATETIME', 'DATE', 'MONTH' or 'YEAR': how far the date goes; 'OTHER' for a valid form without a usable start
-- (parts left out, an interval); 'INVALID' for anything else; NULL for an empty date.
CREATE MACRO dtc_precision(dtc) AS CASE
    WHEN dtc IS NULL OR dtc = '' THEN NULL
    WHEN length(dtc) >= 10 AND dtc[5] = '-' AND dtc >= '1000' AND try_cast(dtc[1:10] AS DATE) IS NOT NULL AND NOT contains(dtc, '/')
        THEN CASE
            WHEN length(dtc) = 10 THEN 'DATE'
            WHEN regexp_full_match(dtc[11:], 'T([01]\d|2[0-3])(:[0-5]\d(:[0-5]\d([.,]\d+)?)?)?(Z|[+-]\d\d:?\d\d)?')
                THEN 'DATETIME'
            ELSE 'INVALID'
        END
    WHEN regexp_full_match(dtc, '\d{4}-(0[1-9]|1[0-2])') THEN 'MONTH'
    WHEN regexp_full_match(dtc, '\d{4}') THEN 'YEAR'
    WHEN contains(dtc, '--') AND regexp_full_match(dtc, '(\d{4}|-)-(\d\d|-)-(\d\d|-)(T[\d:.,-]+)?')
        OR regexp_full_match(dtc, '[\d:T.,+Z-]{4,}/[\dPYMDTHSW:.,+Z-]+') THEN 'OTHER'
    ELSE 'INVALID'
END;

-- The calendar date; NULL unless year, month and day are all there and form a real date.
CREATE MACRO dtc_date(dtc) AS
    CASE WHEN dtc_precision(dtc) IN ('DATE', 'DATETIME') THEN CAST(dtc[1:10] AS DATE) END;

-- The moment, midnight if the date has no time; local time: an offset from UTC is left aside. NULL as dtc_date.
CREATE MACRO dtc_timestamp(dtc) AS CASE dtc_precision(dtc)
    WHEN 'DATE' THEN CAST(dtc AS TIMESTAMP)
    WHEN 'DATETIME' THEN CAST(
        dtc[1:10] || ' ' || CASE
            WHEN regexp_matches(dtc, 'T\d\d:\d\d:\d\d') THEN replace(regexp_extract(dtc, 'T([\d:]+([.,]\d{1,6})?)', 1), ',', '.')
            WHEN regexp_matches(dtc, 'T\d\d:\d\d') THEN dtc[12:16] || ':00'
            ELSE dtc[12:13] || ':00:00'
        END AS TIMESTAMP)
END;

-- Whether one date is later than another as far as both are known: 2014-03 is after 2014-02-28, but 2014-03 and
-- 2014-03-05 cannot be told apart. NULL if one is empty or has no usable start.
CREATE MACRO dtc_after(later, earlier) AS
    CASE WHEN dtc_precision(later) NOT IN ('OTHER', 'INVALID') AND dtc_precision(earlier) NOT IN ('OTHER', 'INVALID')
    THEN left(later, least(length(later), length(earlier))) > left(earlier, least(length(later), length(earlier)))
    END;
