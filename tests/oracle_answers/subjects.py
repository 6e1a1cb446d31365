"""Demographics, populations, exposure and disposition of the CDISC pilot."""

from typing import Any

from tests.oracle_answers.common import Answer, Database, nested, one, pairs, rows, summaries

SUBJECT_OF_EXPOSURE = {
    "CP-EX-S01": "01-701-1015",
    "CP-EX-S02": "01-701-1023",
    "CP-EX-S03": "01-701-1028",
    "CP-EX-S07": "01-710-1083",
    "CP-EX-S08": "01-705-1303",
    "CP-EX-S09": "01-718-1427",
    "CP-EX-S10": "01-716-1024",
}


def subjects(query: str) -> Answer:
    return lambda db, _: [subject for (subject,) in rows(db, query)]


def value(query: str) -> Answer:
    return lambda db, _: one(db, query)


def counts(query: str) -> Answer:
    return lambda db, _: pairs(db, query)


def two_levels(query: str) -> Answer:
    return lambda db, _: nested(db, query)


def by_site(db: Database, _: str) -> dict[str, Any]:
    treated = "SELECT siteid, count(*) FROM adam.adsl WHERE trtsdt IS NOT NULL GROUP BY siteid"
    return {
        "n_sites": one(db, "SELECT count(DISTINCT siteid) FROM adam.adsl"),
        "treated_by_site": pairs(db, treated),
    }


def flags(db: Database, _: str) -> dict[str, int]:
    names = [name for (name,) in rows(db, "SELECT DISTINCT qnam FROM sdtm.suppdm")]
    return {name: one(db, f"SELECT count(*) FROM sdtm.dm WHERE {name.lower()} = 'Y'") for name in names}


def completers(db: Database, oracle: str) -> dict[str, int]:
    flag = oracle.removeprefix("CP-SUPP-").lower()
    return pairs(db, f"SELECT arm, count(*) FROM sdtm.dm WHERE {flag} = 'Y' GROUP BY arm")


def exposure(db: Database, oracle: str) -> dict[str, Any]:
    subject = SUBJECT_OF_EXPOSURE[oracle]
    given = rows(
        db,
        "SELECT exstdtc, exendtc, exdose, date_diff('day', CAST(exstdtc AS DATE), CAST(exendtc AS DATE)) + 1 "
        "FROM adam.adex WHERE usubjid = ? ORDER BY exseq",
        subject,
    )
    ((arm, actarm),) = rows(db, "SELECT arm, actarm FROM adam.adsl WHERE usubjid = ?", subject)
    days = [row[3] for row in given]
    return {
        "subject": subject,
        "arm": arm,
        "actarm": actarm,
        "first": min(row[0] for row in given),
        "last": max(row[1] for row in given if row[1]),
        "rows": len(given),
        "patch_days": None if None in days else sum(days),
        "intervals": [{"start": start, "end": end, "dose": dose} for start, end, dose, _ in given],
    }


ANSWERS: dict[str, Answer] = {
    "CP-DM-01": value("SELECT count(*) FROM adam.adsl"),
    "CP-DM-02": counts("SELECT arm, count(*) FROM adam.adsl GROUP BY arm"),
    "CP-DM-04": subjects("SELECT usubjid FROM adam.adsl WHERE arm <> actarm ORDER BY usubjid"),
    "CP-DM-08": counts("SELECT usubjid, CAST(dthdt AS VARCHAR) FROM adam.adsl WHERE dthfl = 'Y'"),
    "CP-DM-09": counts("SELECT trt01p, count(*) FROM adam.adsl WHERE dthfl = 'Y' GROUP BY trt01p"),
    "CP-DM-10": by_site,
    "CP-DM-11": two_levels("SELECT trt01p, race, count(*) FROM adam.adsl WHERE scrffl = 'N' GROUP BY ALL"),
    "CP-DM-12": subjects(
        "SELECT usubjid FROM sdtm.dm WHERE rfxstdtc IS NOT NULL AND rfxendtc IS NULL ORDER BY 1"
    ),
    "CP-SUPP-01": flags,
    "CP-SUPP-02": counts("SELECT trt01p, count(*) FROM adam.adsl WHERE saffl = 'Y' GROUP BY trt01p"),
    "CP-SUPP-COMPLT8": completers,
    "CP-SUPP-COMPLT24": completers,
    "CP-ADSL-03": two_levels(
        "SELECT trt01p, CASE WHEN age < 65 THEN '<65' WHEN age <= 80 THEN '65-80' ELSE '>80' END, count(*) "
        "FROM adam.adsl WHERE randfl = 'Y' GROUP BY ALL"
    ),
    "CP-ADSL-05": lambda db, _: summaries(db, "SELECT trt01p, trtdurd FROM adam.adsl WHERE randfl = 'Y'"),
    "CP-ADSL-06": lambda db, _: summaries(db, "SELECT trt01p, weightbl FROM adam.adsl WHERE randfl = 'Y'"),
    "CP-EX-01": lambda db, _: {
        "rows": one(db, "SELECT count(*) FROM adam.adex"),
        "subjects": one(db, "SELECT count(DISTINCT usubjid) FROM adam.adex"),
    },
    "CP-EX-03": value("SELECT count(*) FROM adam.adex WHERE exdose = 0"),
    "CP-EX-04": counts("SELECT usubjid, exseq FROM adam.adex WHERE exendtc IS NULL"),
    **dict.fromkeys(SUBJECT_OF_EXPOSURE, exposure),
    "CP-DS-02": counts("SELECT dscat, count(*) FROM sdtm.ds GROUP BY dscat"),
    "CP-DS-03": counts("SELECT usubjid, dsstdtc FROM sdtm.ds WHERE dsdecod = 'DEATH'"),
    "CP-MH-01": counts(
        "SELECT CASE dtc_precision(mhstdtc) WHEN 'DATE' THEN 'full' WHEN 'MONTH' THEN 'month' "
        "WHEN 'YEAR' THEN 'year' ELSE 'empty' END AS known, count(*) FROM sdtm.mh GROUP BY known"
    ),
    "CP-TS-01": value("SELECT title FROM meta.snapshot"),
    "CP-TS-02": value("SELECT count(*) FROM sdtm.ts"),
    "CP-SUPPDS-01": lambda db, _: {
        "rows": one(db, "SELECT count(*) FROM sdtm.suppds"),
        "subjects": [subject for (subject,) in rows(db, "SELECT usubjid FROM sdtm.suppds ORDER BY usubjid")],
    },
}
