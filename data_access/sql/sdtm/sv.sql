-- One row per visit that a subject made (SDTM SV).
CREATE TABLE sdtm.sv (
    studyid VARCHAR,               -- study identifier
    domain VARCHAR,                -- domain abbreviation, SV
    usubjid VARCHAR NOT NULL,      -- unique subject identifier
    visitnum DOUBLE,               -- visit number; decimals are unscheduled visits
    visit VARCHAR,                 -- visit name
    visitdy INTEGER,               -- planned study day of the visit
    epoch VARCHAR,                 -- epoch of the trial
    svstdtc VARCHAR,               -- start of the visit, ISO 8601
    svendtc VARCHAR,               -- end of the visit, ISO 8601
    svstdy INTEGER,                -- study day of the start, no day 0
    svendy INTEGER,                -- study day of the end, no day 0
    svpresp VARCHAR,               -- Y if the visit was planned
    svoccur VARCHAR,               -- N if the visit did not take place
    svreasoc VARCHAR,              -- why it did not
    svupdes VARCHAR,               -- description of an unplanned visit
    source_file VARCHAR NOT NULL,  -- file that the row came from
    source_row BIGINT NOT NULL     -- data row in that file, from 1
);
