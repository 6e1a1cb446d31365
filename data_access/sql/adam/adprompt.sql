-- One row per infusion and sign with a display flag: a prompt to check for an adverse event entry, not a grade.
-- The value is the one furthest beyond; by_level, by_change: which rule of clinical.infusions.window; pre_reached:
-- the value before the infusion was beyond already. entries: adverse events in the window (adae.inf24fl); ongoing:
-- those that began before the day of the infusion and had not ended.
CREATE TABLE adam.adprompt AS
WITH flagged AS (
    SELECT adsign.*, count(*) OVER sign_of_infusion AS n_values,
           bool_or(levelfl = 'Y') OVER sign_of_infusion AS by_level,
           coalesce(bool_or(changefl = 'Y') OVER sign_of_infusion, false) AS by_change
    FROM adam.adsign JOIN work.sign USING (paramcd) WHERE levelfl = 'Y' OR changefl = 'Y'
    WINDOW sign_of_infusion AS (PARTITION BY usubjid, doseno, paramcd)
    QUALIFY row_number() OVER (PARTITION BY usubjid, doseno, paramcd
                               ORDER BY CASE WHEN rising THEN -aval ELSE aval END, adtm, source_row) = 1
),
entered AS (
    SELECT usubjid, doseno, list(DISTINCT aedecod ORDER BY aedecod) AS entries
    FROM adam.adae WHERE inf24fl = 'Y' GROUP BY ALL
),
going_on AS (
    SELECT usubjid, infusion.doseno, list(DISTINCT aedecod ORDER BY aedecod) AS ongoing
    FROM adam.adae JOIN work.infusion USING (usubjid)
    WHERE astdt < day AND (aendt >= day OR ongofl = 'Y') GROUP BY ALL
)
SELECT usubjid, doseno, paramcd, by_level, by_change, n_values, aval, avalc, avalu, pre, chgpre,
       coalesce(sign_level(paramcd, avalu, pre) = 1, false) AS pre_reached, tpt, adt, adtm, adtf, atptn,
       coalesce(entries, []) AS entries, coalesce(ongoing, []) AS ongoing, source_domain, source_file, source_row
FROM flagged LEFT JOIN entered USING (usubjid, doseno) LEFT JOIN going_on USING (usubjid, doseno)
ORDER BY usubjid, doseno, paramcd;
