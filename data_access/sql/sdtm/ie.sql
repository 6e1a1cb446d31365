-- One row per eligibility criterion that a subject did not meet (SDTM IE).
CREATE TABLE sdtm.ie (
    studyid VARCHAR,               -- study identifier
    domain VARCHAR,                -- domain abbreviation, IE
    usubjid VARCHAR NOT NULL,      -- unique subject identifier
    ieseq INTEGER,                 -- sequence number, unique within the subject
    iegrpid VARCHAR,               -- group identifier
    ierefid VARCHAR,               -- reference identifier
    iespid VARCHAR,                -- sponsor's identifier
    ietestcd VARCHAR,              -- criterion, short name
    ietest VARCHAR,                -- criterion, name
    iecat VARCHAR,                 -- category
    iescat VARCHAR,                -- subcategory
    ieorres VARCHAR,               -- result as reported
    iestresc VARCHAR,              -- result in standard format
    visitnum DOUBLE,               -- visit number; decimals are unscheduled visits
    visit VARCHAR,                 -- visit name
    visitdy INTEGER,               -- planned study day of the visit
    epoch VARCHAR,                 -- epoch of the trial
    iedtc VARCHAR,                 -- date and time of collection, ISO 8601, may be partial
    iedy INTEGER,                  -- study day of collection, no day 0
    source_file VARCHAR NOT NULL,  -- file that the row came from
    source_row BIGINT NOT NULL     -- data row in that file, from 1
);
