-- One row per element of an arm as planned (SDTM TA).
CREATE TABLE sdtm.ta (
    studyid VARCHAR,               -- study identifier
    domain VARCHAR,                -- domain abbreviation, TA
    armcd VARCHAR,                 -- arm, code
    arm VARCHAR,                   -- arm
    taetord DOUBLE,                -- order of the element within the arm
    etcd VARCHAR,                  -- element, code
    element VARCHAR,               -- element
    tabranch VARCHAR,              -- where the arms part
    tatrans VARCHAR,               -- rule for passing on
    epoch VARCHAR,                 -- epoch of the trial
    source_file VARCHAR NOT NULL,  -- file that the row came from
    source_row BIGINT NOT NULL     -- data row in that file, from 1
);
