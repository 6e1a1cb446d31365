-- One row per procedure done to a subject (SDTM PR).
CREATE TABLE sdtm.pr (
    studyid VARCHAR,               -- study identifier
    domain VARCHAR,                -- domain abbreviation, PR
    usubjid VARCHAR NOT NULL,      -- unique subject identifier
    prseq INTEGER,                 -- sequence number, unique within the subject
    prgrpid VARCHAR,               -- group identifier
    prrefid VARCHAR,               -- reference identifier
    prspid VARCHAR,                -- sponsor's identifier
    prtrt VARCHAR,                 -- procedure as reported
    prdecod VARCHAR,               -- standardised name
    prcat VARCHAR,                 -- category
    prscat VARCHAR,                -- subcategory
    prpresp VARCHAR,               -- Y if asked for
    proccur VARCHAR,               -- N if not done
    prindc VARCHAR,                -- indication
    prdose DOUBLE,                 -- amount
    prdosu VARCHAR,                -- unit of the amount
    prloc VARCHAR,                 -- where on the body
    visitnum DOUBLE,               -- visit number; decimals are unscheduled visits
    visit VARCHAR,                 -- visit name
    visitdy INTEGER,               -- planned study day of the visit
    epoch VARCHAR,                 -- epoch of the trial
    prdtc VARCHAR,                 -- date and time of collection, ISO 8601, may be partial
    prdy INTEGER,                  -- study day of collection, no day 0
    prstdtc VARCHAR,               -- start, ISO 8601, may be partial
    prendtc VARCHAR,               -- end, ISO 8601, may be partial
    prstdy INTEGER,                -- study day of the start, no day 0
    prendy INTEGER,                -- study day of the end, no day 0
    source_file VARCHAR NOT NULL,  -- file that the row came from
    source_row BIGINT NOT NULL     -- data row in that file, from 1
);
