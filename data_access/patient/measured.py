"""What was measured of a patient, laboratory results, scores and vital signs in one form."""

# `record` names a row: that of adam.adlb, or, below zero, one of adam.advs. A pressure while standing is another thing.
# Vital signs have the columns of laboratory results; what they have not (ranges, grades, confounders) is NULL.
MEASURED = """
    SELECT *, rowid AS record FROM adam.adlb
    UNION ALL BY NAME
    SELECT usubjid, paramcd, param, aval, avalc, avalc AS lborres, CASE avalu WHEN 'C' THEN '°C'
               WHEN 'beats/min' THEN '/min' WHEN 'breaths/min' THEN '/min' ELSE avalu END AS avalu, avalu AS lborresu,
           base, chg, pchg, r2base, ablfl, adt, adtm, adtf, ady, randdy, visit, visitnum, avisit, avisitn, reason,
           source_file, source_row, -1 - rowid AS record
    FROM adam.advs WHERE upper(coalesce(vspos, '')) <> 'STANDING'
"""
