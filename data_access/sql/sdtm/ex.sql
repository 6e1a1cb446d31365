-- One row per dose, or interval of constant dosing, that a subject received (SDTM EX).
CREATE TABLE sdtm.ex (
    studyid VARCHAR,               -- study identifier
    domain VARCHAR,                -- domain abbreviation, EX
    usubjid VARCHAR NOT NULL,      -- unique subject identifier
    exseq INTEGER,                 -- sequence number, unique within the subject
    exgrpid VARCHAR,               -- group identifier
    exrefid VARCHAR,               -- reference identifier
    exspid VARCHAR,                -- sponsor's identifier
    extrt VARCHAR,                 -- treatment
    excat VARCHAR,                 -- category
    exdose DOUBLE,                 -- dose per administration; 0 for placebo
    exdostxt VARCHAR,              -- dose as text
    exdosu VARCHAR,                -- unit of the dose
    exdosfrm VARCHAR,              -- form
    exdosfrq VARCHAR,              -- frequency
    exroute VARCHAR,               -- route
    exlot VARCHAR,                 -- lot
    exloc VARCHAR,                 -- where on the body
    extrtv VARCHAR,                -- vehicle
    exvamt DOUBLE,                 -- amount of vehicle, the volume given
    exvamtu VARCHAR,               -- unit of the amount of vehicle
    exadj VARCHAR,                 -- why the dose was changed or interrupted
    visitnum DOUBLE,               -- visit number; decimals are unscheduled visits
    visit VARCHAR,                 -- visit name
    visitdy INTEGER,               -- planned study day of the visit
    epoch VARCHAR,                 -- epoch of the trial
    exstdtc VARCHAR,               -- start, ISO 8601, may be partial
    exendtc VARCHAR,               -- end, ISO 8601, may be partial
    exstdy INTEGER,                -- study day of the start, no day 0
    exendy INTEGER,                -- study day of the end, no day 0
    exdur VARCHAR,                 -- duration, ISO 8601
    extpt VARCHAR,                 -- planned time point
    extptnum DOUBLE,               -- planned time point, number
    source_file VARCHAR NOT NULL,  -- file that the row came from
    source_row BIGINT NOT NULL     -- data row in that file, from 1
);
