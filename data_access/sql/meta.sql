-- One row: what this database is and where it comes from.
CREATE TABLE meta.snapshot (
    study VARCHAR,           -- STUDYID, several joined by a comma
    title VARCHAR,           -- TS, parameter TITLE
    built_at TIMESTAMP,      -- UTC
    version VARCHAR,         -- of the program that built it
    layout INTEGER,          -- of the tables; a program opens only files of its own layout
    simulated BOOLEAN,       -- true: no patient ever gave these data
    data_cutoff VARCHAR,     -- ISO date: TS, parameter DCUTDTC, else the newest date of any observation
    hash VARCHAR             -- SHA-256 over the sorted SHA-256s of the source files
);

-- One row if the file that this one replaced held an earlier data cut of the same study, else none.
CREATE TABLE meta.previous (
    hash VARCHAR,
    data_cutoff VARCHAR,
    built_at TIMESTAMP       -- UTC
);

-- One row per happening that the earlier data cut knew (adam.adnews there).
CREATE TABLE meta.previous_news (
    usubjid VARCHAR,
    newskey VARCHAR
);

-- One row per source file and domain in it: rows_read = rows_loaded + rows_rejected.
CREATE TABLE meta.source (
    file VARCHAR,
    domain VARCHAR,          -- lower case; NULL for rows whose domain is not known
    format VARCHAR,
    encoding VARCHAR,
    sha256 VARCHAR,          -- of the file as delivered
    rows_read BIGINT,
    rows_loaded BIGINT,
    rows_rejected BIGINT
);

-- One row per file of SOURCE that was left alone.
CREATE TABLE meta.skipped (
    file VARCHAR,
    reason VARCHAR
);

-- One row per column of a source file that tells who a patient is, or supplemental qualifier that does.
CREATE TABLE meta.dropped (
    file VARCHAR,
    "column" VARCHAR,        -- as delivered, upper case
    reason VARCHAR,
    allowed BOOLEAN          -- true: kept all the same, because its name was allowed
);

-- One row per source row that was not loaded.
CREATE TABLE meta.rejected (
    file VARCHAR,
    domain VARCHAR,
    "row" BIGINT,            -- data row in the file, from 1
    "column" VARCHAR,        -- the first variable at fault; NULL if the row as a whole is
    reason VARCHAR,
    record VARCHAR           -- the row as it stood in the file (JSON where it could be taken apart)
);

-- One row per cell that says nothing that can be read, in a row that was loaded without it: a reference limit in words.
CREATE TABLE meta.unread_cell (
    source_file VARCHAR,
    domain VARCHAR,
    source_row BIGINT,       -- data row in the file, from 1
    "column" VARCHAR,        -- the variable, upper case
    usubjid VARCHAR,
    "text" VARCHAR           -- what stands in the cell
);

-- One row per name of a treatment whose kind the data manager chose (the file of decisions beside the database).
CREATE TABLE meta.decision (
    name VARCHAR,            -- as reported, upper case
    kind VARCHAR
);

-- One row per name of a treatment about which the data manager is asked, or has decided.
CREATE TABLE meta.treatment_name (
    name VARCHAR,            -- as reported, upper case
    domain VARCHAR,          -- PR, CM or DS
    kinds VARCHAR,           -- what it counts as, joined by +
    how VARCHAR,             -- EXCLUDED, AMBIGUOUS, UNMATCHED, DECIDED (clinical.patient.treatment_kind)
    n BIGINT                 -- rows of the domain
);

-- One row per data check.
CREATE TABLE meta.check_result (
    check_id VARCHAR,
    title VARCHAR,
    severity VARCHAR,        -- error, warning or note
    n BIGINT                 -- findings
);

-- One row per finding of a data check.
CREATE TABLE meta.finding (
    check_id VARCHAR,
    usubjid VARCHAR,
    domain VARCHAR,
    source_file VARCHAR,
    source_row BIGINT,
    detail VARCHAR
);
