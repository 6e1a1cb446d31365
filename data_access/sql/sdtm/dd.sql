-- One row per detail of a subject's death (SDTM DD).
CREATE TABLE sdtm.dd (
    studyid VARCHAR,               -- study identifier
    domain VARCHAR,                -- domain abbreviation, DD
    usubjid VARCHAR NOT NULL,      -- unique subject identifier
    ddseq INTEGER,                 -- sequence number, unique within the subject
    ddgrpid VARCHAR,               -- group identifier
    ddrefid VARCHAR,               -- reference identifier
    ddspid VARCHAR,                -- sponsor's identifier
    ddtestcd VARCHAR,              -- death detail, short name
    ddtest VARCHAR,                -- death detail, name
    ddcat VARCHAR,                 -- category
    ddscat VARCHAR,                -- subcategory
    ddorres VARCHAR,               -- result as reported
    ddstresc VARCHAR,              -- result in standard format
    ddeval VARCHAR,                -- who assessed
    epoch VARCHAR,                 -- epoch of the trial
    dddtc VARCHAR,                 -- date and time of collection, ISO 8601, may be partial
    dddy INTEGER,                  -- study day of collection, no day 0
    source_file VARCHAR NOT NULL,  -- file that the row came from
    source_row BIGINT NOT NULL     -- data row in that file, from 1
);
