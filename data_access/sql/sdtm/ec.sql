-- One row per dose as collected, given or not (SDTM EC).
CREATE TABLE sdtm.ec (
    studyid VARCHAR,               -- study identifier
    domain VARCHAR,                -- domain abbreviation, EC
    usubjid VARCHAR NOT NULL,      -- unique subject identifier
    ecseq INTEGER,                 -- sequence number, unique within the subject
    ecgrpid VARCHAR,               -- group identifier
    ecrefid VARCHAR,               -- reference identifier
    ecspid VARCHAR,                -- sponsor's identifier
    ectrt VARCHAR,                 -- treatment
    eccat VARCHAR,                 -- category
    ecmood VARCHAR,                -- SCHEDULED or PERFORMED
    ecpresp VARCHAR,               -- Y if asked for
    ecoccur VARCHAR,               -- N if the dose was not given
    ecreasoc VARCHAR,              -- why it was not given
    ecdose DOUBLE,                 -- dose
    ecdostxt VARCHAR,              -- dose as text
    ecdosu VARCHAR,                -- unit of the dose
    ecdosfrm VARCHAR,              -- form
    ecdosfrq VARCHAR,              -- frequency
    ecroute VARCHAR,               -- route
    eclot VARCHAR,                 -- lot
    ecpstrg DOUBLE,                -- strength of the product
    ecpstrgu VARCHAR,              -- unit of the strength
    ecadj VARCHAR,                 -- why the dose was changed or interrupted
    visitnum DOUBLE,               -- visit number; decimals are unscheduled visits
    visit VARCHAR,                 -- visit name
    visitdy INTEGER,               -- planned study day of the visit
    epoch VARCHAR,                 -- epoch of the trial
    ecstdtc VARCHAR,               -- start, ISO 8601, may be partial
    ecendtc VARCHAR,               -- end, ISO 8601, may be partial
    ecstdy INTEGER,                -- study day of the start, no day 0
    ecendy INTEGER,                -- study day of the end, no day 0
    ectpt VARCHAR,                 -- planned time point
    ectptnum DOUBLE,               -- planned time point, number
    source_file VARCHAR NOT NULL,  -- file that the row came from
    source_row BIGINT NOT NULL     -- data row in that file, from 1
);
