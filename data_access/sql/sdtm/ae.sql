-- One row per adverse event of a subject (SDTM AE).
CREATE TABLE sdtm.ae (
    studyid VARCHAR,               -- study identifier
    domain VARCHAR,                -- domain abbreviation, AE
    usubjid VARCHAR NOT NULL,      -- unique subject identifier
    aeseq INTEGER,                 -- sequence number, unique within the subject
    aegrpid VARCHAR,               -- group identifier
    aerefid VARCHAR,               -- reference identifier
    aespid VARCHAR,                -- sponsor's identifier
    aeterm VARCHAR,                -- adverse event as reported
    aemodify VARCHAR,              -- reported term, modified
    aellt VARCHAR,                 -- lowest level term
    aedecod VARCHAR,               -- dictionary-derived term; may be empty
    aehlt VARCHAR,                 -- high level term
    aehlgt VARCHAR,                -- high level group term
    aecat VARCHAR,                 -- category
    aescat VARCHAR,                -- subcategory
    aepresp VARCHAR,               -- Y if asked for
    aebodsys VARCHAR,              -- body system or organ class used in the analysis
    aesoc VARCHAR,                 -- primary system organ class
    aesev VARCHAR,                 -- severity: MILD, MODERATE, SEVERE
    aeser VARCHAR,                 -- Y if serious
    aeacn VARCHAR,                 -- action taken with study treatment
    aeacnoth VARCHAR,              -- other action taken
    aerel VARCHAR,                 -- causality
    aerelnst VARCHAR,              -- relation to something other than study treatment
    aepatt VARCHAR,                -- pattern
    aeout VARCHAR,                 -- outcome
    aescan VARCHAR,                -- Y if it involves cancer
    aescong VARCHAR,               -- Y if congenital anomaly
    aesdisab VARCHAR,              -- Y if disability
    aesdth VARCHAR,                -- Y if it led to death
    aeshosp VARCHAR,               -- Y if it needed or prolonged a hospital stay
    aeslife VARCHAR,               -- Y if life threatening
    aesod VARCHAR,                 -- Y if with overdose
    aesmie VARCHAR,                -- Y if otherwise medically important
    aecontrt VARCHAR,              -- Y if treated
    aetoxgr VARCHAR,               -- toxicity grade, CTCAE
    epoch VARCHAR,                 -- epoch of the trial
    aedtc VARCHAR,                 -- date and time of collection, ISO 8601, may be partial
    aedy INTEGER,                  -- study day of collection, no day 0
    aestdtc VARCHAR,               -- start, ISO 8601, may be partial
    aeendtc VARCHAR,               -- end, ISO 8601, may be partial
    aestdy INTEGER,                -- study day of the start, no day 0
    aeendy INTEGER,                -- study day of the end, no day 0
    aedur VARCHAR,                 -- duration, ISO 8601
    aeenrf VARCHAR,                -- end relative to the reference period
    aeenrtpt VARCHAR,              -- end relative to a reference point: ONGOING, BEFORE ...
    aeentpt VARCHAR,               -- the reference point of the end
    source_file VARCHAR NOT NULL,  -- file that the row came from
    source_row BIGINT NOT NULL     -- data row in that file, from 1
);
