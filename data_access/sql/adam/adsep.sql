-- One row per bilirubin result at which ALT and bilirubin have parted (clinical.patient.separation): against which draw
-- of the 7 days before, and by how much each has changed.
CREATE TABLE adam.adsep AS
SELECT draw.usubjid, draw.adt, draw.adtm, draw.ady, draw.alt, draw.bili,
       earlier.adtm AS refdtm, earlier.ady AS refdy, earlier.alt AS refalt, earlier.bili AS refbili,
       round(100 * (draw.alt - refalt) / refalt, 10) AS pchgalt,
       round(100 * (draw.bili - refbili) / refbili, 10) AS pchgbili, draw.source_file, draw.source_row
FROM work.separation
JOIN work.paired_draw AS draw ON draw.place = separation.place
JOIN work.paired_draw AS earlier ON earlier.place = separation.against
ORDER BY draw.usubjid, draw.adtm, draw.source_row;
