-- One row per visit as planned (SDTM TV).
CREATE TABLE sdtm.tv (
    studyid VARCHAR,               -- study identifier
    domain VARCHAR,                -- domain abbreviation, TV
    visitnum DOUBLE,               -- visit number
    visit VARCHAR,                 -- visit name
    visitdy INTEGER,               -- planned study day of the visit
    armcd VARCHAR,                 -- arm, code
    arm VARCHAR,                   -- arm
    tvstrl VARCHAR,                -- rule for the start of the visit
    tvenrl VARCHAR,                -- rule for the end of the visit
    source_file VARCHAR NOT NULL,  -- file that the row came from
    source_row BIGINT NOT NULL     -- data row in that file, from 1
);
