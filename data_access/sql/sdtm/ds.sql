-- One row per disposition event of a subject; several per subject, also for one death (SDTM DS).
CREATE TABLE sdtm.ds (
    studyid VARCHAR,               -- study identifier
    domain VARCHAR,                -- domain abbreviation, DS
    usubjid VARCHAR NOT NULL,      -- unique subject identifier
    dsseq INTEGER,                 -- sequence number, unique within the subject
    dsgrpid VARCHAR,               -- group identifier
    dsrefid VARCHAR,               -- reference identifier
    dsspid VARCHAR,                -- sponsor's identifier
    dsterm VARCHAR,                -- event as reported
    dsdecod VARCHAR,               -- standardised event: RANDOMIZED, COMPLETED, DEATH ...
    dscat VARCHAR,                 -- category: DISPOSITION EVENT, PROTOCOL MILESTONE, OTHER EVENT
    dsscat VARCHAR,                -- subcategory
    visitnum DOUBLE,               -- visit number; decimals are unscheduled visits
    visit VARCHAR,                 -- visit name
    visitdy INTEGER,               -- planned study day of the visit
    epoch VARCHAR,                 -- epoch of the trial
    dsdtc VARCHAR,                 -- date and time of collection, ISO 8601, may be partial
    dsdy INTEGER,                  -- study day of collection, no day 0
    dsstdtc VARCHAR,               -- date of the event, ISO 8601, may be partial
    dsstdy INTEGER,                -- study day of the event, no day 0
    source_file VARCHAR NOT NULL,  -- file that the row came from
    source_row BIGINT NOT NULL     -- data row in that file, from 1
);
