-- One row per cell phenotype result of a subject at one moment (SDTM CP).
CREATE TABLE sdtm.cp (
    studyid VARCHAR,               -- study identifier
    domain VARCHAR,                -- domain abbreviation, CP
    usubjid VARCHAR NOT NULL,      -- unique subject identifier
    cpseq INTEGER,                 -- sequence number, unique within the subject
    cpgrpid VARCHAR,               -- group identifier
    cprefid VARCHAR,               -- reference identifier
    cpspid VARCHAR,                -- sponsor's identifier
    cptestcd VARCHAR,              -- cell phenotype, short name
    cptest VARCHAR,                -- cell phenotype, name
    cpcat VARCHAR,                 -- category
    cpscat VARCHAR,                -- subcategory
    cpsbmrks VARCHAR,              -- sublineage markers
    cpcellst VARCHAR,              -- state of the cell
    cporres VARCHAR,               -- result as reported, keeps signs such as <
    cporresu VARCHAR,              -- unit as reported
    cpornrlo VARCHAR,              -- lower reference limit as reported
    cpornrhi VARCHAR,              -- upper reference limit as reported
    cpstresc VARCHAR,              -- result in standard format, as text
    cpstresn DOUBLE,               -- result in standard units, as a number; empty for <0.2 and the like
    cpstresu VARCHAR,              -- standard unit
    cpstnrlo DOUBLE,               -- lower reference limit in standard units
    cpstnrhi DOUBLE,               -- upper reference limit in standard units
    cpnrind VARCHAR,               -- LOW, NORMAL or HIGH, as the laboratory judged
    cpstat VARCHAR,                -- NOT DONE, or empty
    cpreasnd VARCHAR,              -- why it was not done
    cpspec VARCHAR,                -- specimen
    cpmethod VARCHAR,              -- method
    cpblfl VARCHAR,                -- Y for the baseline record (SDTMIG 3.2)
    cplobxfl VARCHAR,              -- Y for the last record before first exposure (SDTMIG 3.3)
    visitnum DOUBLE,               -- visit number; decimals are unscheduled visits
    visit VARCHAR,                 -- visit name
    visitdy INTEGER,               -- planned study day of the visit
    epoch VARCHAR,                 -- epoch of the trial
    cpdtc VARCHAR,                 -- date and time of collection, ISO 8601, may be partial
    cpdy INTEGER,                  -- study day of collection, no day 0
    source_file VARCHAR NOT NULL,  -- file that the row came from
    source_row BIGINT NOT NULL     -- data row in that file, from 1
);
