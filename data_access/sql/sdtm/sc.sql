-- One row per characteristic of a subject (SDTM SC).
CREATE TABLE sdtm.sc (
    studyid VARCHAR,               -- study identifier
    domain VARCHAR,                -- domain abbreviation, SC
    usubjid VARCHAR NOT NULL,      -- unique subject identifier
    scseq INTEGER,                 -- sequence number, unique within the subject
    scgrpid VARCHAR,               -- group identifier
    screfid VARCHAR,               -- reference identifier
    scspid VARCHAR,                -- sponsor's identifier
    sctestcd VARCHAR,              -- characteristic, short name
    sctest VARCHAR,                -- characteristic, name
    sccat VARCHAR,                 -- category
    scscat VARCHAR,                -- subcategory
    scorres VARCHAR,               -- result as reported, keeps signs such as <
    scorresu VARCHAR,              -- unit as reported
    scstresc VARCHAR,              -- result in standard format, as text
    scstresn DOUBLE,               -- result in standard units, as a number; empty for <0.2 and the like
    scstresu VARCHAR,              -- standard unit
    scstat VARCHAR,                -- NOT DONE, or empty
    screasnd VARCHAR,              -- why it was not done
    visitnum DOUBLE,               -- visit number; decimals are unscheduled visits
    visit VARCHAR,                 -- visit name
    visitdy INTEGER,               -- planned study day of the visit
    epoch VARCHAR,                 -- epoch of the trial
    scdtc VARCHAR,                 -- date and time of collection, ISO 8601, may be partial
    scdy INTEGER,                  -- study day of collection, no day 0
    source_file VARCHAR NOT NULL,  -- file that the row came from
    source_row BIGINT NOT NULL     -- data row in that file, from 1
);
