-- One row per laboratory result of a subject at one moment (SDTM LB).
CREATE TABLE sdtm.lb (
    studyid VARCHAR,               -- study identifier
    domain VARCHAR,                -- domain abbreviation, LB
    usubjid VARCHAR NOT NULL,      -- unique subject identifier
    lbseq INTEGER,                 -- sequence number, unique within the subject
    lbgrpid VARCHAR,               -- group identifier
    lbrefid VARCHAR,               -- reference identifier
    lbspid VARCHAR,                -- sponsor's identifier
    lbtestcd VARCHAR,              -- laboratory test, short name
    lbtest VARCHAR,                -- laboratory test, name
    lbcat VARCHAR,                 -- category
    lbscat VARCHAR,                -- subcategory
    lborres VARCHAR,               -- result as reported, keeps signs such as <
    lborresu VARCHAR,              -- unit as reported
    lbornrlo VARCHAR,              -- lower reference limit as reported
    lbornrhi VARCHAR,              -- upper reference limit as reported
    lbstresc VARCHAR,              -- result in standard format, as text
    lbstresn DOUBLE,               -- result in standard units, as a number; empty for <0.2 and the like
    lbstresu VARCHAR,              -- standard unit
    lbstnrlo DOUBLE,               -- lower reference limit in standard units
    lbstnrhi DOUBLE,               -- upper reference limit in standard units
    lbnrind VARCHAR,               -- LOW, NORMAL, HIGH or ABNORMAL, as the laboratory judged
    lbstat VARCHAR,                -- NOT DONE, or empty
    lbreasnd VARCHAR,              -- why it was not done
    lbnam VARCHAR,                 -- laboratory
    lbspec VARCHAR,                -- specimen
    lbmethod VARCHAR,              -- method
    lbblfl VARCHAR,                -- Y for the baseline record (SDTMIG 3.2)
    lblobxfl VARCHAR,              -- Y for the last record before first exposure (SDTMIG 3.3)
    lbfast VARCHAR,                -- Y if fasting
    lbdrvfl VARCHAR,               -- Y if derived
    visitnum DOUBLE,               -- visit number; decimals are unscheduled visits
    visit VARCHAR,                 -- visit name
    visitdy INTEGER,               -- planned study day of the visit
    epoch VARCHAR,                 -- epoch of the trial
    lbdtc VARCHAR,                 -- date and time of collection, ISO 8601, may be partial
    lbdy INTEGER,                  -- study day of collection, no day 0
    lbtpt VARCHAR,                 -- planned time point
    lbtptnum DOUBLE,               -- planned time point, number
    lbeltm VARCHAR,                -- planned time from the reference point, ISO 8601 duration
    lbtptref VARCHAR,              -- reference of the time point
    source_file VARCHAR NOT NULL,  -- file that the row came from
    source_row BIGINT NOT NULL     -- data row in that file, from 1
);
