-- One row per disease response or clinical classification of a subject at one moment (SDTM RS).
CREATE TABLE sdtm.rs (
    studyid VARCHAR,               -- study identifier
    domain VARCHAR,                -- domain abbreviation, RS
    usubjid VARCHAR NOT NULL,      -- unique subject identifier
    rsseq INTEGER,                 -- sequence number, unique within the subject
    rsgrpid VARCHAR,               -- group identifier
    rsrefid VARCHAR,               -- reference identifier
    rsspid VARCHAR,                -- sponsor's identifier
    rstestcd VARCHAR,              -- assessment, short name
    rstest VARCHAR,                -- assessment, name
    rscat VARCHAR,                 -- category
    rsscat VARCHAR,                -- subcategory
    rsorres VARCHAR,               -- result as reported, keeps signs such as <
    rsorresu VARCHAR,              -- unit as reported
    rsstresc VARCHAR,              -- result in standard format, as text
    rsstresn DOUBLE,               -- result in standard units, as a number; empty for <0.2 and the like
    rsstresu VARCHAR,              -- standard unit
    rsstat VARCHAR,                -- NOT DONE, or empty
    rsreasnd VARCHAR,              -- why it was not done
    rseval VARCHAR,                -- who assessed
    rsblfl VARCHAR,                -- Y for the baseline record (SDTMIG 3.2)
    rslobxfl VARCHAR,              -- Y for the last record before first exposure (SDTMIG 3.3)
    visitnum DOUBLE,               -- visit number; decimals are unscheduled visits
    visit VARCHAR,                 -- visit name
    visitdy INTEGER,               -- planned study day of the visit
    epoch VARCHAR,                 -- epoch of the trial
    rsdtc VARCHAR,                 -- date and time of collection, ISO 8601, may be partial
    rsdy INTEGER,                  -- study day of collection, no day 0
    source_file VARCHAR NOT NULL,  -- file that the row came from
    source_row BIGINT NOT NULL     -- data row in that file, from 1
);
