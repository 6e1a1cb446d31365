-- One row per element that a subject passed through (SDTM SE).
CREATE TABLE sdtm.se (
    studyid VARCHAR,               -- study identifier
    domain VARCHAR,                -- domain abbreviation, SE
    usubjid VARCHAR NOT NULL,      -- unique subject identifier
    seseq INTEGER,                 -- sequence number, unique within the subject
    etcd VARCHAR,                  -- element, code
    element VARCHAR,               -- element
    taetord DOUBLE,                -- planned order of the element
    epoch VARCHAR,                 -- epoch of the trial
    sestdtc VARCHAR,               -- start, ISO 8601, may be partial
    seendtc VARCHAR,               -- end, ISO 8601, may be partial
    sestdy INTEGER,                -- study day of the start, no day 0
    seendy INTEGER,                -- study day of the end, no day 0
    seupdes VARCHAR,               -- description of an unplanned element
    source_file VARCHAR NOT NULL,  -- file that the row came from
    source_row BIGINT NOT NULL     -- data row in that file, from 1
);
