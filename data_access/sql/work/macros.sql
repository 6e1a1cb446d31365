-- Rules shared by the analysis tables.

-- Day 1 is the first day itself, the day before it is -1: there is no day 0.
CREATE MACRO work.study_day(day, day_one) AS
    date_diff('day', day_one, day) + CASE WHEN day >= day_one THEN 1 ELSE 0 END;

-- The first day that a date, however short, can mean: 2014-03 -> 2014-03-01.
CREATE MACRO work.first_day(dtc) AS CASE dtc_precision(dtc)
    WHEN 'MONTH' THEN CAST(dtc || '-01' AS DATE)
    WHEN 'YEAR' THEN CAST(dtc || '-01-01' AS DATE)
    ELSE dtc_date(dtc)
END;

-- The last day that a date, however short, can mean: 2014-03 -> 2014-03-31.
CREATE MACRO work.last_day(dtc) AS CASE dtc_precision(dtc)
    WHEN 'MONTH' THEN last_day(CAST(dtc || '-01' AS DATE))
    WHEN 'YEAR' THEN CAST(dtc || '-12-31' AS DATE)
    ELSE dtc_date(dtc)
END;

-- What a date leaves open: NULL if it has a time, else 'DATE' (no time), 'MONTH', 'YEAR' ...
CREATE MACRO work.open_part(dtc) AS nullif(dtc_precision(dtc), 'DATETIME');

-- Ten significant digits, as clinical.common.decimals compares: 1.5 x 1.2 is 1.8.
CREATE MACRO work.exact(x) AS
    CASE WHEN x = 0 OR NOT isfinite(x) THEN x ELSE round(x, CAST(9 - floor(log10(abs(x))) AS INTEGER)) END;

-- The body fluid of a result that is not blood, NULL for blood: a urine protein is not a serum protein.
CREATE MACRO work.fluid(specimen, category) AS CASE WHEN regexp_matches(
    upper(concat_ws(' ', specimen, category)),
    'URIN|ASCIT|CSF|CEREBROSPINAL|FA?ECES|STOOL|SALIVA|SPUTUM|PLEURAL|PERITON|尿|腹水|粪')
    THEN upper(coalesce(specimen, category)) END;

-- How the source marks a baseline record: 2 by --BLFL, 1 by --LOBXFL, NULL not at all. Where both are used on
-- different records the sponsor's own --BLFL decides.
CREATE MACRO work.flag(blfl, lobxfl) AS CASE WHEN upper(blfl) = 'Y' THEN 2 WHEN upper(lobxfl) = 'Y' THEN 1 END;

-- 143.0 -> 143
CREATE MACRO work.as_text(x) AS regexp_replace(CAST(x AS VARCHAR), '\.0$', '');
