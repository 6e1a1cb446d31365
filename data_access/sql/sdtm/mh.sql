-- One row per item of a subject's medical history (SDTM MH).
CREATE TABLE sdtm.mh (
    studyid VARCHAR,               -- study identifier
    domain VARCHAR,                -- domain abbreviation, MH
    usubjid VARCHAR NOT NULL,      -- unique subject identifier
    mhseq INTEGER,                 -- sequence number, unique within the subject
    mhgrpid VARCHAR,               -- group identifier
    mhrefid VARCHAR,               -- reference identifier
    mhspid VARCHAR,                -- sponsor's identifier
    mhterm VARCHAR,                -- history item as reported
    mhmodify VARCHAR,              -- reported term, modified
    mhllt VARCHAR,                 -- lowest level term
    mhdecod VARCHAR,               -- dictionary-derived term; may be empty
    mhhlt VARCHAR,                 -- high level term
    mhhlgt VARCHAR,                -- high level group term
    mhevdtyp VARCHAR,              -- what the date stands for: DIAGNOSIS, SYMPTOM ONSET ...
    mhcat VARCHAR,                 -- category
    mhscat VARCHAR,                -- subcategory
    mhpresp VARCHAR,               -- Y if asked for
    mhoccur VARCHAR,               -- N if it did not occur
    mhbodsys VARCHAR,              -- body system or organ class
    mhsev VARCHAR,                 -- severity
    visitnum DOUBLE,               -- visit number; decimals are unscheduled visits
    visit VARCHAR,                 -- visit name
    visitdy INTEGER,               -- planned study day of the visit
    epoch VARCHAR,                 -- epoch of the trial
    mhdtc VARCHAR,                 -- date and time of collection, ISO 8601, may be partial
    mhdy INTEGER,                  -- study day of collection, no day 0
    mhstdtc VARCHAR,               -- start, ISO 8601, may be partial
    mhendtc VARCHAR,               -- end, ISO 8601, may be partial
    mhstdy INTEGER,                -- study day of the start, no day 0
    mhendy INTEGER,                -- study day of the end, no day 0
    mhenrf VARCHAR,                -- end relative to the reference period
    mhenrtpt VARCHAR,              -- end relative to a reference point
    mhentpt VARCHAR,               -- the reference point of the end
    source_file VARCHAR NOT NULL,  -- file that the row came from
    source_row BIGINT NOT NULL     -- data row in that file, from 1
);
