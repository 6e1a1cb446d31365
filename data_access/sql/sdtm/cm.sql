-- One row per medication or blood product taken by a subject (SDTM CM).
CREATE TABLE sdtm.cm (
    studyid VARCHAR,               -- study identifier
    domain VARCHAR,                -- domain abbreviation, CM
    usubjid VARCHAR NOT NULL,      -- unique subject identifier
    cmseq INTEGER,                 -- sequence number, unique within the subject
    cmgrpid VARCHAR,               -- group identifier
    cmrefid VARCHAR,               -- reference identifier
    cmspid VARCHAR,                -- sponsor's identifier
    cmtrt VARCHAR,                 -- medication as reported
    cmmodify VARCHAR,              -- reported name, modified
    cmdecod VARCHAR,               -- standardised name
    cmcat VARCHAR,                 -- category
    cmscat VARCHAR,                -- subcategory
    cmpresp VARCHAR,               -- Y if asked for
    cmoccur VARCHAR,               -- N if not taken
    cmindc VARCHAR,                -- indication
    cmclas VARCHAR,                -- class
    cmclascd VARCHAR,              -- class, code
    cmdose DOUBLE,                 -- dose per administration
    cmdostxt VARCHAR,              -- dose as text
    cmdosu VARCHAR,                -- unit of the dose
    cmdosfrm VARCHAR,              -- form
    cmdosfrq VARCHAR,              -- frequency
    cmdostot DOUBLE,               -- total daily dose
    cmroute VARCHAR,               -- route
    visitnum DOUBLE,               -- visit number; decimals are unscheduled visits
    visit VARCHAR,                 -- visit name
    visitdy INTEGER,               -- planned study day of the visit
    epoch VARCHAR,                 -- epoch of the trial
    cmdtc VARCHAR,                 -- date and time of collection, ISO 8601, may be partial
    cmdy INTEGER,                  -- study day of collection, no day 0
    cmstdtc VARCHAR,               -- start, ISO 8601, may be partial
    cmendtc VARCHAR,               -- end, ISO 8601, may be partial
    cmstdy INTEGER,                -- study day of the start, no day 0
    cmendy INTEGER,                -- study day of the end, no day 0
    cmstrf VARCHAR,                -- start relative to the reference period
    cmenrf VARCHAR,                -- end relative to the reference period
    cmstrtpt VARCHAR,              -- start relative to a reference point
    cmsttpt VARCHAR,               -- the reference point of the start
    cmenrtpt VARCHAR,              -- end relative to a reference point
    cmentpt VARCHAR,               -- the reference point of the end
    source_file VARCHAR NOT NULL,  -- file that the row came from
    source_row BIGINT NOT NULL     -- data row in that file, from 1
);
