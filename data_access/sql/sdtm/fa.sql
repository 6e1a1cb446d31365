-- One row per finding about an event or intervention of a subject (SDTM FA).
CREATE TABLE sdtm.fa (
    studyid VARCHAR,               -- study identifier
    domain VARCHAR,                -- domain abbreviation, FA
    usubjid VARCHAR NOT NULL,      -- unique subject identifier
    faseq INTEGER,                 -- sequence number, unique within the subject
    fagrpid VARCHAR,               -- group identifier
    farefid VARCHAR,               -- reference identifier
    faspid VARCHAR,                -- sponsor's identifier
    fatestcd VARCHAR,              -- finding, short name
    fatest VARCHAR,                -- finding, name
    facat VARCHAR,                 -- category
    fascat VARCHAR,                -- subcategory
    faobj VARCHAR,                 -- what the finding is about
    faorres VARCHAR,               -- result as reported, keeps signs such as <
    faorresu VARCHAR,              -- unit as reported
    fastresc VARCHAR,              -- result in standard format, as text
    fastresn DOUBLE,               -- result in standard units, as a number; empty for <0.2 and the like
    fastresu VARCHAR,              -- standard unit
    fastat VARCHAR,                -- NOT DONE, or empty
    fareasnd VARCHAR,              -- why it was not done
    faloc VARCHAR,                 -- where on the body
    faeval VARCHAR,                -- who assessed
    fablfl VARCHAR,                -- Y for the baseline record (SDTMIG 3.2)
    falobxfl VARCHAR,              -- Y for the last record before first exposure (SDTMIG 3.3)
    visitnum DOUBLE,               -- visit number; decimals are unscheduled visits
    visit VARCHAR,                 -- visit name
    visitdy INTEGER,               -- planned study day of the visit
    epoch VARCHAR,                 -- epoch of the trial
    fadtc VARCHAR,                 -- date and time of collection, ISO 8601, may be partial
    fady INTEGER,                  -- study day of collection, no day 0
    fatpt VARCHAR,                 -- planned time point
    fatptnum DOUBLE,               -- planned time point, number
    faeltm VARCHAR,                -- planned time from the reference point, ISO 8601 duration
    fatptref VARCHAR,              -- reference of the time point
    source_file VARCHAR NOT NULL,  -- file that the row came from
    source_row BIGINT NOT NULL     -- data row in that file, from 1
);
