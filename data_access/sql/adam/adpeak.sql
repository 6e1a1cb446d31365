-- One row per subject and liver test (ALT, AST, BILI, ALP): the highest result after the first dose, as a multiple of
-- its own ULN and of baseline (the first where several are equal), unscheduled visits included.
-- baseuln: the baseline as a multiple of its own ULN. n: results after the first dose. ulnsign, xbasesign: '>' where the
-- peak is known only to be above a limit. n_unjudged: results without an upper limit that could be higher than the peak,
-- by the least upper limit that the study has for the test: with any of them the peak in ULN is not known.
CREATE TABLE adam.adpeak AS
WITH peak AS (
    SELECT usubjid, paramcd, any_value(base) AS base, any_value(r2anrhi) FILTER (ablfl = 'Y') AS baseuln,
           count(*) FILTER (prefl = 'N') AS n,
           arg_max({'peak': r2anrhi, 'adt': adt, 'ady': ady, 'visit': visit, 'file': source_file, 'row': source_row,
                    'at_least': at_least},
                   {'value': r2anrhi, 'open': at_least, 'first': -epoch(adtm)}) FILTER (prefl = 'N' AND r2anrhi IS NOT NULL) AS found,
           arg_max({'peak': r2base, 'adt': adt, 'ady': ady, 'visit': visit, 'file': source_file, 'row': source_row,
                    'at_least': at_least},
                   {'value': r2base, 'open': at_least, 'first': -epoch(adtm)}) FILTER (prefl = 'N' AND r2base IS NOT NULL) AS baseline,
           list(at_most) FILTER (prefl = 'N' AND r2anrhi IS NULL) AS open_ends
    FROM work.liver_result GROUP BY ALL
),
judged AS (
    SELECT *, len(list_filter(coalesce(open_ends, []), lambda each: each > coalesce(found.peak, 0))) AS n_unjudged,
           CASE WHEN n_unjudged = 0 THEN found END AS uln
    FROM peak
)
SELECT usubjid, paramcd, n, n_unjudged, base, baseuln,
       uln.peak AS uln, CASE WHEN uln.at_least THEN '>' END AS ulnsign, uln.adt AS ulndt, uln.ady AS ulndy,
       uln.visit AS ulnvisit, uln.file AS ulnfile, uln.row AS ulnrow,
       baseline.peak AS xbase, CASE WHEN baseline.at_least THEN '>' END AS xbasesign, baseline.adt AS xbasedt,
       baseline.ady AS xbasedy, baseline.visit AS xbasevisit, baseline.file AS xbasefile, baseline.row AS xbaserow
FROM judged ORDER BY usubjid, paramcd;
