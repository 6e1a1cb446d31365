-- One row per subject: demographics, arms, reference dates (SDTM DM).
CREATE TABLE sdtm.dm (
    studyid VARCHAR,               -- study identifier
    domain VARCHAR,                -- domain abbreviation, DM
    usubjid VARCHAR NOT NULL,      -- unique subject identifier
    subjid VARCHAR,                -- subject identifier within the study
    rfstdtc VARCHAR,               -- reference start date
    rfendtc VARCHAR,               -- reference end date
    rfxstdtc VARCHAR,              -- first study treatment
    rfxendtc VARCHAR,              -- last study treatment
    rficdtc VARCHAR,               -- informed consent
    rfpendtc VARCHAR,              -- end of participation
    dthdtc VARCHAR,                -- date of death
    dthfl VARCHAR,                 -- Y if the subject died
    siteid VARCHAR,                -- site
    invid VARCHAR,                 -- investigator
    brthdtc VARCHAR,               -- birth date, often the year only
    age DOUBLE,                    -- age
    ageu VARCHAR,                  -- unit of age
    sex VARCHAR,                   -- sex
    race VARCHAR,                  -- race
    ethnic VARCHAR,                -- ethnicity
    armcd VARCHAR,                 -- planned arm, code
    arm VARCHAR,                   -- planned arm; empty or Screen Failure for those never randomised
    actarmcd VARCHAR,              -- actual arm, code
    actarm VARCHAR,                -- actual arm
    armnrs VARCHAR,                -- why arm or actual arm is empty
    actarmud VARCHAR,              -- description of an unplanned actual arm
    country VARCHAR,               -- country
    dmdtc VARCHAR,                 -- date of collection, ISO 8601, may be partial
    dmdy INTEGER,                  -- study day of collection, no day 0
    source_file VARCHAR NOT NULL,  -- file that the row came from
    source_row BIGINT NOT NULL     -- data row in that file, from 1
);
