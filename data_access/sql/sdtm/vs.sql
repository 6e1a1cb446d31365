-- One row per vital sign of a subject at one moment (SDTM VS).
CREATE TABLE sdtm.vs (
    studyid VARCHAR,               -- study identifier
    domain VARCHAR,                -- domain abbreviation, VS
    usubjid VARCHAR NOT NULL,      -- unique subject identifier
    vsseq INTEGER,                 -- sequence number, unique within the subject
    vsgrpid VARCHAR,               -- group identifier
    vsrefid VARCHAR,               -- reference identifier
    vsspid VARCHAR,                -- sponsor's identifier
    vstestcd VARCHAR,              -- vital sign, short name
    vstest VARCHAR,                -- vital sign, name
    vscat VARCHAR,                 -- category
    vsscat VARCHAR,                -- subcategory
    vspos VARCHAR,                 -- position of the subject
    vsorres VARCHAR,               -- result as reported, keeps signs such as <
    vsorresu VARCHAR,              -- unit as reported
    vsstresc VARCHAR,              -- result in standard format, as text
    vsstresn DOUBLE,               -- result in standard units, as a number; empty for <0.2 and the like
    vsstresu VARCHAR,              -- standard unit
    vsstat VARCHAR,                -- NOT DONE, or empty
    vsreasnd VARCHAR,              -- why it was not done
    vsloc VARCHAR,                 -- where on the body
    vslat VARCHAR,                 -- side of the body
    vsblfl VARCHAR,                -- Y for the baseline record (SDTMIG 3.2)
    vslobxfl VARCHAR,              -- Y for the last record before first exposure (SDTMIG 3.3)
    vsrepnum DOUBLE,               -- repetition number
    vsdrvfl VARCHAR,               -- Y if derived
    visitnum DOUBLE,               -- visit number; decimals are unscheduled visits
    visit VARCHAR,                 -- visit name
    visitdy INTEGER,               -- planned study day of the visit
    epoch VARCHAR,                 -- epoch of the trial
    vsdtc VARCHAR,                 -- date and time of collection, ISO 8601, may be partial
    vsdy INTEGER,                  -- study day of collection, no day 0
    vstpt VARCHAR,                 -- planned time point
    vstptnum DOUBLE,               -- planned time point, number
    vseltm VARCHAR,                -- planned time from the reference point, ISO 8601 duration
    vstptref VARCHAR,              -- reference of the time point
    source_file VARCHAR NOT NULL,  -- file that the row came from
    source_row BIGINT NOT NULL     -- data row in that file, from 1
);
