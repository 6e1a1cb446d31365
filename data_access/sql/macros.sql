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

-- Results and limits stay text too; these read them however they were typed. Full-width forms, both kinds of signs and
-- the words for them become one: '＜０．２' -> '<0.2', '≥ 1,000' -> '>= 1000', 'LESS THAN 10' and '小于10' -> '<10'.
CREATE MACRO plain_sign(result) AS replace(replace(replace(replace(translate(trim(result),
    '０１２３４５６７８９．，＜＞＝﹤﹥〈〉‹›≦≧⩽⩾　', '0123456789.,<>=<><><>≤≥≤≥ '), '≤', '<='), '≥', '>='), '=<', '<='), '=>', '>=');
CREATE MACRO plain_words(result) AS regexp_replace(regexp_replace(regexp_replace(regexp_replace(result,
    '^(?:LESS THAN OR EQUAL(?: TO)?|NOT (?:MORE|GREATER) THAN|UP TO|AT MOST|小于或?等于|不(?:大于|高于|超过)) *(\d.*)$', '<=\1', 'i'),
    '^(?:(?:GREATER|MORE) THAN OR EQUAL(?: TO)?|NOT LESS THAN|AT LEAST|大于或?等于|不(?:小于|低于|少于)) *(\d.*)$', '>=\1', 'i'),
    '^(?:LESS THAN|LOWER THAN|BELOW|UNDER|LT|小于|低于|少于) *(\d.*)$', '<\1', 'i'),
    '^(?:(?:GREATER|MORE|HIGHER) THAN|ABOVE|OVER|EXCEEDS|GT|大于|高于|超过|多于) *(\d.*)$', '>\1', 'i');
CREATE MACRO plain_thousands(result) AS CASE WHEN regexp_matches(result, '^[<>]?=? *\d{1,3}(,\d{3})+(\.\d+)?([^\d,].*)?$')
    THEN regexp_replace(result, '(\d),(\d{3})', '\1\2', 'g') ELSE result END;
CREATE MACRO plain_result(result) AS
    CASE WHEN TRY_CAST(result AS DOUBLE) IS NOT NULL THEN result ELSE plain_thousands(plain_words(plain_sign(result))) END;

-- Whether a plain result is known only as a limit: a sign, a number, and perhaps a unit. '<1:80' and '>5 x ULN' are not.
CREATE MACRO is_limit(plain) AS
    coalesce(regexp_full_match(plain, '[<>]=? *\d+(\.\d*)?([eE][+-]?\d+)?( *[^\d\s<>=.,:/+xX×*^eE-].*)?'), false);
CREATE MACRO limit_number(plain) AS
    TRY_CAST(regexp_extract(plain, '^[<>]=? *(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)', 1) AS DOUBLE);

-- The upper and the lower reference limit in a cell: '<41', '≤ 41 U/L', '0-41' and '41' have the upper limit 41.
-- NULL where there is none: also '>40' as an upper limit, which says that there is no such.
CREATE MACRO range_cell(cell) AS translate(plain_result(cell), '–—－～~至', '------');
CREATE MACRO upper_limit(cell) AS CASE
    WHEN TRY_CAST(cell AS DOUBLE) IS NOT NULL THEN CAST(cell AS DOUBLE)
    WHEN regexp_matches(range_cell(cell), '^<=? *\d') AND is_limit(range_cell(cell)) THEN limit_number(range_cell(cell))
    WHEN regexp_matches(range_cell(cell), '^-?\d+(\.\d+)? *(?i:-|to) *-?\d')
    THEN TRY_CAST(regexp_extract(range_cell(cell), '^-?\d+(?:\.\d+)? *(?i:-|to) *(-?\d+(?:\.\d+)?)', 1) AS DOUBLE)
    WHEN regexp_matches(range_cell(cell), '^-?\d+(\.\d+)? *[^\d\s<>=.,:+-].*$')
    THEN TRY_CAST(regexp_extract(range_cell(cell), '^-?\d+(?:\.\d+)?') AS DOUBLE)
END;
CREATE MACRO lower_limit(cell) AS CASE
    WHEN TRY_CAST(cell AS DOUBLE) IS NOT NULL THEN CAST(cell AS DOUBLE)
    WHEN regexp_matches(range_cell(cell), '^>=? *\d') AND is_limit(range_cell(cell)) THEN limit_number(range_cell(cell))
    WHEN regexp_matches(range_cell(cell), '^-?\d+(\.\d+)? *((?i:-|to) *-?\d|[^\d\s<>=.,:+-].*$)')
    THEN TRY_CAST(regexp_extract(range_cell(cell), '^-?\d+(?:\.\d+)?') AS DOUBLE)
END;
-- Whether such a cell says something that neither of them can read.
CREATE MACRO is_no_range(cell) AS upper_limit(cell) IS NULL AND lower_limit(cell) IS NULL;
