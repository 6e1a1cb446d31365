-- One row per characteristic of the trial (SDTM TS).
CREATE TABLE sdtm.ts (
    studyid VARCHAR,               -- study identifier
    domain VARCHAR,                -- domain abbreviation, TS
    tsseq INTEGER,                 -- sequence number
    tsgrpid VARCHAR,               -- group identifier
    tsparmcd VARCHAR,              -- parameter, short name
    tsparm VARCHAR,                -- parameter
    tsval VARCHAR,                 -- value
    tsvalnf VARCHAR,               -- why the value is empty
    tsvalcd VARCHAR,               -- code of the value
    tsvcdref VARCHAR,              -- terminology of the code
    tsvcdver VARCHAR,              -- version of the terminology
    source_file VARCHAR NOT NULL,  -- file that the row came from
    source_row BIGINT NOT NULL     -- data row in that file, from 1
);
