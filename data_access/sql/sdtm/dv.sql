-- One row per protocol deviation of a subject (SDTM DV).
CREATE TABLE sdtm.dv (
    studyid VARCHAR,               -- study identifier
    domain VARCHAR,                -- domain abbreviation, DV
    usubjid VARCHAR NOT NULL,      -- unique subject identifier
    dvseq INTEGER,                 -- sequence number, unique within the subject
    dvgrpid VARCHAR,               -- group identifier
    dvrefid VARCHAR,               -- reference identifier
    dvspid VARCHAR,                -- sponsor's identifier
    dvterm VARCHAR,                -- deviation as reported
    dvdecod VARCHAR,               -- standardised deviation
    dvcat VARCHAR,                 -- category
    dvscat VARCHAR,                -- subcategory
    epoch VARCHAR,                 -- epoch of the trial
    dvstdtc VARCHAR,               -- start, ISO 8601, may be partial
    dvendtc VARCHAR,               -- end, ISO 8601, may be partial
    dvstdy INTEGER,                -- study day of the start, no day 0
    dvendy INTEGER,                -- study day of the end, no day 0
    source_file VARCHAR NOT NULL,  -- file that the row came from
    source_row BIGINT NOT NULL     -- data row in that file, from 1
);
