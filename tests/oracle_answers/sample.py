"""The CDISC SDTM-MSG sample of 18 subjects, and the Japanese adverse events."""

from typing import Any

from tests.oracle_answers.common import Answer, Database, one, pairs, rows, summaries
from tests.oracle_answers.laboratory import LIVER

INJECTED = ("001", "002", "005", "006", "009", "011", "012", "013", "014", "016", "018")


def injections(db: Database, oracle: str) -> dict[str, Any]:
    ((first, last, count, total, doses),) = rows(
        db,
        "SELECT min(exstdtc), max(exendtc), count(*), sum(exdose), list_sort(list(DISTINCT exdose)) "
        "FROM adam.adex WHERE usubjid = ?",
        oracle.removeprefix("MS-EX-"),
    )
    return {"first": first, "last": last, "rows": count, "total_mg": total, "doses": doses}


def collected_doses(db: Database, _: str) -> dict[str, Any]:
    return {
        "ec": one(db, "SELECT count(*) FROM sdtm.ec"),
        "ex": one(db, "SELECT count(*) FROM adam.adex"),
        "ecoccur": pairs(db, "SELECT ecoccur, count(*) FROM sdtm.ec GROUP BY ecoccur"),
    }


def laboratory(db: Database, _: str) -> dict[str, Any]:
    counted = "SELECT paramcd, count(*) FROM adam.adlb WHERE list_contains(?, paramcd) GROUP BY paramcd"
    return {
        "total": one(db, "SELECT count(*) FROM sdtm.lb"),
        "has_LBBLFL": one(db, "SELECT count(lbblfl) > 0 FROM sdtm.lb"),
        **pairs(db, counted, list(LIVER)),
    }


def baseline(code: str) -> Answer:
    query = """
        SELECT trt01p, aval FROM adam.adlb JOIN adam.adsl USING (usubjid)
        WHERE paramcd = ? AND ablfl = 'Y' AND basetype = 'FLAGGED'
    """
    return lambda db, _: summaries(db, query, code)


def bilirubin(db: Database, _: str) -> dict[str, Any]:
    query = """
        SELECT lbdtc, adlb.ady, adlb.visit, aval, anrhi
        FROM adam.adlb JOIN sdtm.lb USING (source_file, source_row)
        WHERE adlb.usubjid = 'CDISC008' AND paramcd = 'BILI' ORDER BY adtm
    """
    found = [dict(zip(("dtc", "dy", "visit", "n", "hi"), row, strict=True)) for row in rows(db, query)]
    return {"n": len(found), "rows": found}


def adverse_events(db: Database, _: str) -> dict[str, Any]:
    return {
        "rows": one(db, "SELECT count(*) FROM adam.adae"),
        "subjects": one(db, "SELECT count(DISTINCT usubjid) FROM adam.adae"),
        "AESEV": pairs(db, "SELECT aesev, count(*) FROM adam.adae GROUP BY aesev"),
        "AESER": pairs(db, "SELECT aeser, count(*) FROM adam.adae GROUP BY aeser"),
        "coded": one(db, "SELECT count(aedecod) FROM sdtm.ae"),
        "soc": one(db, "SELECT count(aebodsys) FROM adam.adae"),
    }


def japanese(db: Database, _: str) -> dict[str, Any]:
    terms = [term for (term,) in rows(db, "SELECT aeterm FROM sdtm.ae ORDER BY source_row")]
    return {"rows": len(terms), "non_ascii": sum(not term.isascii() for term in terms), "first": terms[0]}


ANSWERS: dict[str, Answer] = {
    "MS-DM-02": lambda db, _: [
        s for (s,) in rows(db, "SELECT usubjid FROM adam.adsl WHERE scrffl = 'Y' ORDER BY 1")
    ],
    **{f"MS-EX-CDISC{number}": injections for number in INJECTED},
    "MS-EC-01": collected_doses,
    "MS-LB-01": laboratory,
    "MS-LBBL-01": baseline("ALT"),
    "MS-LBBL-03": baseline("BILI"),
    "MS-LBBL-05": baseline("CREAT"),
    "MS-SER-CDISC008-BILI": bilirubin,
    "MS-AE-01": adverse_events,
    "MS-AE-02": lambda db, _: pairs(
        db,
        "SELECT trt01p, count(DISTINCT usubjid) FROM adam.adae JOIN adam.adsl USING (usubjid) GROUP BY ALL",
    ),
    "MS-DS-01": lambda db, _: pairs(db, "SELECT dsdecod, count(*) FROM sdtm.ds GROUP BY dsdecod"),
}
JAPANESE: dict[str, Answer] = {"I18N-AE-01": japanese}
