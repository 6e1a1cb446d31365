-- One row per adverse event (SDTM AE).
-- trtemfl: on or after the first dose (never dosed: randomisation) as far as the start is known; a partial
-- start counts as soon as it can be: `AESTDTC >= left(RFXSTDTC, length(AESTDTC))` reproduces the published
-- TRTEMFL of the CDISC pilot. An event without any start counts unless it ended before.
-- inf24fl: from the start of an infusion to 24 h after its end (dose intervals have none); inf24how says whether
-- by the clock, or only by the date, in which case it counts as soon as it can. doseno: the last dose before.
-- ongofl: no end, and nobody says that it ended.
-- aecomp: INFECTION or BLEEDING by clinical/patient/complications.py. astlo and aenhi: the first day on which it can have
-- begun and the last on which it can have ended, equal to astdt and aendt where those are known.
CREATE TABLE adam.adae AS
WITH event AS (
    SELECT ae.*, anchordt, randdt, dthdt, dtc_date(aestdtc) AS astdt, dtc_timestamp(aestdtc) AS astdtm,
           dtc_date(aeendtc) AS aendt, dtc_timestamp(aeendtc) AS aendtm,
           CASE WHEN trtsdt IS NOT NULL AND trtsdtf IS NULL THEN strftime(trtsdtm, '%Y-%m-%dT%H:%M')
                ELSE strftime(coalesce(trtsdt, randdt), '%Y-%m-%d') END AS from_dtc
    FROM sdtm.ae JOIN adam.adsl USING (usubjid)
),
after_dose AS (
    SELECT event.usubjid, event.aeseq, event.source_file, event.source_row, max(doseno) AS doseno, bool_or(
               CASE WHEN work.open_part(aestdtc) IS NULL AND adex.astdtf IS NULL
                    THEN event.astdtm <= adex.aendtm + INTERVAL 24 HOUR
                    ELSE event.astdt <= coalesce(adex.aendt, adex.astdt) + 1 END) AS within
    FROM event JOIN adam.adex ON adex.usubjid = event.usubjid AND adex.doseno IS NOT NULL
     AND CASE WHEN work.open_part(aestdtc) IS NULL AND adex.astdtf IS NULL
              THEN event.astdtm >= adex.astdtm ELSE event.astdt >= adex.astdt END
    GROUP BY ALL
)
SELECT event.usubjid, event.aeseq, aeterm, coalesce(aedecod, aeterm) AS aedecod, aebodsys, upper(aesev) AS aesev,
       upper(aeser) AS aeser, aerel, aeacn, aeout, TRY_CAST(TRY_CAST(aetoxgr AS DOUBLE) AS INTEGER) AS aetoxgr, aesdth,
       aecomp, aestdtc, aeendtc, astdt, astdtm, work.open_part(aestdtc) AS astdtf,
       work.first_day(aestdtc) AS astlo, work.last_day(aeendtc) AS aenhi, aendt, aendtm, work.open_part(aeendtc) AS aendtf,
       work.study_day(astdt, anchordt) AS astdy, work.study_day(aendt, anchordt) AS aendy,
       work.study_day(astdt, randdt) AS randdy,
       CASE WHEN aeendtc IS NULL AND coalesce(upper(aeout), '') NOT IN ('RECOVERED/RESOLVED', 'FATAL',
                'RECOVERED/RESOLVED WITH SEQUELAE') THEN 'Y' ELSE 'N' END AS ongofl,
       CASE WHEN from_dtc IS NULL THEN 'N'
            WHEN aestdtc IS NULL THEN CASE WHEN aeendtc < left(from_dtc, length(aeendtc)) THEN 'N' ELSE 'Y' END
            WHEN aestdtc >= left(from_dtc, length(aestdtc)) THEN 'Y' ELSE 'N' END AS trtemfl,
       CASE WHEN within THEN 'Y' WHEN usubjid IN (SELECT usubjid FROM adam.adex WHERE doseno IS NOT NULL) THEN 'N'
       END AS inf24fl,
       CASE WHEN within THEN CASE WHEN work.open_part(aestdtc) IS NULL THEN 'TIMED' ELSE 'BY DATE' END END AS inf24how,
       doseno, event.source_file, event.source_row
FROM event LEFT JOIN after_dose USING (usubjid, source_file, source_row)
LEFT JOIN work.complication ON complication.decod = coalesce(event.aedecod, '')
      AND complication.term = coalesce(event.aeterm, '') AND complication.bodsys = coalesce(aebodsys, aesoc, '')
ORDER BY usubjid, aestdtc NULLS FIRST, aeseq;
