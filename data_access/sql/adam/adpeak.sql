-- One row per subject and liver test (ALT, AST, BILI, ALP): the highest result after the first dose, as a multiple of
-- its own ULN and of baseline (the first where several are equal), unscheduled visits included.
-- baseuln: the baseline as a multiple of its own ULN. n: results after the first dose.
CREATE TABLE adam.adpeak AS
WITH peak AS (
    SELECT usubjid, paramcd, any_value(base) AS base, any_value(r2anrhi) FILTER (ablfl = 'Y') AS baseuln,
           count(*) FILTER (prefl = 'N') AS n,
           arg_max({'peak': r2anrhi, 'adt': adt, 'ady': ady, 'visit': visit, 'file': source_file, 'row': source_row},
                   {'value': r2anrhi, 'first': -epoch(adtm)}) FILTER (prefl = 'N' AND r2anrhi IS NOT NULL) AS uln,
           arg_max({'peak': r2base, 'adt': adt, 'ady': ady, 'visit': visit, 'file': source_file, 'row': source_row},
                   {'value': r2base, 'first': -epoch(adtm)}) FILTER (prefl = 'N' AND r2base IS NOT NULL) AS baseline
    FROM work.liver_result GROUP BY ALL
)
SELECT usubjid, paramcd, n, base, baseuln,
       uln.peak AS uln, uln.adt AS ulndt, uln.ady AS ulndy, uln.visit AS ulnvisit, uln.file AS ulnfile, uln.row AS ulnrow,
       baseline.peak AS xbase, baseline.adt AS xbasedt, baseline.ady AS xbasedy, baseline.visit AS xbasevisit,
       baseline.file AS xbasefile, baseline.row AS xbaserow
FROM peak ORDER BY usubjid, paramcd;
